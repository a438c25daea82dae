/**
 * @file What an RSA 3072 key costs here, beside `openssl genpkey`. Compared is CPU time, user and system, of generation alone:
 * ours is what this process spends on one `makeKey`; of openssl's process what it takes to start, load and write is taken
 * off, as the mean of the same command for a key that costs nothing to make (Ed25519). How long a search for primes lasts
 * is chance, so many are made, by turns, and the ratio of the means is given with its 95 % interval.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { makeKey } from '#node/keys/generate-key.ts';

const TURNS = 300;
const STARTS = 40;
const RESAMPLES = 4000;

export interface KeyGeneration {
  readonly turns: number;
  readonly milliseconds: number;
  readonly baseMilliseconds: number;
  /** What was taken off each of openssl’s. */
  readonly startMilliseconds: number;
  readonly ratio: number;
  readonly interval: readonly [number, number];
  readonly bar: number;
}

export async function measureKeyGeneration(turns = TURNS): Promise<KeyGeneration> {
  await ours();
  await openssls(rsa);
  const starts: number[] = [];
  for (let turn = 0; turn < STARTS; turn += 1) starts.push(await openssls(ed25519));
  const startMilliseconds = mean(starts);

  const times: { ours: number[]; openssls: number[] } = { ours: [], openssls: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    times.openssls.push((await openssls(rsa)) - startMilliseconds);
    times.ours.push(await ours());
  }
  return {
    turns,
    milliseconds: mean(times.ours),
    baseMilliseconds: mean(times.openssls),
    startMilliseconds,
    ratio: mean(times.ours) / mean(times.openssls),
    interval: intervalOf(times),
    bar: 1.3,
  };
}

async function ours(): Promise<number> {
  const before = process.cpuUsage();
  await makeKey('RSA-3072');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'];
const ed25519 = ['-algorithm', 'ED25519'];

/** CPU of a process that ended, as the shell that waited for it was told. */
async function openssls(wish: readonly string[]): Promise<number> {
  const timed = 'TIMEFORMAT="%3U %3S"; time openssl genpkey "$@" -out /dev/null 2>/dev/null';
  const child = spawn('bash', ['-c', timed, 'bash', ...wish], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A comma would stand in the figures of other languages.
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [printed, status] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  const figures = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(printed);
  if (status !== 0 || figures === null) throw new Error(`openssl genpkey cannot be timed: ${printed.slice(-200)}`);
  return 1000 * (Number(figures[1]) + Number(figures[2]));
}

/** Percentile bootstrap: the times are skewed, and nothing is assumed about them. */
function intervalOf({ ours: subject, openssls: base }: { ours: number[]; openssls: number[] }): [number, number] {
  const ratios = Array.from({ length: RESAMPLES }, () => mean(resampled(subject)) / mean(resampled(base)));
  ratios.sort((a, b) => a - b);
  const at = (share: number) => ratios[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

function resampled(values: readonly number[]): number[] {
  return values.map(() => values[Math.floor(Math.random() * values.length)] ?? 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
