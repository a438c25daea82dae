/** @file `npm run bench`: sets up and builds, then measures on Node 24, on a display of its own. Arguments go to the bench. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { ended, withDisplay } from './session.mjs';

await story(async () => {
  await prepare('tests');
  await freshBuild();
  const args = [path.join(root, 'test/bench/bench.ts'), ...process.argv.slice(2)];
  const bench = (env) => ended(spawn(node24(), args, { stdio: 'inherit', cwd: root, env }));
  process.exitCode = await withDisplay(bench, environment(), { own: true });
});
