/**
 * @file `verify` of a bundle of 1,000 payers, beside what a reviewer without the program runs on it: unzip, sha256sum, one openssl,
 * and a Node that does nothing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import { exportPayers } from '#core/use-cases/export-payers.ts';
import { writeWhole } from '#node/files.ts';
import { nodePorts } from '#node/ports.ts';
import { memoryPorts } from '../memory-ports.ts';
import { fill } from './export-many.ts';
import type { Measured } from './measure.ts';
import { compare, timeOf } from './measure.ts';

const PAYERS = 1000;

export interface VerifyMany {
  readonly time: Measured;
  readonly megabytes: number;
  readonly bundleMegabytes: number;
}

export async function measureVerifyMany({ program, folder }: { program: string; folder: string }): Promise<VerifyMany> {
  const at = (name: string) => path.join(folder, `verify-many-${name}`);
  const keyId = await makeBundle({ store: at('store'), out: at('bundle.zip'), own: at('own.pem') });
  const node = process.execPath;
  const args = [program, 'verify', at('bundle.zip'), '--trust', at('own.pem'), '--json'];
  const time = await compare({
    name: `payer-wizard verify of ${String(PAYERS)} payers, to unzip, sha256sum, openssl and node -e 0`,
    bar: 2,
    turns: 5,
    base: () => {
      rmSync(at('unpacked'), { recursive: true, force: true });
      mkdirSync(at('unpacked'));
      const signature = path.join(at('unpacked'), 'signatures', keyId);
      return (
        timeOf('unzip', ['-q', at('bundle.zip'), '-d', at('unpacked')]) +
        timeOf('bash', ['-c', `cd '${at('unpacked')}' && sha256sum --quiet -c SHA256SUMS`]) +
        timeOf('openssl', [
          'dgst',
          '-sha256',
          '-verify',
          at('own.pem'),
          '-signature',
          `${signature}.sig`,
          `${signature}.json`,
        ]) +
        timeOf(node, ['-e', '0'])
      );
    },
    subject: () => timeOf(node, args),
  });
  return { time, megabytes: peakOf(args), bundleMegabytes: statSync(at('bundle.zip')).size / 2 ** 20 };
}

async function makeBundle({ store: folder, out, own }: Record<'store' | 'out' | 'own', string>): Promise<string> {
  await fill(folder, PAYERS);
  const { store, clock, digests } = nodePorts({ folder, vault: { by: 'keychain' } });
  const ports = { store, clock, digests, vault: memoryPorts().vault };
  const wish = { refs: await store.refs(), statedTime: '2027-01-01T12:00:00Z', signer: 'ana', comment: '' };
  const bundle = await exportPayers(ports, wish);
  await writeWhole(out, archivePieces(bundle));
  writeFileSync(own, (await store.identity())?.key.publicPem ?? '');
  return bundle.keyId;
}

/** MB, as the process itself tells at its end. */
function peakOf(args: readonly string[]): number {
  const tell = 'process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))';
  const told = `data:text/javascript,${encodeURIComponent(tell)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', told, ...args], { encoding: 'utf8' });
  return Number(/peak (\d+)$/.exec(stderr)?.[1] ?? Number.NaN) / 1024;
}
