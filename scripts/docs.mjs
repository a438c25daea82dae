/** @file `npm run docs`: the pages of docs that are made from the program, written anew. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { ended } from './session.mjs';

await story(async () => {
  await prepare('tests');
  const args = [path.join(root, 'scripts/docs/main.ts')];
  process.exitCode = await ended(spawn(node24(), args, { stdio: 'inherit', cwd: root, env: environment() }));
});
