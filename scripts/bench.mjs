/** @file `npm run bench`: sets up and builds, then measures on Node 24. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepare } from './bootstrap.mjs';

const root = path.resolve(import.meta.dirname, '..');
await prepare();
const node = path.join(root, 'node_modules/.bin/node');
const { status } = spawnSync(node, [path.join(root, 'test/bench/bench.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
