/** @file An export of 1,000 payers beside one of 10: how much memory each takes at most. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Payer } from '#core/domain/payer/payer.ts';
import { nodePorts } from '#node/ports.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import { memoryPorts } from '../memory-ports.ts';

const child = path.join(import.meta.dirname, 'export-once.ts');

export interface ExportMemory {
  readonly payers: number;
  readonly fewPayers: number;
  readonly megabytes: number;
  readonly fewMegabytes: number;
  readonly ratio: number;
  readonly bar: number;
}

export async function measureExportMemory(folder: string): Promise<ExportMemory> {
  const counts = { payers: 1000, fewPayers: 10 };
  const megabytes = await peakOf(path.join(folder, 'export-many'), counts.payers);
  const fewMegabytes = await peakOf(path.join(folder, 'export-few'), counts.fewPayers);
  return { ...counts, megabytes, fewMegabytes, ratio: megabytes / fewMegabytes, bar: 2 };
}

async function peakOf(folder: string, count: number): Promise<number> {
  await fill(folder, count);
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, folder, path.join(folder, 'bundle.zip')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The export ended with status ${String(status)}: ${stderr.slice(-600)}`);
  const { payers, kilobytes } = JSON.parse(stdout) as { payers: number; kilobytes: number };
  if (payers !== count) throw new Error(`${String(payers)} payers were exported`);
  return kilobytes / 1024;
}

/** The first payer is made by the use cases, the others are as that one would be. */
export async function fill(folder: string, count: number): Promise<void> {
  const { store } = nodePorts({ folder, vault: { by: 'keychain' } });
  const ports = memoryPorts();
  const ref = 'northlake-0@test';
  const first = await samplePayer(ports, { ref });
  for (const { sha256 } of first.documents) await store.keepEvidence(await ports.store.evidence(sha256));
  const text = JSON.stringify({ ...first, revision: 0 });
  for (let number = 0; number < count; number += 1) {
    const name = `northlake-${String(number)}`;
    await store.savePayer(
      JSON.parse(text.replaceAll(ref, `${name}@test`).replaceAll('northlake.example', `${name}.example`)) as Payer,
    );
  }
}
