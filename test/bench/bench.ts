/**
 * @file `npm run bench`: how quick and how small, beside the bars that we set ourselves. Each figure is a ratio within one
 * run. Status 1 when a bar is missed. `--json` prints the figures for a machine; `--only NAME` measures one group.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { makeBundle } from './bundle.ts';
import { measureExportMemory } from './export-many.ts';
import type { Figure } from './figure.ts';
import {
  figureOf,
  ofExportMemory,
  ofKeyGeneration,
  ofPushMany,
  ofRechecks,
  ofResponsiveness,
  ofStall,
  ofVerifyMany,
  ofWindow,
} from './figure.ts';
import { measureJudging } from './judging.ts';
import { measureKeyGeneration } from './key-generation.ts';
import { measureManyKeys } from './many-keys.ts';
import { compare, timeOf } from './measure.ts';
import { measurePushMany } from './push-many.ts';
import { measureRechecks } from './recheck.ts';
import { measureResponsiveness } from './responsive.ts';
import { measureSeals } from './seals.ts';
import { measureStall } from './stall.ts';
import { startedApp } from './start.ts';
import { measureTokenTest } from './token-test.ts';
import { measureVerifyMany } from './verify-many.ts';

const root = path.resolve(import.meta.dirname, '../..');
const node = process.execPath;
const program = path.join(root, 'dist/cli/payer-wizard.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-bench-'));

const nothing = () => timeOf(node, ['-e', '0']);

/** In the order in which they are measured: the longest last. */
const groups: Readonly<Record<string, () => Promise<Figure[]>>> = {
  window: () => Promise.resolve([ofWindow(windowKilobytes())]),
  judging: async () => (await measureJudging(folder)).map(figureOf),
  'token-test': async () => (await measureTokenTest(folder)).map(figureOf),
  start: measureStarts,
  vault: async () => (await measureSeals()).map(figureOf),
  'many-keys': async () => (await measureManyKeys({ program, folder, app: await startedApp(root) })).map(figureOf),
  rechecks: async () => [ofRechecks(await measureRechecks({ program, folder }))],
  export: async () => [ofExportMemory(await measureExportMemory(folder))],
  'verify-many': async () => [ofVerifyMany(await measureVerifyMany({ program, folder }))],
  'push-many': async () => [ofPushMany(await measurePushMany(folder))],
  responsive: async () => [ofResponsiveness(await measureResponsiveness(folder))],
  stall: async () => [ofStall(await measureStall(root, folder))],
  keys: async () => [ofKeyGeneration(await measureKeyGeneration())],
};

async function measureStarts(): Promise<Figure[]> {
  const { bundle, trust } = makeBundle({ program, folder });
  const app = await startedApp(root);
  const measured = [
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
      subject: () => app.home(path.join(folder, 'store')),
    }),
  ];
  return measured.map(figureOf);
}

/** All that the window loads: code, style and page. */
function windowKilobytes(): number {
  const page = path.join(root, 'dist/renderer');
  const files = readdirSync(page, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((entry) => gzipSync(readFileSync(path.join(entry.parentPath, entry.name))).byteLength);
  return bytes.reduce((sum, each) => sum + each, 0) / 1000;
}

async function measure({ only, json }: { only: string | undefined; json: boolean }): Promise<boolean> {
  const chosen = Object.entries(groups).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0) throw new Error(`--only is one of ${Object.keys(groups).join(', ')}`);
  const figures: (Figure & { group: string })[] = [];
  for (const [group, measureGroup] of chosen) {
    for (const figure of await measureGroup()) {
      figures.push({ group, ...figure });
      if (!json) console.log(`${figure.passed ? 'ok    ' : 'MISSED'} ${figure.words}`);
    }
  }
  const passed = figures.every((figure) => figure.passed);
  if (json) console.log(JSON.stringify({ passed, figures }));
  return passed;
}

try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } });
  process.exitCode = (await measure({ only: values.only, json: values.json })) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
