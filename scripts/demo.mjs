/** @file `npm run demo`: the main job on embedded servers, with a keyring of its own. `-- --headless`: by the command line alone. */
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { withKeyring } from './session.mjs';

await story(async () => {
  const args = process.argv.slice(2);
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  await prepare(args.includes('--headless') || !hasDisplay ? 'commandLine' : 'window');
  await freshBuild();
  const demo = [path.join(root, 'scripts/demo/main.ts'), ...args];
  process.exitCode = await withKeyring(node24(), demo, { env: environment(), cwd: root });
});
