/** @file The `alg` of a published key is the one that assertions are signed with by it, whichever way the key set leaves. */
import { beforeEach, describe, expect, test } from 'vitest';
import { payerFiles } from '#core/domain/bundle/contents.ts';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import { leavingPart } from '#core/domain/keys/leaving-part.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import type { HandOverPart, Ports } from '#core/ports.ts';
import { handOver } from '#core/use-cases/key-departures.ts';
import { generateKey, switchKey } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { certificateOf } from './records.ts';

const ref = 'northlake@test';
let ports: Ports;

beforeEach(async () => {
  ports = memoryPorts();
  await createPayer(ports, { ref, name: '' });
  await generateKey(ports, { ref, kind: 'RSA-2048' });
});

const payerNow = () => ports.store.payer(ref);
const algorithmsIn = (jwks: unknown) => (jwks as { keys: { alg: string }[] }).keys.map(({ alg }) => alg);

async function typed(algorithm: string): Promise<Payer> {
  const payer = await payerNow();
  return ports.store.savePayer(
    await saveChanges(ports, payer, { changes: { fields: { assertionAlgorithm: algorithm } } }),
  );
}

/** Where only some are accepted, one of those is proposed. */
async function accepting(...accepted: string[]): Promise<Payer> {
  const { found, ...payer } = await payerNow();
  const value = { value: accepted, from: ['smart-configuration' as const] };
  const heard = { ...payer, found: { ...found, tokenEndpointAuthSigningAlgs: value } } as Payer;
  return saveChanges(ports, await ports.store.savePayer(heard), { changes: { fields: { clientId: 'we' } } });
}

function fileOf(files: readonly { path: string; bytes: Uint8Array }[], name: string): unknown {
  const file = files.find(({ path }) => path.endsWith(name));
  return JSON.parse(new TextDecoder().decode(file?.bytes)) as unknown;
}

describe.each([
  ['typed', () => typed('RS256')],
  ['proposed', () => accepting('RS256', 'PS256')],
] as const)('RS256, %s, is the algorithm', (_, chosen) => {
  let payer: Payer;
  beforeEach(async () => {
    payer = await chosen();
  });

  test('of the key set, the single key, and the registration', () => {
    const part = (name: 'jwks' | 'jwk') =>
      JSON.parse(leavingPart({ payer, key: payer.keys[0] as KeyRecord, now: new Date(0) }, name).text) as unknown;
    const sheet = fileOf(registrationFiles(payer), 'registration.json') as { jwks: unknown };
    const sets = [part('jwks'), { keys: [part('jwk')] }, sheet.jwks, fileOf(registrationFiles(payer), 'jwks.json')];
    expect(sets.map(algorithmsIn)).toEqual([['RS256'], ['RS256'], ['RS256'], ['RS256']]);
  });

  test('of the key set in a bundle', () => {
    const files = payerFiles({ payer, definition: {} as never, dialects: {} as never, evidence: [] });
    expect(algorithmsIn(fileOf(files, 'keys/jwks.json'))).toEqual(['RS256']);
  });

  test('of the private key set in a hand-over', async () => {
    let given: readonly HandOverPart[] = [];
    const vault = {
      ...ports.vault,
      handOver: async ({ contents }: { contents: readonly HandOverPart[] }) => {
        given = contents;
        return Promise.resolve(new Uint8Array());
      },
    };
    const write = async () => Promise.resolve(null);
    await handOver({ ...ports, vault }, { refs: [ref], recipient: certificateOf('operator'), by: '', write });
    expect(given.map(({ keys }) => keys.map(({ algorithm }) => algorithm))).toEqual([['RS256']]);
  });
});

test('a next key has the one that it will sign with, before the switch as after it', async () => {
  await typed('RS512');
  await generateKey(ports, { ref, kind: 'EC-P-256' });
  const before = await generateKey(ports, { ref, kind: 'RSA-2048' });
  expect(algorithmsIn(publicJwks(before))).toEqual(['RS512', 'ES256', 'RS512']);
  const after = await switchKey(ports, { ref, keyId: before.keys[2]?.id ?? '' });
  expect(algorithmsIn(publicJwks(after))).toEqual(['RS512', 'RS512', 'ES256']);
});

test('an algorithm that the key has not is not published for it', async () => {
  expect(algorithmsIn(publicJwks(await typed('ES384')))).toEqual(['RS384']);
});
