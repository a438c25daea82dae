/** @file `npm run screenshots`: pictures of every step of the packaged app in out/screenshots; those of the docs are taken from there. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { say, Stop, story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { pack } from './pack.mjs';
import { withDisplay, withKeyring } from './session.mjs';

/** Those that the docs show, at 1280×800. */
const shown = [
  'home-light',
  'discover-light',
  'endpoints-light',
  'client-light',
  'keys-light',
  'live-test-dark',
  'live-test-refused-light',
  'definition-light',
  'deliver-light',
  'plan-dark',
];

await story(async () => {
  await prepare('tests');
  await freshBuild();
  await pack();
  const folder = path.join(root, 'out/screenshots');
  const program = [path.join(root, 'test/e2e/screenshots.ts'), folder];
  const status = await withDisplay((env) => withKeyring(node24(), program, { env, cwd: root }), environment(), {
    own: true,
  });
  if (status !== 0) throw new Stop('the screenshots were not made', 'read what Playwright says above');
  const docs = path.join(root, 'docs/screenshots');
  mkdirSync(docs, { recursive: true });
  for (const name of shown) copyFileSync(path.join(folder, `${name}-1280x800.png`), path.join(docs, `${name}.png`));
  say(`Pictures in ${folder}; those of the docs in ${docs}`);
});
