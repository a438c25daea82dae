/**
 * @file `npm run bench`: how quick and how small, beside the bars that we set ourselves. Each figure is a ratio within one
 * run. Status 1 when a bar is missed. `--json` prints the figures for a machine.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeBundle } from './bundle.ts';
import type { Measured } from './measure.ts';
import { compare, timeOf } from './measure.ts';
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

/** All that the window loads: code, style and page. */
function windowKilobytes(): number {
  const page = path.join(root, 'dist/renderer');
  const files = readdirSync(page, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((entry) => gzipSync(readFileSync(path.join(entry.parentPath, entry.name))).byteLength);
  return bytes.reduce((sum, each) => sum + each, 0) / 1000;
}

try {
  const measured = await measureAll();
  const kilobytes = windowKilobytes();
  const barKilobytes = 120;
  const passed = measured.every(({ ratio, bar }) => ratio <= bar) && kilobytes <= barKilobytes;
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ passed, measured, window: { kilobytes, barKilobytes } }));
  } else {
    for (const { name, ratio, bar, milliseconds, baseMilliseconds } of measured) {
      const figures = `${ratio.toFixed(2)} × (bar ${bar} ×), ${milliseconds.toFixed(0)} ms to ${baseMilliseconds.toFixed(0)} ms`;
      console.log(`${ratio <= bar ? 'ok    ' : 'MISSED'} ${name}: ${figures}`);
    }
    console.log(
      `${kilobytes <= barKilobytes ? 'ok    ' : 'MISSED'} window, gzip: ${kilobytes.toFixed(1)} kB (bar ${barKilobytes} kB)`,
    );
  }
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
