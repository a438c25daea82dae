/** @file `npm run build`: the four builds of vite.config.ts, or those that are named. Quiet unless one fails. */
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const all = ['cli', 'preload', 'main', 'renderer'];
const chosen = process.argv.slice(2);

for (const mode of chosen.length > 0 ? chosen : all) {
  const startedAt = performance.now();
  await build({ configFile: path.join(root, 'vite.config.ts'), mode, logLevel: 'warn' });
  console.log(`built ${mode} in ${Math.round(performance.now() - startedAt)} ms`);
}
