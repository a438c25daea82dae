import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { beforeAll, expect, test } from 'vitest';
import type { SignedMetadata } from '#core/domain/discovery/signed-metadata.ts';
import { discoverAddress, discoverTexts } from '#core/use-cases/discover.ts';
import { certificates } from '#node/certificates.ts';
import { readCommunityFile } from '#node/certificates/community-file.ts';
import { base, documentOf, issuer } from '../core/discovery/cases/case.ts';
import { memoryPorts } from '../memory-ports.ts';
import type { Signer } from '../pki.ts';
import { certify, pemOf, revocationList, signedJwt } from '../pki.ts';

const now = new Date('2027-01-01T00:00:00.000Z');
const seconds = now.getTime() / 1000;
const DAY = 86_400_000;
const claims = {
  iss: base,
  sub: base,
  iat: seconds - 60,
  exp: seconds + 3600,
  jti: 'a',
  token_endpoint: `${issuer}/token`,
  registration_endpoint: `${issuer}/register`,
};

let anchor: Signer;
let authority: Signer;
let server: Signer;

beforeAll(async () => {
  anchor = await certify(now, { name: 'anchor', ca: true });
  authority = await certify(now, { name: 'authority', ca: true, issuer: anchor, pathLength: 0 });
  server = await certify(now, { name: 'server', issuer: authority, uri: base });
});

async function check(
  jws: string,
  { anchors = [pemOf(anchor)], revocationLists = [] as Uint8Array[] } = {},
): Promise<SignedMetadata> {
  return certificates.checkSigned(jws, { anchors, revocationLists, now });
}

function chainOf(checked: SignedMetadata): string {
  if (checked.is === 'read') return checked.chain.is;
  return checked.is === 'unreadable' ? checked.why : checked.is;
}

test('a good signature under a chosen anchor is trusted, and says what it claims', async () => {
  const jws = await signedJwt(server, { claims, chain: [server, authority] });
  const lists = [await revocationList(anchor, { now }), await revocationList(authority, { now })];
  expect(await check(jws, { revocationLists: lists })).toMatchObject({
    is: 'read',
    signature: 'good',
    chain: { is: 'trusted' },
    revocation: 'checked',
    claims: { token_endpoint: `${issuer}/token` },
    leaf: { subject: 'CN=server', uris: [base] },
  });
});

test.each<[string, () => Promise<string>, string]>([
  ['of an expired server', async () => jwtOf({ notAfter: new Date(now.getTime() - DAY / 2) }), 'out-of-date'],
  ['of a server of tomorrow', async () => jwtOf({ notBefore: new Date(now.getTime() + DAY) }), 'out-of-date'],
  ['of a certificate that signed itself', async () => jwtOf({ issuer: undefined }), 'untrusted'],
  [
    'with a critical extension that nobody understands',
    async () => jwtOf({ extensions: [new x509.Extension('1.2.3.4', true, new Uint8Array([5, 0]))] }),
    'unknown-extension',
  ],
  ['whose chain misses a link', async () => signedJwt(server, { claims, chain: [server] }), 'issuer-missing'],
  [
    'issued by a server',
    async () => {
      const child = await certify(now, { name: 'child', issuer: server, uri: base });
      return signedJwt(child, { claims, chain: [child, server, authority] });
    },
    'not-an-authority',
  ],
  [
    'below more authorities than allowed',
    async () => {
      const lower = await certify(now, { name: 'lower', ca: true, issuer: authority });
      const child = await certify(now, { name: 'child', issuer: lower, uri: base });
      return signedJwt(child, { claims, chain: [child, lower, authority] });
    },
    'not-an-authority',
  ],
  ['without x5c', async () => signedJwt(server, { claims, chain: [], header: { x5c: undefined } }), 'certificate'],
  [
    'with x5c that is no certificate',
    async () => signedJwt(server, { claims, chain: [], header: { x5c: ['AAAA'] } }),
    'certificate',
  ],
  [
    'with the algorithm none',
    async () => signedJwt(server, { claims, chain: [server], header: { alg: 'none' } }),
    'algorithm',
  ],
  [
    'with a shared secret’s algorithm',
    async () => signedJwt(server, { claims, chain: [server], header: { alg: 'HS256' } }),
    'algorithm',
  ],
  [
    'with a critical header',
    async () => signedJwt(server, { claims, chain: [server], header: { crit: ['b64'], b64: false } }),
    'form',
  ],
  ['of two parts', async () => Promise.resolve('e30.e30'), 'form'],
  ['that is no JSON', async () => Promise.resolve('AAAA.AAAA.AAAA'), 'form'],
])('signed metadata %s', async (_name, make, wanted) => {
  expect(chainOf(await check(await make()))).toBe(wanted);
});

async function jwtOf(change: Partial<Parameters<typeof certify>[1]>): Promise<string> {
  const other = await certify(now, { name: 'other', issuer: authority, uri: base, ...change });
  return signedJwt(other, { claims, chain: [other, authority] });
}

test.each([
  [
    'a changed claim',
    (jws: string) =>
      jws.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...claims, jti: 'b' })).toString('base64url')}.`),
  ],
  [
    'a signature of another algorithm',
    (jws: string) =>
      jws.replace(
        /^[^.]+/,
        Buffer.from(
          JSON.stringify({
            alg: 'RS256',
            x5c: (JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as { x5c: string[] }).x5c,
          }),
        ).toString('base64url'),
      ),
  ],
  ['no signature', (jws: string) => jws.replace(/[^.]+$/, 'AAAA')],
])('%s is a bad signature', async (_name, change) => {
  const jws = change(await signedJwt(server, { claims, chain: [server, authority] }));
  expect(await check(jws)).toMatchObject({ is: 'read', signature: 'bad' });
});

test.each<[string, () => Promise<Uint8Array[]>, string, string]>([
  [
    'the server is on its authority’s list',
    async () => [await revocationList(authority, { now, revoked: [server] })],
    'revoked',
    'unchecked',
  ],
  [
    'the authority is on the anchor’s list',
    async () => [await revocationList(anchor, { now, revoked: [authority] })],
    'revoked',
    'unchecked',
  ],
  [
    'the list is of another issuer',
    async () => [await revocationList(anchor, { now, revoked: [server] })],
    'trusted',
    'unchecked',
  ],
  [
    'the list is of last year',
    async () => [await revocationList(authority, { now, days: -0.5, revoked: [server] })],
    'revoked-by-old-list',
    'unchecked',
  ],
  ['the list is signed by a stranger', async () => [await forgedList()], 'trusted', 'unchecked'],
  ['there is no list', async () => Promise.resolve([]), 'trusted', 'unchecked'],
  ['a list is no list', async () => Promise.resolve([new Uint8Array([1, 2, 3])]), 'trusted', 'unchecked'],
])('revocation where %s', async (_name, lists, chain, revocation) => {
  const jws = await signedJwt(server, { claims, chain: [server, authority] });
  expect(await check(jws, { revocationLists: await lists() })).toMatchObject({ chain: { is: chain }, revocation });
});

async function forgedList(): Promise<Uint8Array> {
  const stranger = await certify(now, { name: 'authority', ca: true });
  return revocationList(stranger, { now, revoked: [server] });
}

test('without an anchor nobody vouches for it', async () => {
  const jws = await signedJwt(server, { claims, chain: [server, authority] });
  expect(chainOf(await check(jws, { anchors: [] }))).toBe('no-anchor');
});

test('an anchor and a list are told apart by content', async () => {
  const list = await revocationList(anchor, { now });
  const kinds = await Promise.all(
    [Buffer.from(pemOf(anchor)), list].map(async (bytes) => (await readCommunityFile(bytes)).is),
  );
  expect(kinds).toEqual(['anchor', 'revocation-list']);
  await expect(readCommunityFile(Buffer.from('nothing of both'))).rejects.toMatchObject({
    code: 'certificate/unreadable',
  });
  await expect(readCommunityFile(Buffer.from(pemOf(server)))).rejects.toMatchObject({
    code: 'certificate/not-an-authority',
  });
});

const documentWith = async (change: Record<string, unknown> = {}) => {
  const jws = await signedJwt(server, { claims, chain: [server, authority] });
  return JSON.stringify({ ...documentOf('udap').json, signed_metadata: jws, ...change });
};
const bytes = (text: string) => new TextEncoder().encode(text);
const at = `${base}/.well-known/udap`;
const errors = (findings: readonly { code: string; severity: string }[]) =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

test('a UDAP document that holds gives its fields, from a file', async () => {
  const texts = [{ bytes: bytes(await documentWith()), name: 'udap.json', retrievedFrom: at }];
  const anchored = { anchors: [pemOf(anchor)], revocationLists: [] };
  const { discovery } = await discoverTexts(memoryPorts(), { texts, anchored });
  expect([errors(discovery.findings), discovery.fields.tokenEndpoint?.value]).toEqual([[], `${issuer}/token`]);
  expect(discovery.findings.map(({ code }) => code)).toContain('signed-metadata/revocation-not-checked');
});

test.each([
  ['nothing', {}, ['signed-metadata/base-not-compared']],
  ['its FHIR base', { fhirBase: base }, []],
  ['another FHIR base', { fhirBase: 'https://fhir.southlake.example/r4' }, ['signed-metadata/of-another-base']],
])('a file from nowhere, of which a person told %s', async (_name, told, wanted) => {
  const texts = [{ bytes: bytes(await documentWith()), name: 'udap.json', retrievedFrom: '' }];
  const anchored = { anchors: [pemOf(anchor)], revocationLists: [] };
  const { discovery } = await discoverTexts(memoryPorts(), { texts, anchored, ...told });
  const ofBase = discovery.findings.filter(({ code }) => /^signed-metadata\/.*base/.test(code));
  expect(ofBase.map(({ code }) => code)).toEqual(wanted);
  expect(ofBase.every(({ gate }) => gate !== 'open')).toBe(true);
});

test('one whose endpoint was changed gives none, and nobody can let that stand', async () => {
  const text = await documentWith({ token_endpoint: 'https://evil.example/token' });
  const texts = [{ bytes: bytes(text), name: 'udap.json', retrievedFrom: at }];
  const { discovery } = await discoverTexts(memoryPorts(), { texts });
  expect([errors(discovery.findings), discovery.fields.tokenEndpoint]).toEqual([
    ['token-endpoint/missing', 'signed-metadata/endpoint-differs'],
    undefined,
  ]);
  expect(discovery.findings.find(({ code }) => code === 'signed-metadata/endpoint-differs')?.gate).toBe('never');
});

test('its lists are asked for where the document is', async () => {
  const asked: string[] = [];
  const text = await documentWith();
  const list = await revocationList(authority, { now, revoked: [server] });
  const web = {
    get: async (url: string) => {
      asked.push(url);
      const body = url === at ? bytes(text) : url.endsWith('/server.crl') ? list : null;
      const status = body === null ? 404 : 200;
      return Promise.resolve({
        is: 'answered' as const,
        status,
        headers: {},
        body: body ?? bytes(''),
        milliseconds: 1,
      });
    },
  };
  const { discovery } = await discoverAddress(memoryPorts({ web }), {
    address: at,
    network: { authorities: [], allowPrivate: false },
    anchored: { anchors: [pemOf(anchor)], revocationLists: [] },
  });
  expect(errors(discovery.findings)).toContain('signed-metadata/revoked');
  expect(asked.filter((url) => url.endsWith('.crl'))).toEqual([
    'http://crl.example/server.crl',
    'http://crl.example/authority.crl',
  ]);
});
