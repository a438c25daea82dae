/**
 * @file kill −9 at each step of everything that writes. [Note: Two states] Whenever it comes, the state before or the state
 * after is there, whole; nothing that was there before is lost; and the same act done again ends well and leaves nothing behind.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'vite';
import { leftovers, scenarios, settle } from './support/scenarios.ts';
import { cheapPassphrases } from './support/steps.ts';

/** How often at each step. A sequence is made of the same writes, so its steps come again and again within one. */
const kills = process.env['PAYER_WIZARD_PROOF'] === '1' ? { write: 1000, sequence: 200 } : { write: 20, sequence: 2 };
/** Many of them wait for a lock that names nobody to grow old; the writers themselves are as many as there are processors. */
const atOnce = 24;
const writersAtOnce = availableParallelism();
const work = mkdtempSync(path.join(tmpdir(), 'payer-wizard-kill-'));
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

interface Ended {
  readonly signal: string | null;
  readonly said: string;
}

let running = 0;
const waiting: (() => void)[] = [];

async function run(...args: string[]): Promise<Ended> {
  if (running >= writersAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await runWriter(args);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function runWriter(args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_status, signal) => {
      resolve({ signal, said });
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

interface Way {
  readonly step: number;
  readonly half: '' | 'half';
  readonly words: string;
}

/** Every step there is, found by doing it all once; what writes can be cut off in its middle too. */
async function waysOf(name: keyof typeof scenarios, template: string): Promise<Way[]> {
  const { said } = await run(copyOf(template, `${name}-whole`), name);
  return (JSON.parse(said) as string[]).flatMap((did, index): Way[] => {
    const step = index + 1;
    const before: Way = { step, half: '', words: `before ${did} (${String(step)})` };
    return did === 'write' ? [before, { step, half: 'half', words: `half-way in ${did} (${String(step)})` }] : [before];
  });
}

async function inTurns<T>(tasks: readonly T[], task: (given: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < tasks.length; index = next++) await task(tasks[index] as T, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

describe.each(Object.keys(scenarios) as (keyof typeof scenarios)[])('%s', (name) => {
  const scenario = scenarios[name];
  const times = kills[scenario.is];

  test(`is killed ${String(times)} times at each step`, { timeout: 7_200_000 }, async () => {
    const template = path.join(work, name, 'store');
    await scenario.prepare(template);
    const ways = await waysOf(name, template);
    const rounds = Array.from({ length: times }, () => ways).flat();
    const seen = new Set<string>();
    const failures: string[] = [];

    await inTurns(rounds, async ({ step, half, words }, index) => {
      const folder = copyOf(template, `${name}-${String(index)}`);
      const { signal } = await run(folder, name, String(step), half);
      const problem = await problemIn(folder, scenario, seen).catch(String);
      if (signal !== 'SIGKILL' || problem !== '') failures.push(`${words}: ${signal ?? 'not killed'} ${problem}`);
      rmSync(path.dirname(folder), { recursive: true, force: true });
    });

    expect(failures).toEqual([]);
    // Killed early it is the state before, killed late the state after: both were seen, or the steps were none.
    expect([ways.length > 3, [...seen].sort()]).toEqual([true, ['after', 'before']]);
  });
});

/** '' when one of the two states is there, and the act done again ends in the state after and cleans up. */
async function problemIn(
  folder: string,
  scenario: (typeof scenarios)[keyof typeof scenarios],
  seen: Set<string>,
): Promise<string> {
  seen.add(await scenario.state(folder));
  await scenario.act(folder);
  const again = await scenario.state(folder);
  await settle(folder);
  const left = leftovers(folder);
  return again === 'after' && left.length === 0 ? '' : `again: ${again}, left: ${left.join(', ')}`;
}
