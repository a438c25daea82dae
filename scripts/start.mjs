/** @file `npm start`: sets up, builds what is out of date, and opens the app. Arguments go to the app: `npm start -- --store=DIR`. */
import { spawn } from 'node:child_process';
import { root } from './bootstrap/npm-packages.mjs';
import { say, story } from './bootstrap/say.mjs';
import { environment, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { electronRuntime } from './runtime.mjs';
import { ended } from './session.mjs';

await story(async () => {
  await prepare('window');
  await freshBuild();
  const runtime = await electronRuntime();
  const { electronShell } = await import('./runtime/shell.mjs');
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  if (isRoot) say('NOTICE: as root Chromium’s sandbox cannot start. Run the app as another user for real work.');
  const args = [...(isRoot ? ['--no-sandbox'] : []), root, ...process.argv.slice(2)];
  process.exitCode = await ended(spawn(await electronShell(runtime), args, { stdio: 'inherit', env: environment() }));
});
