/** @file Starts the app, or a blank window, on the same runtime, until it can be used; on a display of its own where there is none. */
import path from 'node:path';
import { electronRuntime } from '../../scripts/runtime.mjs';
import { electronShell } from '../../scripts/runtime/shell.mjs';
import { timeOf } from './measure.ts';

export async function startedApp(root: string, folder: string): Promise<{ blank: () => number; home: () => number }> {
  const executable = await electronShell(await electronRuntime({ release: false }));
  const usable = path.join(root, 'test/bench/usable.cjs');
  const isRoot = process.getuid?.() === 0;
  // As root Chromium starts only without its sandbox; both sides go without it then.
  const common = ['--require', usable, '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])];
  return {
    blank: () => timeOf(executable, [...common, path.join(root, 'test/bench/blank')]),
    home: () => timeOf(executable, [...common, root, `--store=${path.join(folder, 'store')}`]),
  };
}
