/** @file Builds where a source is newer than the last build. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { run } from './bootstrap/run.mjs';
import { Stop } from './bootstrap/say.mjs';
import { environment, node24 } from './bootstrap.mjs';

const mark = path.join(root, 'dist/.built');
const sources = ['electron', 'renderer', 'vite.config.ts', 'package-lock.json'];

function newest(place) {
  const status = statSync(place);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(place).map((name) => newest(path.join(place, name))));
}

export async function freshBuild() {
  const changed = Math.max(...sources.map((name) => newest(path.join(root, name))));
  if (existsSync(mark) && statSync(mark).mtimeMs > changed) return;
  const { status, output } = await run(node24(), [path.join(root, 'scripts/build.mjs')], {
    title: 'building',
    cwd: root,
    env: environment(),
  });
  if (status !== 0) throw new Stop(`the build failed:\n${output}`, 'mend what it names');
  writeFileSync(mark, '');
}
