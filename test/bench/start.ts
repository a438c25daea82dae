/** @file Starts the app, or a blank window, on the same runtime, until it can be used; on a display of its own where there is none. */
import path from 'node:path';
import { electronRuntime } from '../../scripts/runtime.mjs';
import { electronShell } from '../../scripts/runtime/shell.mjs';
import { timeOf } from './measure.ts';

/** The Electron to run, and what every start of it takes. */
export async function shell(): Promise<{ executable: string; common: readonly string[] }> {
  const executable = await electronShell(await electronRuntime({ release: false }));
  const isRoot = process.getuid?.() === 0;
  // As root Chromium starts only without its sandbox; both sides go without it then.
  return { executable, common: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])] };
}

export interface StartedApp {
  readonly blank: () => number;
  /** Until Home can be used, on a store. */
  readonly home: (store: string) => number;
}

export async function startedApp(root: string): Promise<StartedApp> {
  const { executable, common } = await shell();
  const watched = ['--require', path.join(root, 'test/bench/usable.cjs'), ...common];
  return {
    blank: () => timeOf(executable, [...watched, path.join(root, 'test/bench/blank')]),
    home: (store) => timeOf(executable, [...watched, root, `--store=${store}`]),
  };
}
