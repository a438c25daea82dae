/** @file Lists of revoked certificates are asked for as every place is: told, ended and counted; and never with what names us. */
import { expect, test } from 'vitest';
import type { Asked } from '#core/domain/discovery/finding.ts';
import type { Network, Web, WebAnswer } from '#core/ports.ts';
import { discoverAddress } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';

const base = 'https://fhir.northlake.example/r4';
const signed = JSON.stringify({ udap_versions_supported: ['1'], signed_metadata: 'a.b.c' });
const network: Network = {
  authorities: [],
  allowPrivate: false,
  owner: 'a@test',
  clientCertificate: { pem: '', keyId: 'key', grounds: [base] },
};

interface Request {
  readonly url: string;
  readonly network: Network;
  readonly signal: AbortSignal | undefined;
}

async function read(named: readonly string[], watch: { signal?: AbortSignal; onAsked?: (row: Asked) => void } = {}) {
  const requests: Request[] = [];
  const answered = (status: number, body: string): WebAnswer => ({
    is: 'answered',
    status,
    headers: {},
    body: new TextEncoder().encode(body),
    milliseconds: 1,
  });
  const web: Web = {
    get: async (url, given, signal) => {
      requests.push({ url, network: given, signal });
      if (url.endsWith('.crl')) return Promise.resolve(answered(200, 'list'));
      return Promise.resolve(url.endsWith('/.well-known/udap') ? answered(200, signed) : answered(404, ''));
    },
  };
  const given: number[] = [];
  const ports = memoryPorts({ web });
  const certificates: typeof ports.certificates = {
    ...ports.certificates,
    revocationAddresses: async () => Promise.resolve([...named]),
    checkSigned: async (jws, options) => {
      given.push(options.revocationLists.length);
      return ports.certificates.checkSigned(jws, options);
    },
  };
  const anchored = { anchors: ['anchor'], revocationLists: [] };
  const { discovery } = await discoverAddress({ ...ports, certificates }, { address: base, network, anchored, watch });
  return { lists: requests.filter(({ url }) => url.endsWith('.crl')), discovery, given };
}

test('a list is asked over http too, without the client certificate, and ended by the same signal', async () => {
  const { signal } = new AbortController();
  const { lists, given } = await read(['http://crl.example/a.crl'], { signal });
  expect(lists).toEqual([
    {
      url: 'http://crl.example/a.crl',
      network: { ...network, clientCertificate: null, plainHttp: true },
      signal,
    },
  ]);
  expect(given).toEqual([1]);
});

test('it stands among what was asked, and its progress is told', async () => {
  const rows: string[] = [];
  const { discovery } = await read(['http://crl.example/a.crl'], {
    onAsked: ({ kind, outcome }) => {
      if (kind === 'revocation-list') rows.push(outcome);
    },
  });
  expect(rows).toEqual(['asking', 'read']);
  expect(discovery.asked.filter(({ kind }) => kind === 'revocation-list')).toEqual([
    expect.objectContaining({ address: 'http://crl.example/a.crl', outcome: 'read', status: 200, bytes: 4 }),
  ]);
});

test('one that is named twice is asked once, and there is an end to them', async () => {
  const many = Array.from({ length: 30 }, (_, at) => `http://crl.example/${String(at)}.crl`);
  expect((await read(['http://crl.example/a.crl', 'http://crl.example/a.crl'])).lists).toHaveLength(1);
  expect((await read(many)).lists).toHaveLength(8);
});
