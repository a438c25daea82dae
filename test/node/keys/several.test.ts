/** @file Files with several private keys, and what they say of each beside its numbers. */
import { beforeEach, describe, expect, test } from 'vitest';
import { callNameOf, offered, withOneKey } from '#core/domain/keys/choose-key.ts';
import { notKept } from '#core/domain/keys/kept-as.ts';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { generateKey, keepKeyFile } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { handOverContents } from '#node/hand-over/contents.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { keys, pkcs8, privateJwk } from '../../keys/make.ts';

const ref = 'northlake@test';
const read = async (content: string | Uint8Array) =>
  keyFiles.read({ bytes: Uint8Array.from(Buffer.from(content as string)), passphrase: null });
const readJson = async (value: unknown) => read(JSON.stringify(value));

describe('of several keys one is taken', () => {
  const set = {
    keys: [privateJwk(keys.rsa(), { kid: 'old' }), privateJwk(keys.p256(), { kid: 'new' }), privateJwk(keys.p384())],
  };

  test('by its kid, or by its thumbprint; nothing else of the file changes', async () => {
    const file = await readJson(set);
    const [, , nameless] = file.keys;
    const kindOf = (name: string) => withOneKey(file, { ref, name }).keys.map(({ kind }) => kind);
    expect([kindOf('new'), kindOf(nameless?.thumbprint ?? '')]).toEqual([['EC P-256'], ['EC P-384']]);
    expect(withOneKey(file, { ref, name: 'new' }).parts).toBe(file.parts);
  });

  test('none by itself: each is listed', async () => {
    const file = await read(pkcs8(keys.rsa()) + pkcs8(keys.p384()));
    const [one, other] = file.keys.map(({ thumbprint }) => thumbprint);
    expect(() => withOneKey(file, { ref, name: undefined })).toThrow(
      expect.objectContaining({
        code: 'key/several',
        details: { count: '2', keys: `${one ?? ''} (RSA 2048); ${other ?? ''} (EC P-384)` },
      }),
    );
    expect(() => withOneKey(file, { ref, name: 'third' })).toThrow(
      expect.objectContaining({ code: 'key/not-in-file' }),
    );
  });

  test('the one of a set that signs needs no choice', async () => {
    const file = await readJson({ keys: [privateJwk(keys.rsa(), { use: 'enc' }), privateJwk(keys.p256())] });
    expect([file.keys.map(({ kind }) => kind), file.parts.map(({ is }) => is)]).toEqual([
      ['EC P-256'],
      ['other', 'private-key'],
    ]);
  });
});

describe('a hand-over that was decrypted', () => {
  let file: KeyFile;
  beforeEach(async () => {
    const of = { a: keys.rsa(), b: keys.p256(), c: keys.p384() };
    const part = (owner: string, ids: readonly (keyof typeof of)[], secret: boolean) => ({
      owner,
      clientId: '',
      keys: ids.map((id) => ({ id, kid: 'p2p', algorithm: id === 'a' ? 'PS256' : 'ES256' })),
      secret: secret ? { owner, kind: 'client-secret' as const, id: 'x' } : null,
    });
    file = await read(
      await handOverContents({
        contents: [part('bluestem@test', ['b'], true), part(ref, ['a'], false), part('sumac@test', ['a'], false)],
        keyOf: async (_, id) => Promise.resolve(of[id as keyof typeof of]),
        secretOf: async () => Promise.resolve(new Secret('the client secret')),
        madeAt: new Date(0),
      }),
    );
  });

  test('has each key of each payer once, and tells of a secret that it is there', () => {
    expect(file.keys.map(({ owner, kind, kid, algorithms }) => [owner, kind, kid, algorithms[0]])).toEqual([
      ['bluestem@test', 'EC P-256', 'p2p', 'ES256'],
      [ref, 'RSA 2048', 'p2p', 'PS256'],
      ['sumac@test', 'RSA 2048', 'p2p', 'PS256'],
    ]);
    expect(file.parts.map(({ is }) => is)).toEqual(['private-key', 'other', 'private-key', 'private-key']);
    expect(JSON.stringify(file.parts)).not.toContain('the client secret');
  });

  test('offers those of the payer first, and takes a kid as the payer’s own', () => {
    expect(offered(file, ref)[0]?.owner).toBe(ref);
    expect(withOneKey(file, { ref, name: 'p2p' }).keys).toMatchObject([{ owner: ref, kind: 'RSA 2048' }]);
    const [first] = file.keys;
    expect(first && callNameOf(file, first)).toBe(first?.thumbprint);
  });
});

describe('what a JWK says of itself', () => {
  let ports: Ports;
  beforeEach(async () => {
    ports = memoryPorts();
    await createPayer(ports, { ref, name: '' });
  });

  async function kept(said: Record<string, unknown>, key = keys.rsa()) {
    const file = await readJson(privateJwk(key, said));
    const before = await ports.store.payer(ref);
    const told = file.keys.flatMap((each) => notKept(before.keys, each)).map(({ code }) => code);
    const payer = await keepKeyFile(ports, { ref, file, fileName: '', sharing: null });
    return { told, payer, record: payer.keys.at(-1) };
  }

  test.each(['RS256', 'PS384'])('%s is its algorithm from then on', async (alg) => {
    const { told, payer, record } = await kept({ alg });
    expect([told, record?.algorithm, record?.algorithms[0], payer.fields.assertionAlgorithm?.value]).toEqual([
      [],
      alg,
      alg,
      alg,
    ]);
    expect(record?.algorithms).toHaveLength(6);
  });

  test.each(['ES256K', 'any'])('the algorithm %s, which it cannot sign with, is told', async (alg) => {
    const { told, record } = await kept({ alg });
    expect([told, record?.algorithm]).toEqual([['key/algorithm-not-kept'], 'RS384']);
  });

  test.each(['with blanks', 'ü', 'x'.repeat(201)])('the kid %j, which cannot be one, is told', async (kid) => {
    const { told, record } = await kept({ kid });
    expect([told, record?.kid]).toEqual([['key/kid-not-kept'], record?.thumbprint]);
  });

  test('a kid that another key has is told, a good one is kept in silence', async () => {
    expect(await kept({ kid: 'p2p' })).toMatchObject({ told: [], record: { kid: 'p2p' } });
    const { told, record } = await kept({ kid: 'p2p' }, keys.p256());
    expect([told, record?.kid]).toEqual([['key/kid-not-kept'], record?.thumbprint]);
  });

  test('a key without an algorithm of its own signs as a generated one', async () => {
    const { record } = await kept({}, keys.p256());
    const generated = await generateKey(ports, { ref, kind: 'EC-P-256' });
    expect(record?.algorithms).toEqual(generated.keys.at(-1)?.algorithms);
  });
});
