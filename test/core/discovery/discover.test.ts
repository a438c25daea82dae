import { expect, test } from 'vitest';
import type { Web } from '#core/ports.ts';
import { discoverAddress, discoverTexts } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';

const issuer = 'https://auth.northlake.example/p2p';
const base = 'https://fhir.northlake.example/r4';
const oidc = {
  issuer,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  subject_types_supported: ['public'],
};
const smart = {
  issuer,
  token_endpoint: `${issuer}/token`,
  capabilities: [],
  grant_types_supported: ['client_credentials'],
};

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** A web in memory: what is not placed is absent. */
function webOf(pages: Readonly<Record<string, unknown>>): { web: Web; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    web: {
      get: async (url) => {
        asked.push(url);
        const page = pages[url];
        if (typeof page === 'string' && page.startsWith('discovery/'))
          return Promise.resolve({ is: 'failed', code: page, detail: 'ENOTFOUND', milliseconds: 1 });
        const status = page === undefined ? 404 : typeof page === 'number' ? page : 200;
        return Promise.resolve({
          is: 'answered',
          status,
          headers: { location: '/login' },
          body: bytes(page ?? ''),
          milliseconds: 1,
        });
      },
    },
  };
}

const network = { authorities: [], allowPrivate: false };
async function discover(address: string, pages: Readonly<Record<string, unknown>>, fhirBase?: string) {
  const { web, asked } = webOf(pages);
  const { discovery, bodies } = await discoverAddress(memoryPorts({ web }), {
    address,
    network,
    ...(fhirBase === undefined ? {} : { fhirBase }),
  });
  return { ...discovery, urls: asked, bodies, codes: discovery.findings.map(({ code }) => code) };
}

test('an issuer is asked in every usual place, each once, and its keys after it', async () => {
  const { urls, understoodAs, fields } = await discover(issuer, {
    [`${issuer}/.well-known/openid-configuration`]: oidc,
  });
  expect({ urls, understoodAs, token: fields.tokenEndpoint }).toEqual({
    urls: [
      `${issuer}/.well-known/openid-configuration`,
      'https://auth.northlake.example/.well-known/oauth-authorization-server/p2p',
      `${issuer}/.well-known/oauth-authorization-server`,
      'https://auth.northlake.example/.well-known/openid-configuration/p2p',
      `${issuer}/.well-known/smart-configuration`,
      `${issuer}/.well-known/udap`,
      'https://auth.northlake.example/.well-known/oauth-protected-resource/p2p',
      `${issuer}/metadata`,
      `${issuer}/jwks`,
    ],
    understoodAs: 'issuer',
    token: { value: `${issuer}/token`, from: ['openid-configuration'] },
  });
});

test('a FHIR base leads to the issuer that its SMART document names', async () => {
  const pages = {
    [`${base}/.well-known/smart-configuration`]: smart,
    [`${issuer}/.well-known/openid-configuration`]: oidc,
  };
  const { understoodAs, fields } = await discover(base, pages);
  expect({ understoodAs, issuer: fields.issuer, base: fields.fhirBaseUrl }).toEqual({
    understoodAs: 'issuer and FHIR base',
    issuer: { value: issuer, from: ['openid-configuration', 'smart-configuration'] },
    base: { value: base, from: ['smart-configuration'] },
  });
});

test.each([
  ['without scheme', 'auth.northlake.example/p2p'],
  ['with a slash', `${issuer}/`],
  ['with spaces and brackets around', ` <${issuer}> `],
  ['with a fragment', `${issuer}#top`],
  ['as the document’s own address', `${issuer}/.well-known/openid-configuration`],
  ['as that address with a slash behind', `${issuer}/.well-known/openid-configuration/`],
  ['in brackets', `(${issuer})`],
  ['with a slash lost', issuer.replace('//', '/')],
  ['as its well-known folder', `${issuer}/.well-known/`],
  ['as the inserted address', 'https://auth.northlake.example/.well-known/oauth-authorization-server/p2p'],
])('an address %s is understood', async (_name, address) => {
  const { fields } = await discover(address, { [`${issuer}/.well-known/openid-configuration`]: oidc });
  expect(fields.issuer?.value).toBe(issuer);
});

test('port, case of the path and a tenant’s query are kept', async () => {
  const { urls } = await discover('https://auth.example:8443/Tenant/One?t=1', {});
  expect(urls.slice(0, 2)).toEqual([
    'https://auth.example:8443/Tenant/One/.well-known/openid-configuration?t=1',
    'https://auth.example:8443/.well-known/oauth-authorization-server/Tenant/One?t=1',
  ]);
});

test.each([
  ['', 'discovery/no-address'],
  ['a payer', 'discovery/no-address'],
  ['ftp://payer.example', 'discovery/no-address'],
  ['http://payer.example', 'discovery/not-https'],
  ['http://127.0.0.1:9000', 'discovery/not-https'],
  ['https://user:word@payer.example', 'discovery/holds-credentials'],
])('%j is told, and nobody is asked', async (address, code) => {
  const { codes, urls, ok } = await discover(address, {});
  expect([codes, urls, ok]).toEqual([[code], [], false]);
});

test('a host that is not known is told once, as an error', async () => {
  const { web } = {
    web: {
      get: async () =>
        Promise.resolve({ is: 'failed', code: 'discovery/unknown-host', detail: 'ENOTFOUND', milliseconds: 1 }),
    } as Web,
  };
  const { discovery } = await discoverAddress(memoryPorts({ web }), { address: issuer, network });
  expect(discovery.findings.map(({ code, severity }) => [code, severity])).toEqual([
    ['discovery/unknown-host', 'error'],
  ]);
});

test('a place that fails beside a good document is a warning', async () => {
  const pages = {
    [`${issuer}/.well-known/openid-configuration`]: oidc,
    [`${issuer}/metadata`]: '<html><title>Login</title>',
    [`${issuer}/.well-known/udap`]: 302,
  };
  const { findings } = await discover(issuer, pages);
  const told = findings
    .filter(({ code, severity }) => code.startsWith('discovery/') && severity !== 'info')
    .map(({ code, severity }) => [code, severity]);
  expect(told).toEqual([
    ['discovery/redirect-to-login', 'warning'],
    ['discovery/html', 'warning'],
    ['discovery/named-and-absent', 'warning'],
  ]);
});

test('nothing anywhere is an error of its own', async () => {
  const { findings, ok } = await discover(issuer, {});
  const errors = findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
  expect([errors, ok]).toEqual([['discovery/nothing-found'], false]);
});

test('a document cannot send us to addresses that may not be asked, nor for ever', async () => {
  const servers = Array.from({ length: 40 }, (_, index) => `https://as${String(index)}.example`);
  const resource = { resource: base, authorization_servers: [...servers, 'http://10.0.0.1', 'file:///etc/passwd'] };
  const { urls } = await discover(base, {
    'https://fhir.northlake.example/.well-known/oauth-protected-resource/r4': resource,
  });
  expect([urls.length, urls.filter((url) => !url.startsWith('https:'))]).toEqual([40, []]);
});

test('texts from files are judged as if read from where they came', async () => {
  const texts = [
    { bytes: bytes(oidc), name: 'oidc.json', retrievedFrom: 'https://evil.example/.well-known/openid-configuration' },
  ];
  const { discovery } = await discoverTexts(memoryPorts(), { texts });
  expect(discovery.findings.map(({ code }) => code)).toContain('issuer/differs');
});

test('a UDAP server is asked for the community, and its query is no part of the FHIR base', async () => {
  const udap = `${base}/.well-known/udap?community=urn%3Ax`;
  const { urls, fields } = await discover(udap, {
    [udap]: { udap_versions_supported: ['1'], token_endpoint: `${base}/token` },
  });
  expect([fields.fhirBaseUrl?.value, urls.includes(`${base}/.well-known/smart-configuration`)]).toEqual([base, true]);
});

test('the keys of a relative jwks_uri are asked', async () => {
  const pages = { [`${base}/.well-known/smart-configuration`]: { ...smart, issuer: undefined, jwks_uri: 'jwks.json' } };
  expect((await discover(base, pages)).urls).toContain(`${base}/jwks.json`);
});

test('a copy of an issuer’s document at another place does not stand in for the issuer', async () => {
  const pages = {
    [`${base}/.well-known/smart-configuration`]: smart,
    [`${base}/.well-known/openid-configuration`]: oidc,
    [`${issuer}/.well-known/openid-configuration`]: oidc,
  };
  expect((await discover(base, pages)).urls).toContain(`${issuer}/.well-known/openid-configuration`);
});

test('a resource with more servers than are asked says so, and its keys are asked all the same', async () => {
  const servers = Array.from({ length: 20 }, (_, at) => `https://as${String(at)}.northlake.example`);
  const first = `${servers[0] ?? ''}/.well-known/openid-configuration`;
  const { codes, urls } = await discover(base, {
    'https://fhir.northlake.example/.well-known/oauth-protected-resource/r4': {
      resource: base,
      authorization_servers: servers,
    },
    [first]: { ...oidc, issuer: servers[0] },
  });
  expect([codes.includes('discovery/too-many-places'), urls.includes(`${issuer}/jwks`)]).toEqual([true, true]);
});

test('another document where keys should be is not used', async () => {
  const pages = {
    [`${issuer}/.well-known/openid-configuration`]: oidc,
    [`${issuer}/jwks`]: { ...oidc, token_endpoint: 'https://elsewhere.example/token' },
  };
  const { codes, documents } = await discover(issuer, pages);
  expect([codes.includes('discovery/no-key-set'), documents.length]).toEqual([true, 1]);
});

test.each([
  ['the issuer', issuer],
  ['the issuer with a slash', `${issuer}/`],
  ['the document’s address without its scheme', 'auth.northlake.example/p2p/.well-known/openid-configuration'],
  ['the document’s address with a slash behind', `${issuer}/.well-known/openid-configuration/`],
])('a document that is said to come from %s is held to its issuer', async (_name, retrievedFrom) => {
  const codesOf = async (document: object) => {
    const texts = [{ bytes: bytes(document), name: 'oidc.json', retrievedFrom }];
    return (await discoverTexts(memoryPorts(), { texts })).discovery.findings.map(({ code }) => code);
  };
  expect(await codesOf({ ...oidc, issuer: 'https://evil.example/p2p' })).toContain('issuer/differs');
  expect(await codesOf(oidc)).not.toContain('issuer/differs');
});

test.each([
  ['https://user:word@auth.northlake.example/p2p', 'discovery/holds-credentials'],
  ['nonsense', 'discovery/no-address'],
])('%s is no place to come from, and is not kept', async (retrievedFrom, code) => {
  const texts = [{ bytes: bytes(oidc), name: 'oidc.json', retrievedFrom }];
  const { discovery } = await discoverTexts(memoryPorts(), { texts });
  expect([
    discovery.ok,
    discovery.findings.some((finding) => finding.code === code),
    discovery.documents[0]?.retrievedFrom,
  ]).toEqual([false, true, '']);
});

test.each(['fhir/metadata', '.well-known/udap', '.well-known/oauth-protected-resource/fhir'])(
  'an OIDC document stays one, wherever it is said to come from: %s',
  async (place) => {
    const texts = [{ bytes: bytes(oidc), name: 'oidc.json', retrievedFrom: `https://auth.northlake.example/${place}` }];
    const { discovery } = await discoverTexts(memoryPorts(), { texts });
    expect([
      discovery.documents[0]?.kind,
      discovery.findings.some(({ code }) => code === 'discovery/other-kind'),
    ]).toEqual(['openid-configuration', true]);
  },
);
