/** @file A reload overwrites nothing: each difference waits for a person. */
import { expect, test } from 'vitest';
import { changedFields } from '#core/domain/payer/edit.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Store, Web } from '#core/ports.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { changePayer, createPayer } from '#core/use-cases/payers.ts';
import type { Rechecked } from '#core/use-cases/recheck.ts';
import { recheckPayers, REQUESTS_AT_ONCE } from '#core/use-cases/recheck.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { memoryPorts } from '../../memory-ports.ts';

const issuer = 'https://auth.northlake.example/p2p';
const ref = 'northlake@test';
const at = `${issuer}/.well-known/openid-configuration`;
const first = {
  issuer,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  subject_types_supported: ['public'],
};
const moved = {
  ...first,
  token_endpoint: `${issuer}/v2/token`,
  jwks_uri: undefined,
  userinfo_endpoint: `${issuer}/me`,
};

/** A server whose document may be changed, and switched off with null. */
function scene() {
  const served: { document: unknown } = { document: first };
  let running = 0;
  const most = { running: 0 };
  const web: Web = {
    get: async (url) => {
      most.running = Math.max(most.running, (running += 1));
      await Promise.resolve();
      running -= 1;
      if (served.document === null)
        return { is: 'failed', code: 'discovery/timeout', detail: 'TimeoutError', milliseconds: 1 };
      const isThere = url.endsWith('/.well-known/openid-configuration');
      const body = new TextEncoder().encode(isThere ? JSON.stringify(served.document) : '');
      return { is: 'answered', status: isThere ? 200 : 404, headers: { etag: '"1"' }, body, milliseconds: 1 };
    },
  };
  return { ports: memoryPorts({ web }), served, most };
}

const values = (payer: Payer) => [
  valueOf(payer, 'tokenEndpoint'),
  valueOf(payer, 'jwksEndpoint'),
  valueOf(payer, 'userInfoEndpoint'),
];

test('what stands is kept, what is new is filled in, and each difference is taken or kept by itself', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  expect(before.documents[0]).toMatchObject({ etag: '"1"', retrievedFrom: at });

  served.document = moved;
  const after = await importAddress(ports, { ref, address: issuer });
  expect(values(after)).toEqual([`${issuer}/token`, `${issuer}/jwks`, `${issuer}/me`]);
  expect(changedFields(after)).toEqual([
    { name: 'tokenEndpoint', kept: `${issuer}/token`, now: `${issuer}/v2/token` },
    { name: 'jwksEndpoint', kept: `${issuer}/jwks`, now: '' },
  ]);
  expect(after.findings.filter(({ code }) => code === 'field/changed-since')).toHaveLength(2);

  const taken = await saveChanges(ports, after, { changes: { fields: { tokenEndpoint: null } } });
  expect([values(taken)[0], changedFields(taken).map(({ name }) => name)]).toEqual([
    `${issuer}/v2/token`,
    ['jwksEndpoint'],
  ]);

  const kept = await saveChanges(ports, taken, { changes: { fields: { jwksEndpoint: `${issuer}/jwks` } } });
  expect([
    kept.fields.jwksEndpoint?.from,
    changedFields(kept),
    kept.findings.some(({ code }) => code === 'field/changed-since'),
  ]).toEqual([['typed'], [], false]);
});

test('another address is another reading', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  await importAddress(ports, { ref, address: issuer });
  served.document = moved;
  const after = await importAddress(ports, { ref, address: at });
  expect([values(after), changedFields(after)]).toEqual([[`${issuer}/v2/token`, '', `${issuer}/me`], []]);
});

test('a reading that brings nothing tells why and takes nothing away', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  served.document = null;
  const after = await importAddress(ports, { ref, address: issuer });
  expect([values(after), after.documents]).toEqual([values(before), before.documents]);
  expect(after.findings.map(({ code }) => code)).toContain('discovery/timeout');
});

test('what somebody saved while it was read is kept, and so is what was read', async () => {
  const { ports } = scene();
  await createPayer(ports, { ref, name: '' });
  let saves = 0;
  const store: Store = {
    ...ports.store,
    savePayer: async (payer) => {
      saves += 1;
      if (saves === 1) await ports.store.savePayer(changePayer(await ports.store.payer(ref), { name: 'meanwhile' }));
      return ports.store.savePayer(payer);
    },
  };
  const after = await importAddress({ ...ports, store }, { ref, address: issuer });
  expect([after.name, values(after)[0], saves]).toEqual(['meanwhile', `${issuer}/token`, 2]);
});

test('what was cancelled leaves everything as it was', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  served.document = moved;
  const ending = new AbortController();
  ending.abort();
  expect(await importAddress(ports, { ref, address: issuer, watch: { signal: ending.signal } })).toEqual(before);
  expect(await ports.store.payer(ref)).toEqual(before);
});

test('a document that joins another keeps when and how that was had', async () => {
  const { ports } = scene();
  await createPayer(ports, { ref, name: '' });
  await importAddress(ports, { ref, address: issuer });
  const bytes = new TextEncoder().encode(JSON.stringify({ keys: [] }));
  const { documents } = await importTexts(ports, {
    ref,
    texts: [{ bytes, name: 'jwks.json', retrievedFrom: `${issuer}/jwks` }],
  });
  expect(documents.map(({ kind, etag }) => [kind, etag])).toEqual([
    ['openid-configuration', '"1"'],
    ['jwks', ''],
  ]);
});

test('many payers are read again, at most 16 requests at once, and only what is different is told', async () => {
  const { ports, served, most } = scene();
  const refs = Array.from({ length: 40 }, (_, number) => `payer-${String(number)}@test`);
  for (const each of refs) {
    await createPayer(ports, { ref: each, name: '' });
    if (each !== 'payer-7@test') await importAddress(ports, { ref: each, address: issuer });
  }
  const results: Rechecked[] = [];
  await recheckPayers(ports, refs, (result) => results.push(result));
  expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['same', 'no-address']));
  expect([results.length, most.running]).toEqual([40, REQUESTS_AT_ONCE]);

  served.document = moved;
  const [different] = await recheckOf(ports, ['payer-1@test']);
  expect([different?.is, different?.changed.map(({ name }) => name)]).toEqual([
    'different',
    ['tokenEndpoint', 'jwksEndpoint'],
  ]);
  served.document = null;
  expect((await recheckOf(ports, ['payer-1@test']))[0]?.is).toBe('unreadable');
  expect(values(await ports.store.payer('payer-1@test'))[0]).toBe(`${issuer}/token`);
});

async function recheckOf(ports: ReturnType<typeof scene>['ports'], refs: string[]): Promise<Rechecked[]> {
  const results: Rechecked[] = [];
  await recheckPayers(ports, refs, (result) => results.push(result));
  return results;
}
