/** @file How late the event loop of Electron’s main process is while RSA 4096 is made, beside an idle run of the same length. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { median, timeOf } from './measure.ts';
import { shell } from './start.ts';

/** Milliseconds between two turns of a timer of 1 ms, in one round. */
interface Delays {
  readonly seconds: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

interface Told {
  readonly keys: number;
  readonly electron: string;
  readonly idle: readonly Delays[];
  readonly making: readonly Delays[];
}

export interface Responsiveness {
  readonly keys: number;
  readonly electron: string;
  readonly idle: Delays;
  readonly making: Delays;
  /** Of the p99 while keys are made: above 50 ms people begin to notice that an answer waits. */
  readonly barMilliseconds: number;
}

export async function measureResponsiveness(folder: string): Promise<Responsiveness> {
  const program = path.join(folder, 'responsive');
  const result = path.join(folder, 'responsive.json');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'responsive/main.ts'),
      outDir: program,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { external: ['electron/main'] },
    },
  });
  writeFileSync(
    path.join(program, 'package.json'),
    JSON.stringify({ name: 'responsive', type: 'module', main: 'main.js' }),
  );
  const { executable, common } = await shell();
  timeOf(executable, [...common, program, result]);
  const { keys, electron, idle, making } = JSON.parse(readFileSync(result, 'utf8')) as Told;
  return { keys, electron, idle: together(idle), making: together(making), barMilliseconds: 50 };
}

/** The worst moment of all rounds; else the round in the middle, for a round may fall together with somebody else’s work. */
function together(rounds: readonly Delays[]): Delays {
  return {
    seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
    median: median(rounds.map((each) => each.median)),
    p99: median(rounds.map(({ p99 }) => p99)),
    max: Math.max(...rounds.map(({ max }) => max)),
  };
}
