/** @file A runtime that takes an app’s folder as its argument, as Electron’s own download does: the fallback has no default app. */
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { root } from '../bootstrap/npm-packages.mjs';

/** The executable to start `electron FOLDER` with. */
export async function electronShell(runtime) {
  if (!runtime.isFallback) return runtime.executable;
  const folder = path.join(path.dirname(runtime.folder), `electron-${runtime.version}-shell`);
  if (!existsSync(path.join(folder, 'resources/default_app.asar'))) await makeShell(runtime.folder, folder);
  return path.join(folder, 'electron');
}

/** Linked, not copied: it is the same runtime, and it is large. */
async function makeShell(from, folder) {
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  linkTree(from, work);
  await createPackage(path.join(root, 'resources/default-app'), path.join(work, 'resources/default_app.asar'));
  rmSync(folder, { recursive: true, force: true });
  renameSync(work, folder);
}

function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, place] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, place);
    else if (entry.isFile()) linkSync(source, place);
    else cpSync(source, place);
  }
}
