/** @file Ratios in one run. Machines are shared and noisy: the two sides take turns, and the median of each is compared. */
import { spawnSync } from 'node:child_process';

export interface Measured {
  readonly name: string;
  readonly milliseconds: number;
  readonly baseMilliseconds: number;
  readonly ratio: number;
  readonly bar: number;
}

/** Times both by turns, after one turn that only warms the caches. */
export async function compare({
  name,
  bar,
  turns,
  base,
  subject,
}: {
  name: string;
  bar: number;
  turns: number;
  base: () => Promise<number> | number;
  subject: () => Promise<number> | number;
}): Promise<Measured> {
  const times: { base: number[]; subject: number[] } = { base: [], subject: [] };
  await base();
  await subject();
  for (let turn = 0; turn < turns; turn += 1) {
    times.base.push(await base());
    times.subject.push(await subject());
  }
  const baseMilliseconds = median(times.base);
  const milliseconds = median(times.subject);
  return { name, milliseconds, baseMilliseconds, ratio: milliseconds / baseMilliseconds, bar };
}

/** Milliseconds from start to end of a process. Throws when it ends with another status than the wanted one. */
export function timeOf(command: string, args: readonly string[], wantedStatus = 0): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  const took = performance.now() - startedAt;
  if (status !== wantedStatus)
    throw new Error(`${command} ${args.join(' ')} ended with status ${String(status)}: ${stderr.slice(-600)}`);
  return took;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
