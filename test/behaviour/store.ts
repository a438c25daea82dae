/** @file What every Store does, run against the memory and against a folder on disk. */
import { beforeEach, describe, expect, test } from 'vitest';
import { newPayer } from '#core/domain/payer/payer.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import type { Store } from '#core/ports.ts';

export const payer = (ref = 'northlake@test'): Payer =>
  newPayer({ ref, name: 'Northlake Mutual', now: '2027-01-01T00:00:00.000Z' });

export const target = (name = 'cdr-test'): Target => ({
  version: 1,
  name,
  baseUrl: 'https://cdr.example/json-admin/',
  production: false,
  username: 'ana',
  label: '',
  authorities: [],
  proxy: 'system',
  clientKey: null,
  keystoreReference: '',
  learnt: null,
  revision: 0,
});

export const push = (id: string): PushRecord => ({
  version: 1,
  id,
  target: 'cdr-test',
  address: 'https://cdr.example/json-admin/',
  at: '2027-01-01T00:00:00.000Z',
  rollbackOf: null,
  rolledBackBy: null,
  results: [],
  byHand: [],
});

const stepResult = (name: string): PushRecord['results'][number] => ({
  step: {
    does: 'nothing',
    payer: 'northlake@test',
    name,
    nodeId: 'Master',
    moduleId: 'm',
    issuer: 'https://i',
    pid: 1,
  },
  outcome: 'not-tried',
  pid: null,
  code: '',
  says: '',
  notKept: [],
  keptAs: {},
});

export function behavesAsStore(name: string, make: () => Store): void {
  describe(`as a store, ${name}`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    test('is empty before anything was saved, and names what is not there', async () => {
      expect([await store.payers(), await store.targets(), await store.pushes(), await store.identity()]).toEqual([
        { payers: [], faults: [] },
        [],
        [],
        null,
      ]);
      await expect(store.payer('nobody@test')).rejects.toMatchObject({ code: 'store/no-such-payer' });
      await expect(store.target('nowhere')).rejects.toMatchObject({ code: 'store/no-such-target' });
      await expect(store.push('never')).rejects.toMatchObject({ code: 'store/no-such-push' });
      await expect(store.evidence('0'.repeat(64))).rejects.toMatchObject({ code: 'store/evidence-gone' });
    });

    test('gives back what was saved, with the next revision', async () => {
      const saved = await store.savePayer(payer());
      expect(saved.revision).toBe(1);
      expect(await store.payer('northlake@test')).toEqual(saved);
    });

    test('refuses a save made from a revision that is not the last', async () => {
      const first = await store.savePayer(payer());
      const second = await store.savePayer({ ...first, name: 'Northlake Mutual Insurance' });
      await expect(store.savePayer({ ...first, name: 'Another' })).rejects.toMatchObject({
        code: 'store/changed-meanwhile',
      });
      expect(await store.payer('northlake@test')).toEqual(second);
    });

    test('lets one of two writers through that start from the same revision', async () => {
      const first = await store.savePayer(payer());
      const both = await Promise.allSettled([
        store.savePayer({ ...first, name: 'One' }),
        store.savePayer({ ...first, name: 'Other' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('refuses a new payer where there is one of that name', async () => {
      await store.savePayer(payer());
      await expect(store.savePayer(payer())).rejects.toMatchObject({ code: 'store/changed-meanwhile' });
    });

    test('lists payers in order, without those that were removed', async () => {
      for (const ref of ['westgate@prod', 'alder@test', 'northlake@test']) await store.savePayer(payer(ref));
      await store.removePayer('northlake@test');
      await store.removePayer('northlake@test');
      expect((await store.payers()).payers.map(({ ref }) => ref)).toEqual(['alder@test', 'westgate@prod']);
      expect(await store.refs()).toEqual(['alder@test', 'westgate@prod']);
    });

    test('keeps targets by the same law', async () => {
      const first = await store.saveTarget(target());
      await expect(store.saveTarget(target())).rejects.toMatchObject({ code: 'store/changed-meanwhile' });
      expect(await store.targets()).toEqual([first]);
      await store.removeTarget('cdr-test');
      expect(await store.targets()).toEqual([]);
    });

    test('keeps what became of each step beside the record of its push, the last of it counting', async () => {
      await store.savePush({ ...push('a'), results: [stepResult('one'), stepResult('other')] });
      const { step: _step, ...result } = stepResult('other');
      await store.notePush('a', 1, { ...result, outcome: 'unknown' });
      await store.notePush('a', 1, { ...result, outcome: 'done', pid: 7 });
      const whole = await store.push('a');
      expect(whole.results).toEqual([stepResult('one'), { ...stepResult('other'), outcome: 'done', pid: 7 }]);
      await store.savePush({ ...whole, rolledBackBy: 'b' });
      expect((await store.push('a')).results).toEqual(whole.results);
    });

    test('keeps pushes, which may be saved again under their id', async () => {
      await store.savePush(push('b'));
      await store.savePush(push('a'));
      await store.savePush({ ...push('b'), rolledBackBy: 'a' });
      expect((await store.pushes()).map(({ id, rolledBackBy }) => [id, rolledBackBy])).toEqual([
        ['a', null],
        ['b', 'a'],
      ]);
    });

    test('keeps evidence under the digest of its bytes', async () => {
      const bytes = new TextEncoder().encode('{"issuer":"https://auth.northlake.example/p2p"}');
      const sha256 = await store.keepEvidence(bytes);
      expect(await store.keepEvidence(bytes)).toBe(sha256);
      expect(await store.evidence(sha256)).toEqual(bytes);
    });

    test('keeps whom its owner trusts', async () => {
      const signers = [{ keyId: 'ab'.repeat(32), name: 'Ana', roles: ['author' as const], revokedAt: null }];
      await store.changeTrustedSigners(() => signers);
      expect(await store.trustedSigners()).toEqual(signers);
      await store.changeTrustedSigners((present) => [
        ...present,
        ...present.map((each) => ({ ...each, keyId: 'cd'.repeat(32) })),
      ]);
      expect((await store.trustedSigners()).map(({ keyId }) => keyId.slice(0, 2))).toEqual(['ab', 'cd']);
    });
  });
}
