/** @file A reload overwrites nothing: each difference waits for a person. */
import { expect, test } from 'vitest';
import { changedFields } from '#core/domain/payer/edit.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Store, Web } from '#core/ports.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { generateKey, switchKey } from '#core/use-cases/payer-keys.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { createPayer } from '#core/use-cases/payers.ts';
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

test('what stands is kept, what is empty too, and each difference is taken or kept by itself', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  expect(before.documents[0]).toMatchObject({ etag: '"1"', retrievedFrom: at });

  served.document = moved;
  const after = await importAddress(ports, { ref, address: issuer });
  expect(values(after)).toEqual([`${issuer}/token`, `${issuer}/jwks`, '']);
  expect(changedFields(after)).toEqual([
    { name: 'tokenEndpoint', kept: `${issuer}/token`, now: `${issuer}/v2/token` },
    { name: 'userInfoEndpoint', kept: '', now: `${issuer}/me` },
    { name: 'jwksEndpoint', kept: `${issuer}/jwks`, now: '' },
  ]);
  expect(after.findings.filter(({ code }) => code === 'field/changed-since')).toHaveLength(3);

  const taken = await saveChanges(ports, after, { changes: { fields: { tokenEndpoint: null } } });
  expect([values(taken)[0], changedFields(taken).map(({ name }) => name)]).toEqual([
    `${issuer}/v2/token`,
    ['userInfoEndpoint', 'jwksEndpoint'],
  ]);

  const kept = await saveChanges(ports, taken, {
    changes: { fields: { jwksEndpoint: `${issuer}/jwks`, userInfoEndpoint: '' } },
  });
  expect([
    kept.fields.jwksEndpoint?.from,
    changedFields(kept),
    kept.findings.some(({ code }) => code === 'field/changed-since'),
  ]).toEqual([['typed'], [], false]);
});

test.each([
  ['the document of the issuer', at],
  ['the issuer without its scheme', issuer.replace('https://', '')],
  ['the issuer with a slash', `${issuer}/`],
])('%s is the same reading', async (_name, address) => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  served.document = moved;
  const after = await importAddress(ports, { ref, address });
  expect([values(after), changedFields(after).length]).toEqual([values(before), 3]);
});

test('another issuer is another reading', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  await importAddress(ports, { ref, address: issuer });
  served.document = { ...moved, issuer: 'https://southlake.example' };
  const after = await importAddress(ports, { ref, address: 'https://southlake.example' });
  expect([values(after), changedFields(after)]).toEqual([[`${issuer}/v2/token`, '', `${issuer}/me`], []]);
});

test('a file is the same document by what it holds, whatever it is called', async () => {
  const { ports } = scene();
  await createPayer(ports, { ref, name: '' });
  const text = (document: unknown, name: string, retrievedFrom = '') => ({
    ref,
    texts: [{ bytes: new TextEncoder().encode(JSON.stringify(document)), name, retrievedFrom }],
  });
  const before = await importTexts(ports, text(first, 'january.json'));
  const again = await importTexts(ports, text(moved, 'february.json'));
  expect([values(again), changedFields(again).length]).toEqual([values(before), 3]);

  const other = await importTexts(ports, text({ ...moved, issuer: 'https://southlake.example' }, 'february.json'));
  expect([values(other)[0], changedFields(other)]).toEqual([`${issuer}/v2/token`, []]);
});

test('a document that joins takes nothing that waits, and fills what nobody had said', async () => {
  const { ports, served } = scene();
  await createPayer(ports, { ref, name: '' });
  await importAddress(ports, { ref, address: issuer });
  served.document = moved;
  const before = await importAddress(ports, { ref, address: issuer });
  const base = 'https://fhir.northlake.example/r4';
  const smart = { issuer, token_endpoint: `${issuer}/token`, scopes_supported: ['system/*.rs'] };
  const bytes = new TextEncoder().encode(JSON.stringify(smart));
  const retrievedFrom = `${base}/.well-known/smart-configuration`;
  const after = await importTexts(ports, { ref, texts: [{ bytes, name: 'smart.json', retrievedFrom }] });
  expect([values(after), valueOf(after, 'fhirBaseUrl')]).toEqual([values(before), base]);
  expect(changedFields(after).map(({ name }) => name)).toEqual(['tokenEndpoint', 'userInfoEndpoint', 'jwksEndpoint']);
});

test('a reading that finds all as it was, and more beside it, lets proposals follow', async () => {
  const { ports } = scene();
  const base = 'https://fhir.northlake.example/r4';
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  const pages: Web = {
    get: async (url, ...rest) => {
      const smart = { token_endpoint: `${issuer}/token`, capabilities: ['client-confidential-asymmetric'] };
      if (url !== `${base}/.well-known/smart-configuration`) return ports.web.get(url, ...rest);
      const body = new TextEncoder().encode(JSON.stringify(smart));
      return Promise.resolve({ is: 'answered', status: 200, headers: {}, body, milliseconds: 1 });
    },
  };
  await saveChanges(ports, before, { changes: { fields: { fhirBaseUrl: base } } });
  const after = await importAddress({ ...ports, web: pages }, { ref, address: issuer });
  expect([before, after].map((payer) => valueOf(payer, 'assertionAudience'))).toEqual(['issuer', 'token-endpoint']);
  expect(changedFields(after)).toEqual([]);
});

const listing = {
  ...first,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS384'],
  scopes_supported: ['openid', 'system/*.rs'],
  grant_types_supported: ['client_credentials'],
};
const lowered = {
  ...listing,
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  token_endpoint_auth_signing_alg_values_supported: ['ES384'],
  scopes_supported: ['openid', 'system/*.rs', 'cdr_all_user_authorities'],
};
const proposals = (payer: Payer) =>
  (['clientAuthenticationMode', 'assertionAlgorithm', 'requestScopes'] as const).map((name) => valueOf(payer, name));

test('lists that became others are told, and the proposals that rest on them stand until they are taken', async () => {
  const { ports, served } = scene();
  served.document = listing;
  await createPayer(ports, { ref, name: '' });
  const before = await importAddress(ports, { ref, address: issuer });
  served.document = lowered;
  const [compared] = await recheckOf(ports, [ref]);
  const after = await importAddress(ports, { ref, address: issuer });
  const changed = [
    'clientAuthenticationMode',
    'requestScopes',
    'assertionAlgorithm',
    'scopesSupported',
    'tokenEndpointAuthMethods',
    'tokenEndpointAuthSigningAlgs',
  ];
  expect([compared?.is, compared?.changed.map(({ name }) => name)]).toEqual(['different', changed]);
  expect(changedFields(after).map(({ name }) => name)).toEqual(changed);
  expect(proposals(after)).toEqual(proposals(before));
  const codes = after.findings.filter(({ code }) => code.endsWith('/changed-since')).map(({ code }) => code);
  expect(codes).toEqual([
    ...Array<string>(3).fill('proposal/changed-since'),
    ...Array<string>(3).fill('list/changed-since'),
  ]);

  // Another edit, and another reload, take nothing.
  const edited = await saveChanges(ports, after, { changes: { fields: { clientId: 'we' } } });
  expect(proposals(edited)).toEqual(proposals(before));
  expect(proposals(await importAddress(ports, { ref, address: issuer }))).toEqual(proposals(before));

  const now = await ports.store.payer(ref);
  const taken = await saveChanges(ports, now, { changes: { fields: { clientAuthenticationMode: null } } });
  expect(proposals(taken)).toEqual(['CLIENT_SECRET_BASIC', ...proposals(before).slice(1)]);
  expect(taken.held).toEqual(['requestScopes', 'assertionAlgorithm']);
  const algorithm = valueOf(taken, 'assertionAlgorithm');
  const kept = await saveChanges(ports, taken, { changes: { fields: { assertionAlgorithm: algorithm } } });
  expect([kept.fields.assertionAlgorithm?.from, kept.held]).toEqual([['typed'], ['requestScopes']]);

  const by = { code: 'list/changed-since', reason: 'told by telephone', by: 'ana', at: '' };
  const accepted = await saveChanges(ports, kept, { changes: {}, accept: { ...by, member: 'scopes_supported' } });
  await ports.store.savePayer(accepted);
  const [later] = await recheckOf(ports, [ref]);
  expect(later?.changed.map(({ name }) => name)).toEqual([
    'requestScopes',
    'tokenEndpointAuthMethods',
    'tokenEndpointAuthSigningAlgs',
  ]);

  served.document = { ...listing, scopes_supported: listing.scopes_supported.toReversed() };
  expect(changedFields(await importAddress(ports, { ref, address: issuer }))).toEqual([
    { name: 'clientAuthenticationMode', kept: 'CLIENT_SECRET_BASIC', now: 'PRIVATE_KEY_JWT' },
  ]);
});

test('a key that cannot sign as proposed ends what is held', async () => {
  const { ports, served } = scene();
  served.document = listing;
  await createPayer(ports, { ref, name: '' });
  await importAddress(ports, { ref, address: issuer });
  await generateKey(ports, { ref, kind: 'EC-P-384' });
  served.document = { ...listing, token_endpoint_auth_signing_alg_values_supported: ['RS384'] };
  const held = await importAddress(ports, { ref, address: issuer });
  expect(valueOf(held, 'assertionAlgorithm')).toBe('ES384');
  const { keys } = await generateKey(ports, { ref, kind: 'RSA-3072' });
  const switched = await switchKey(ports, { ref, keyId: keys[1]?.id ?? '' });
  expect(valueOf(switched, 'assertionAlgorithm')).toBe('RS384');
});

test('a payer whose address was typed without a scheme is read again, and a file is not', async () => {
  const { ports } = scene();
  for (const each of ['typed@test', 'file@test']) await createPayer(ports, { ref: each, name: '' });
  await importAddress(ports, { ref: 'typed@test', address: issuer.replace('https://', '') });
  const bytes = new TextEncoder().encode(JSON.stringify(first));
  await importTexts(ports, { ref: 'file@test', texts: [{ bytes, name: 'northlake.example', retrievedFrom: at }] });
  const results = await recheckOf(ports, ['typed@test', 'file@test']);
  expect(results.map(({ ref: each, is }) => [each, is]).sort()).toEqual([
    ['file@test', 'no-address'],
    ['typed@test', 'same'],
  ]);
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
    ['tokenEndpoint', 'userInfoEndpoint', 'jwksEndpoint'],
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
