/**
 * @file `npm run pack`: the app as a folder that runs, in out/app; with --hardened in out/hardened, every fuse set as
 * docs/security.md promises. On the test runtime it says so, and `npm run release` refuses it.
 */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { run } from './bootstrap/run.mjs';
import { say, Stop, story } from './bootstrap/say.mjs';
import { environment, node24, prepare } from './bootstrap.mjs';
import { freshBuild } from './fresh-build.mjs';
import { electronRuntime } from './runtime.mjs';

/** Packs, and answers the folder of the app. */
export async function pack({ release = false, hardened = release } = {}) {
  const runtime = await electronRuntime({ release });
  const output = path.join(root, 'out/app');
  const options = [
    '--linux',
    'dir',
    '--publish',
    'never',
    `--config.electronVersion=${runtime.version}`,
    `--config.electronDist=${runtime.folder}`,
    `--config.directories.output=${output}`,
  ];
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const { status, output: said } = await run(node24(), [builder, ...options], {
    title: 'packing the app',
    cwd: root,
    env: environment(),
  });
  if (status !== 0) throw new Stop(`electron-builder failed:\n${said}`, 'mend what it names');
  const app = path.join(output, 'linux-unpacked');
  return hardened ? harden(app) : app;
}

async function harden(app) {
  const place = path.join(root, 'out/hardened');
  rmSync(place, { recursive: true, force: true });
  cpSync(app, path.join(place, 'linux-unpacked'), { recursive: true, verbatimSymlinks: true });
  const { setHardFuses } = await import('./runtime/fuses.mjs');
  await setHardFuses(path.join(place, 'linux-unpacked/payer-wizard'));
  return path.join(place, 'linux-unpacked');
}

if (process.argv[1] === import.meta.filename) {
  await story(async () => {
    await prepare('window');
    await freshBuild();
    const hardened = process.argv.includes('--hardened');
    say(`The app: ${await pack({ hardened })}/payer-wizard`);
  });
}
