/** @file `npm run test:unit` and its like: one suite, with what it needs around it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { pack } from './pack.mjs';
import { ended, withDisplay, withKeyring } from './session.mjs';

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');

const surroundings = {
  plain: (args, env) => ended(spawn(node24(), args, { stdio: 'inherit', env, cwd: root })),
  keyring: (args, env) => withKeyring(node24(), args, { env, cwd: root }),
  display: (args, env) =>
    withDisplay((shown) => withKeyring(node24(), args, { env: shown, cwd: root }), env, { own: true }),
};

/** What each suite stands on. */
export const suites = {
  unit: { around: 'plain', before: async () => {} },
  servers: { around: 'plain', before: async () => {} },
  renderer: { around: 'plain', before: async () => {} },
  session: { around: 'keyring', before: freshBuild },
  e2e: {
    around: 'display',
    before: async () => {
      await freshBuild();
      await pack({ hardened: true });
    },
  },
};

/** Runs one suite and answers its status. */
export async function runSuite(name, more = [], env = environment()) {
  const { around, before } = suites[name];
  await before();
  return surroundings[around]([vitest, 'run', '--project', name, ...more], env);
}

if (process.argv[1] === import.meta.filename) {
  await story(async () => {
    const [name, ...more] = process.argv.slice(2);
    await prepare('tests');
    process.exitCode = await runSuite(name, more);
  });
}
