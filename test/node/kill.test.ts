/**
 * @file kill −9 at each step of everything that writes. [Note: Two states] Whenever it comes, the state before or the state
 * after is there, whole; nothing that was there before is lost; and the same act done again ends well and leaves nothing behind.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'vite';
import { growOld, leftovers, scenarios, settle } from './support/scenarios.ts';
import type { Course, Cut } from './support/steps.ts';
import { cheapPassphrases } from './support/steps.ts';
import type { Order } from './support/writer.ts';

/** How often at each step: as many processes, each of which is killed at all of them. See [Note: One kill for many]. */
const times = process.env['PAYER_WIZARD_PROOF'] === '1' ? 1000 : 20;
const atOnce = availableParallelism();
// Killed is the process, not the machine: what it leaves is the same in memory, where nothing waits for a disk.
const memory = '/dev/shm';
const work = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'payer-wizard-kill-'));
const program = path.join(work, 'program', 'writer.mjs');

// Bundled, the writer starts five times as fast.
beforeAll(async () => {
  cheapPassphrases();
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'support/writer.ts'),
      outDir: path.dirname(program),
      target: 'node20',
      rolldownOptions: { external: ['keytar'], output: { entryFileNames: 'writer.mjs' } },
    },
  });
}, 60_000);
afterAll(() => {
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

type Name = keyof typeof scenarios;

interface Ended {
  readonly signal: string | null;
  readonly courses: readonly Course[];
}

async function run(name: Name, orders: readonly Order[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, name, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_status, signal) => {
      resolve({ signal, courses: said === '' ? [] : (JSON.parse(said) as Course[]) });
    });
  });
}

/** A copy of what the scenario starts from: the store, and what lies beside it. */
function copyOf(template: string, to: string): string {
  const folder = path.join(work, to, 'store');
  for (const beside of ['', '.keychain', '.recovery'])
    if (existsSync(template + beside)) cpSync(template + beside, folder + beside, { recursive: true });
  return folder;
}

interface Way extends Cut {
  /** What it has done by then. */
  readonly steps: readonly string[];
  readonly words: string;
}

/** Every step there is, found by doing it all once; what writes can be cut off in its middle too. */
async function waysOf(name: Name, template: string): Promise<Way[]> {
  const { courses } = await run(name, [{ folder: copyOf(template, `${name}-whole`), step: 0, half: false }]);
  return (courses[0]?.steps ?? []).flatMap((did, index, all): Way[] => {
    const step = index + 1;
    const steps = all.slice(0, step);
    const before: Way = { step, half: false, steps, words: `before ${did} (${String(step)})` };
    const halfWay: Way = { step, half: true, steps, words: `half-way in ${did} (${String(step)})` };
    return did === 'write' ? [before, halfWay] : [before];
  });
}

async function inTurns(rounds: number, task: (round: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let round = next++; round < rounds; round = next++) await task(round);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

describe.each(Object.keys(scenarios) as Name[])('%s', (name) => {
  const scenario = scenarios[name];

  test(`is killed ${String(times)} times at each step`, { timeout: 7_200_000 }, async () => {
    const template = path.join(work, name, 'store');
    await scenario.prepare(template);
    const ways = await waysOf(name, template);
    const killed: Ended = { signal: 'SIGKILL', courses: ways.map(({ steps }) => ({ end: 'cut', steps })) };
    const seen = new Set<string>();
    const failures: string[] = [];

    await inTurns(times, async (round) => {
      const orders = ways.map(({ step, half }, index) => {
        const folder = copyOf(template, `${name}-${String(round)}-${String(index)}`);
        return { folder, step, half };
      });
      const ended = await run(name, orders);
      if (!isDeepStrictEqual(ended, killed)) failures.push(`not killed at each step: ${JSON.stringify(ended)}`);
      await Promise.all(
        orders.map(async ({ folder }, index) => {
          // Once that is really waited for.
          if (round > 0) growOld(folder);
          const problem = await problemIn(folder, scenario, seen).catch(String);
          if (problem !== '') failures.push(`${ways[index]?.words ?? ''}: ${problem}`);
          rmSync(path.dirname(folder), { recursive: true, force: true });
        }),
      );
    });

    expect(failures).toEqual([]);
    // Killed early it is the state before, killed late the state after: both were seen, or the steps were none.
    expect([ways.length > 3, [...seen].sort()]).toEqual([true, ['after', 'before']]);
  });
});

/** '' when one of the two states is there, and the act done again ends in the state after and cleans up. */
async function problemIn(folder: string, scenario: (typeof scenarios)[Name], seen: Set<string>): Promise<string> {
  seen.add(await scenario.state(folder));
  await scenario.act(folder);
  const again = await scenario.state(folder);
  await settle(folder);
  const left = leftovers(folder);
  return again === 'after' && left.length === 0 ? '' : `again: ${again}, left: ${left.join(', ')}`;
}
