/** @file The keys of a payer from the first to the retired one, by the use cases that window and command line call. */
import { beforeEach, expect, test } from 'vitest';
import { standingOf } from '#core/domain/keys/rotation.ts';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { generateKey, removeKey, setKid, switchKey } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import type { Ports } from '#core/ports.ts';
import { memoryPorts } from '../../memory-ports.ts';

const ref = 'northlake@test';
let ports: Ports;
let first: string;
let second: string;

beforeEach(async () => {
  ports = memoryPorts();
  await createPayer(ports, { ref, name: '' });
  await generateKey(ports, { ref, kind: 'EC-P-256' });
  const { keys } = await generateKey(ports, { ref, kind: 'EC-P-384' });
  [first = '', second = ''] = keys.map(({ id }) => id);
});

const told = ({ keys }: Payer) => keys.map((key) => [key.id, standingOf(keys, key)]);
const published = (payer: Payer) =>
  publicJwks(payer).keys.map(({ kid }) => payer.keys.find((key) => key.kid === kid)?.id);

test('a second key is published behind the first, and does not sign', async () => {
  const payer = await ports.store.payer(ref);
  expect([told(payer), published(payer)]).toEqual([
    [
      [first, 'current'],
      [second, 'next'],
    ],
    [first, second],
  ]);
});

test('a switch puts the next key first, and can be taken back without a trace', async () => {
  const before = await ports.store.payer(ref);
  const switched = await switchKey(ports, { ref, keyId: second });
  expect([told(switched), published(switched)]).toEqual([
    [
      [second, 'current'],
      [first, 'previous'],
    ],
    [second, first],
  ]);
  const back = await switchKey(ports, { ref, keyId: first });
  expect(back.keys).toEqual(before.keys);
});

test('what signs with the new key follows it', async () => {
  const { fields } = await switchKey(ports, { ref, keyId: second });
  expect(fields.assertionAlgorithm?.value).toBe('ES384');
});

test('a retired key is gone from the key set and from the vault', async () => {
  await switchKey(ports, { ref, keyId: second });
  const payer = await removeKey(ports, { ref, keyId: first });
  expect(told(payer)).toEqual([[second, 'current']]);
  const bytes = new Uint8Array(1);
  await expect(
    ports.vault.sign({ owner: ref, keyId: first, algorithm: 'ES256', form: 'jose', bytes }),
  ).rejects.toMatchObject({ code: 'key/gone' });
});

test('where the key that signs is removed, the one behind it signs', async () => {
  const payer = await removeKey(ports, { ref, keyId: first });
  expect([told(payer), payer.keys[0]?.signsSince]).toEqual([[[second, 'current']], ports.clock.now().toISOString()]);
});

test.each([
  ['p2p-2027', null],
  ['with a blank', 'key/bad-kid'],
  ['"quoted"', 'key/bad-kid'],
  ['ü', 'key/bad-kid'],
  ['x'.repeat(201), 'key/bad-kid'],
])('the kid %j: %s', async (kid, code) => {
  const setting = setKid(ports, { ref, keyId: second, kid });
  if (code === null) expect((await setting).keys[1]?.kid).toBe(kid);
  else await expect(setting).rejects.toMatchObject({ code });
});

test('a kid is one key’s of the payer, and nothing for it is the thumbprint', async () => {
  const { keys } = await setKid(ports, { ref, keyId: second, kid: 'p2p-2027' });
  await expect(setKid(ports, { ref, keyId: first, kid: 'p2p-2027' })).rejects.toMatchObject({ code: 'key/kid-taken' });
  expect((await setKid(ports, { ref, keyId: second, kid: '' })).keys[1]?.kid).toBe(keys[1]?.thumbprint);
});

test('a save from elsewhere while a key is made does not cost the key', async () => {
  const { vault, store } = ports;
  const late: Ports = {
    ...ports,
    vault: {
      ...vault,
      generateKey: async (...given) => {
        const key = await vault.generateKey(...given);
        await store.savePayer({ ...(await store.payer(ref)), name: 'renamed meanwhile' });
        return key;
      },
    },
  };
  const payer = await generateKey(late, { ref, kind: 'EC-P-256' });
  expect([payer.name, payer.keys.length]).toEqual(['renamed meanwhile', 3]);
});

test('a key whose record cannot be saved is not left in the vault', async () => {
  const { store, vault } = ports;
  const before = (await vault.status()).items;
  const full: Ports = { ...ports, store: { ...store, savePayer: () => Promise.reject(new Error('disk')) } };
  await expect(generateKey(full, { ref, kind: 'EC-P-256' })).rejects.toThrow('disk');
  expect((await vault.status()).items).toBe(before);
});
