/** @file The list of signers: how it is read, and how it is changed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSigners,
  needsConsent,
  removeSigner,
  revokeSigner,
  signerNamed,
  trustListText,
} from '#core/domain/bundle/change-trust.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { readTrustList } from '#core/domain/bundle/read-trust-list.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import { TrustList, type TrustedSigner } from '#core/domain/bundle/trust.ts';
import { identity } from '#core/use-cases/identity.ts';
import { addTrust, removeTrust, revokeTrust } from '#core/use-cases/trust.ts';
import { memoryPorts } from '../../memory-ports.ts';

const keyId = (letter: string) => letter.repeat(64);
function signer(letter: string, more: Partial<TrustedSigner> = {}): TrustedSigner {
  return { keyId: keyId(letter), name: `Signer ${letter}`, roles: ['reviewer'], revokedAt: null, ...more };
}
const since = '2027-01-01T00:00:00Z';

describe('a list as it lies on the disk', () => {
  const read = (value: unknown) => readTrustList(textBytes(typeof value === 'string' ? value : JSON.stringify(value)));
  const entries = (...signers: unknown[]) => ({ version: 1, signers });

  test.each<[string, unknown, object]>([
    ['nothing', '', { is: 'no-list' }],
    ['half of one', '{"version":1,"signers":[{"keyId":"ab', { is: 'no-list' }],
    ['another document', { version: 1 }, { is: 'no-list' }],
    ['a newer one', { version: 2, signers: 'anything' }, { is: 'newer' }],
    ['an empty one', entries(), { is: 'list', signers: [] }],
    ['an entry that is none', entries(signer('a'), 'ana'), { is: 'wrong-entry', entry: '2' }],
    ['a short key id', entries(signer('a', { keyId: 'abc' })), { is: 'wrong-entry', entry: '1 (“Signer a”)' }],
    ['a key id in capitals', entries(signer('A')), { is: 'wrong-entry', entry: '1 (“Signer A”)' }],
    ['an entry without a name', entries({ ...signer('a'), name: 1 }), { is: 'wrong-entry', entry: '1' }],
    ['roles that are no list', entries({ ...signer('a'), roles: 'author' }), { is: 'wrong-entry' }],
    [
      'a role that there is not',
      entries({ ...signer('a'), roles: ['author', 'king'] }),
      { is: 'wrong-entry', entry: '1 (“Signer a”)' },
    ],
    ['a revocation that was forgotten', entries({ ...signer('a'), revokedAt: undefined }), { is: 'wrong-entry' }],
    ['a key twice', entries(signer('a'), signer('b'), signer('a')), { is: 'wrong-entry', entry: '3 (“Signer a”)' }],
    ['a member of a later time', entries({ ...signer('a'), telephone: '1' }), { is: 'list', signers: [signer('a')] }],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toMatchObject(expected);
  });

  const anySigners = fc.uniqueArray(
    fc.record({
      keyId: fc.stringMatching(/^[0-9a-f]{64}$/),
      name: fc.string({ unit: 'binary' }),
      roles: fc.subarray([...roles]),
      revokedAt: fc.option(fc.string(), { nil: null }),
    }),
    { selector: (each) => each.keyId, maxLength: 5 },
  );

  test('law: a list that was written is read, by the schema too, and in any order it is the same text', () => {
    fc.assert(
      fc.property(anySigners, (signers) => {
        const text = trustListText(signers);
        const again = read(text);
        expect(again.is === 'list' && new Set(again.signers)).toEqual(new Set(signers));
        expect(TrustList.safeParse(JSON.parse(text)).success).toBe(true);
        expect(trustListText(signers.toReversed())).toBe(text);
      }),
    );
  });
});

describe('a key id, as it is typed', () => {
  const list = [signer('a'), signer('b', { keyId: 'b'.repeat(12) + 'c'.repeat(52) }), signer('b')];

  test.each([
    ['whole', keyId('a'), keyId('a')],
    ['the first 12 digits', 'a'.repeat(12), keyId('a')],
    ['as it is read out', 'AAAA aaaa AAAA aaaa', keyId('a')],
    ['with enough digits', 'b'.repeat(13), keyId('b')],
  ])('%s', (_, given, expected) => {
    expect(signerNamed(list, given).keyId).toBe(expected);
  });

  test.each([
    ['eleven digits', 'a'.repeat(11), 'trust/wrong-key-id'],
    ['a name', 'Signer a', 'trust/wrong-key-id'],
    ['more than a key id', 'a'.repeat(65), 'trust/wrong-key-id'],
    ['what two begin with', 'b'.repeat(12), 'trust/several-keys'],
    ['what none begins with', 'f'.repeat(12), 'trust/no-such-key'],
  ])('%s is refused', (_, given, code) => {
    expect(() => signerNamed(list, given)).toThrow(expect.objectContaining({ code }));
  });
});

describe('taking signers in', () => {
  const added = (given: TrustedSigner, { reinstate = false } = {}) => {
    const list = [signer('a'), signer('b', { revokedAt: since })];
    const { next, changes, stillRevoked } = addSigners(list, [given], { reinstate });
    return {
      now: next.find((each) => each.keyId === given.keyId),
      changes: changes.length,
      asks: changes.some(needsConsent),
      still: stillRevoked.length,
    };
  };

  test.each<[string, TrustedSigner, object, object]>([
    ['a new key', signer('c'), {}, { now: signer('c'), changes: 1, asks: false, still: 0 }],
    ['one that stands there so', signer('a'), {}, { changes: 0, asks: false, still: 0 }],
    [
      'a known key with a role more',
      signer('a', { roles: ['reviewer', 'author'] }),
      {},
      { now: { roles: ['author', 'reviewer'] }, changes: 1, asks: true },
    ],
    ['a known key with a role less', signer('a', { roles: [] }), {}, { now: { roles: [] }, asks: true }],
    ['a known key under another name', signer('a', { name: 'Eve' }), {}, { now: { name: 'Eve' }, asks: true }],
    [
      'a key that its owner’s list revokes',
      signer('a', { revokedAt: since }),
      {},
      { now: { revokedAt: since }, changes: 1, asks: false },
    ],
    ['a key that is revoked here', signer('b'), {}, { now: { revokedAt: since }, changes: 0, still: 1 }],
    [
      'the same, with another date there',
      signer('b', { revokedAt: '2028-01-01T00:00:00Z' }),
      {},
      { now: { revokedAt: since }, changes: 0, still: 0 },
    ],
    [
      'a key that is to be reinstated',
      signer('b'),
      { reinstate: true },
      { now: { revokedAt: null }, changes: 1, still: 0 },
    ],
  ])('%s', (_, given, how, expected) => {
    expect(added(given, how)).toMatchObject(expected);
  });

  test('law: a key that was revoked is revoked after anything but a word to reinstate it', () => {
    const some = fc.array(
      fc.record({
        letter: fc.constantFrom('a', 'b', 'c'),
        name: fc.constantFrom('Ana', 'Bob'),
        isRevoked: fc.boolean(),
      }),
    );
    const list = (all: { letter: string; name: string; isRevoked: boolean }[]) =>
      [...new Map(all.map((each) => [each.letter, each])).values()].map(({ letter, name, isRevoked }) =>
        signer(letter, { name, revokedAt: isRevoked ? since : null }),
      );
    fc.assert(
      fc.property(some, some, fc.constantFrom('a', 'b', 'c'), (before, given, letter) => {
        const { next } = addSigners(list(before), list(given), { reinstate: false });
        const after = revokeSigner(next, { keyId: keyId(letter), at: since, isTyped: true });
        const revoked = (of: readonly TrustedSigner[]) =>
          of.filter(({ revokedAt }) => revokedAt !== null).map((each) => each.keyId);
        expect(revoked(after)).toEqual(expect.arrayContaining([...revoked(list(before)), ...revoked(list(given))]));
        // No key is there twice, and none was lost.
        expect(new Set(next.map((each) => each.keyId)).size).toBe(next.length);
        expect(next.map((each) => each.keyId)).toEqual(
          expect.arrayContaining([...list(before), ...list(given)].map((each) => each.keyId)),
        );
      }),
    );
  });

  test('a date of revocation stays, unless another one is typed', () => {
    const list = [signer('a', { revokedAt: since })];
    const at = '2028-01-01T00:00:00Z';
    expect(
      [false, true].map((isTyped) => revokeSigner(list, { keyId: keyId('a'), at, isTyped })[0]?.revokedAt),
    ).toEqual([since, at]);
    expect(removeSigner(list, keyId('a'))).toEqual([]);
  });
});

describe('the own list', () => {
  const how = { reinstate: false, agreed: false };

  test('waits for a word where a known key would be somebody else’s', async () => {
    const ports = memoryPorts();
    await addTrust(ports, { ...how, given: [signer('a')] });
    const given = [signer('a', { name: 'Eve' }), signer('b')];
    expect(await addTrust(ports, { ...how, given })).toMatchObject({ waits: true, changes: [{}, {}] });
    expect(await ports.store.trustedSigners()).toEqual([signer('a')]);
    expect(await addTrust(ports, { ...how, given, agreed: true })).toMatchObject({ waits: false });
    expect(await ports.store.trustedSigners()).toEqual(given);
  });

  test('does not take a revocation back by adding a key; of a list it tells which stay revoked', async () => {
    const ports = memoryPorts();
    await addTrust(ports, { ...how, given: [signer('a')] });
    await revokeTrust(ports, { given: 'a'.repeat(12), at: since, isTyped: false });
    await expect(addTrust(ports, { ...how, given: [signer('a')] })).rejects.toMatchObject({ code: 'trust/revoked' });
    expect(await addTrust(ports, { ...how, given: [signer('a'), signer('b')] })).toMatchObject({
      stillRevoked: [{ keyId: keyId('a') }],
      changes: [{ after: { keyId: keyId('b') } }],
    });
    await addTrust(ports, { given: [signer('a')], reinstate: true, agreed: false });
    expect((await ports.store.trustedSigners()).map(({ revokedAt }) => revokedAt)).toEqual([null, null]);
  });

  test('tells of keys that are one person’s with a new one', async () => {
    const ports = memoryPorts();
    const own = await identity(ports, { name: 'Ana' });
    const outcome = await addTrust(ports, { ...how, given: [signer('a', { name: ' ANA ' })] });
    expect(outcome.samePerson.map((each) => each.keyId)).toEqual([own.keyId]);
  });

  test('removes a key when that was agreed to', async () => {
    const ports = memoryPorts();
    await addTrust(ports, { ...how, given: [signer('a')] });
    for (const [agreed, left] of [
      [false, 1],
      [true, 0],
    ] as const) {
      expect(await removeTrust(ports, { given: keyId('a'), agreed })).toEqual(signer('a'));
      expect(await ports.store.trustedSigners()).toHaveLength(left);
    }
    await expect(removeTrust(ports, { given: keyId('a'), agreed: true })).rejects.toMatchObject({
      code: 'trust/no-such-key',
    });
  });
});
