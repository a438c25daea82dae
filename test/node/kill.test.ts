/** @file A writer is killed again and again, at moments that a seed chooses; what it had said to be saved is there, and everything opens. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { openStore } from '#node/store/store.ts';
import { openVault } from '#node/vault/vault.ts';
import { payer } from '../behaviour/store.ts';
import { freshFolder } from './support/folders.ts';

const ref = 'northlake@test';
const rounds = process.env['PAYER_WIZARD_PROOF'] === '1' ? 200 : 8;

/** Mulberry32: the same moments on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Starts the writer, kills it so many milliseconds after it is ready, and answers the last revision that it said was saved. */
async function killAfter(folder: string, milliseconds: number): Promise<number> {
  const program = path.join(import.meta.dirname, 'support/writer.ts');
  const child = spawn(process.execPath, [program, folder, ref], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('The writer ended by itself')));
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      if (said.includes('ready\n')) resolve();
    });
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  await ready;
  await wait(milliseconds);
  child.kill('SIGKILL');
  await closed;
  return Number(/(\d+)\n\D*$/.exec(said)?.[1] ?? 0);
}

test(
  `after ${String(rounds)} kills nothing that was saved is lost, and nothing is half-written`,
  { timeout: 600_000 },
  async () => {
    const folder = freshFolder();
    const random = seeded(2027);
    const ask = async () => Promise.resolve(new Secret('a passphrase of nothing'));
    const store = openStore(folder);
    const vault = openVault({ folder, way: { by: 'passphrase', ask } });
    await store.savePayer(payer(ref));
    await vault.keep({ owner: ref, kind: 'client-secret', id: '' }, new Secret('secret 1'));

    let said = 1;
    let last = 1;
    for (let round = 0; round < rounds; round += 1) {
      said = Math.max(said, await killAfter(folder, random() * 40));
      const { revision } = await store.payer(ref);
      const [, kept] =
        /^secret (\d+)$/.exec((await vault.secret({ owner: ref, kind: 'client-secret', id: '' })).reveal()) ?? [];
      // Killed between the save and its word, the writer may have done one more than it said.
      expect(revision, `round ${String(round)}`).toBeGreaterThanOrEqual(Math.max(last, said));
      expect(Number(kept), `round ${String(round)}`).toBeGreaterThanOrEqual(said);
      expect(Number(kept), `round ${String(round)}`).toBeLessThanOrEqual(revision);
      last = revision;
    }
    // A save after the last kill takes the dead writer's lock over and cleans up behind it.
    await store.savePayer(await store.payer(ref));
    expect([existsSync(path.join(folder, 'store.lock')), readdirSync(path.join(folder, 'payers')).sort()]).toEqual([
      false,
      [`${ref}.json`, `${ref}.json.bak`],
    ]);
    expect(last).toBeGreaterThan(1);
  },
);
