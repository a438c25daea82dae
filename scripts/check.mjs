/** @file `npm run check`: all that is known without running the product. Everything is checked, whatever failed before it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { environment, node24, prepare } from './bootstrap.mjs';

const root = path.resolve(import.meta.dirname, '..');
await prepare();

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const layers = [
  'electron/core',
  'electron/node',
  'electron/cli',
  'electron/main',
  'electron/preload',
  'test',
  'test/renderer',
  'scripts',
];
const checks = [
  ...layers.map((layer) => [`types of ${layer}`, 'tsc', '-p', layer]),
  ['types of renderer', 'svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
  ['lint', 'eslint', '.'],
  ['arrows between folders', 'depcruise', 'electron', 'renderer', '--config', '.dependency-cruiser.mjs'],
  ['nothing unused', 'knip'],
  ['form', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['licences', 'node', 'scripts/licences.mjs'],
];

let failed = 0;
for (const [title, command, ...args] of checks) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(command === 'node' ? node24() : bin(command), args, {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)`);
  if (status === 0) continue;
  failed += 1;
  console.log(`${stdout}${stderr}`);
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
