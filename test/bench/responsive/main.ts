/**
 * @file A program for Electron: how late its main process’s event loop is, idle and while RSA 4096 keys are made as the app
 * makes them. The two take turns; the figures are written as JSON to the file that is named by the last argument.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as rest } from 'node:timers/promises';
import { app } from 'electron/main';
import { makeKey } from '#node/keys/generate-key.ts';

const ROUNDS = 5;
const KEYS_IN_ROUND = 2;
const SETTLE_MILLISECONDS = 1000;
const nanosecondsInMillisecond = 1e6;

/** In milliseconds, but for the length. */
interface Delays {
  readonly seconds: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/** A histogram of its own each time: one that is enabled again counts the time between as a delay. */
async function during(work: () => Promise<unknown>): Promise<Delays> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  const startedAt = performance.now();
  histogram.enable();
  await work();
  histogram.disable();
  return {
    seconds: (performance.now() - startedAt) / 1000,
    median: histogram.percentile(50) / nanosecondsInMillisecond,
    p99: histogram.percentile(99) / nanosecondsInMillisecond,
    max: histogram.max / nanosecondsInMillisecond,
  };
}

async function makeKeys(): Promise<void> {
  for (let made = 0; made < KEYS_IN_ROUND; made += 1) await makeKey('RSA-4096');
}

async function measure() {
  const [idle, making]: [Delays[], Delays[]] = [[], []];
  await rest(SETTLE_MILLISECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const delays = await during(makeKeys);
    making.push(delays);
    idle.push(await during(() => rest(1000 * delays.seconds)));
  }
  return { keys: ROUNDS * KEYS_IN_ROUND, electron: process.versions['electron'], idle, making };
}

void app
  .whenReady()
  .then(measure)
  .then((result) => {
    writeFileSync(process.argv.at(-1) ?? '', JSON.stringify(result));
    app.exit(0);
  })
  .catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
