/**
 * @file `npm run bench`: how quick and how small, beside the bars that we set ourselves. Each figure is a ratio within one
 * run. Status 1 when a bar is missed. `--json` prints the figures for a machine.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeBundle } from './bundle.ts';
import { measureJudging } from './judging.ts';
import type { Measured } from './measure.ts';
import { compare, timeOf } from './measure.ts';
import { measureRechecks } from './recheck.ts';
import { startedApp } from './start.ts';

const root = path.resolve(import.meta.dirname, '../..');
const node = process.execPath;
const program = path.join(root, 'dist/cli/payer-wizard.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-bench-'));

const nothing = () => timeOf(node, ['-e', '0']);

async function measureAll(): Promise<Measured[]> {
  const { bundle, trust } = makeBundle({ program, folder });
  const app = await startedApp(root, folder);
  return [
    ...(await measureJudging(folder)),
    await compare({
      name: 'payer-wizard --version, to node -e 0',
      bar: 1.5,
      turns: 21,
      base: nothing,
      subject: () => timeOf(node, [program, '--version']),
    }),
    await compare({
      name: 'payer-wizard verify, to node -e 0',
      bar: 3,
      turns: 21,
      base: nothing,
      subject: () => timeOf(node, [program, 'verify', bundle, '--trust', trust]),
    }),
    await compare({
      name: 'app to usable Home, to a blank window',
      bar: 1.5,
      turns: 9,
      base: app.blank,
      subject: app.home,
    }),
  ];
}

/** Whole milliseconds, and parts of one where it is less than ten. */
function shown(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 2 : 0);
}

/** All that the window loads: code, style and page. */
function windowKilobytes(): number {
  const page = path.join(root, 'dist/renderer');
  const files = readdirSync(page, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((entry) => gzipSync(readFileSync(path.join(entry.parentPath, entry.name))).byteLength);
  return bytes.reduce((sum, each) => sum + each, 0) / 1000;
}

try {
  const measured = await measureAll();
  const rechecks = await measureRechecks({ program, folder });
  const kilobytes = windowKilobytes();
  const barKilobytes = 120;
  const isSmall = kilobytes <= barKilobytes;
  const isBounded = rechecks.ratio <= rechecks.bar && rechecks.atOnce <= rechecks.atOnceBar;
  const passed = measured.every(({ ratio, bar }) => ratio <= bar) && isSmall && isBounded;
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ passed, measured, rechecks, window: { kilobytes, barKilobytes } }));
  } else {
    for (const { name, ratio, bar, milliseconds, baseMilliseconds } of measured) {
      const figures = `${ratio.toFixed(2)} × ${Number.isFinite(bar) ? `(bar ${bar} ×)` : '(no bar)'}, ${shown(milliseconds)} ms to ${shown(baseMilliseconds)} ms`;
      console.log(`${ratio <= bar ? 'ok    ' : 'MISSED'} ${name}: ${figures}`);
    }
    const { payers, fewPayers, megabytes, fewMegabytes, ratio, bar, requests, seconds, atOnce, atOnceBar } = rechecks;
    const peak = `${ratio.toFixed(2)} × (bar ${bar} ×), ${megabytes.toFixed(0)} MB to ${fewMegabytes.toFixed(0)} MB`;
    console.log(
      `${isBounded ? 'ok    ' : 'MISSED'} peak memory of ${payers} payers re-checked, to ${fewPayers}: ${peak};`,
    );
    console.log(`       ${requests} requests in ${seconds.toFixed(0)} s, ${atOnce} at once (bar ${atOnceBar})`);
    console.log(
      `${kilobytes <= barKilobytes ? 'ok    ' : 'MISSED'} window, gzip: ${kilobytes.toFixed(1)} kB (bar ${barKilobytes} kB)`,
    );
  }
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
