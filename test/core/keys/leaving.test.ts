/** @file What of keys and certificates goes along: to the Source Payer, and into the README of a bundle. */
import { expect, test } from 'vitest';
import { bundleReadme, readmePart } from '#core/domain/bundle/readme/readme.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import { certificateOf, keyOf, requestOf } from './records.ts';

const ports = memoryPorts();
const ready = await samplePayer(ports);
const withKey = (change: Partial<KeyRecord>): Payer => ({ ...ready, keys: [keyOf('own', change)] });
const pem = (name: string) => ({ pem: `(${name})\n` });
const certificate = certificateOf('own', 'ca', pem('own'));
const request = requestOf('own', pem('asked'));

const textsOf = (payer: Payer) =>
  Object.fromEntries(registrationFiles(payer).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));

test.each<[string, Partial<KeyRecord>, Record<string, string>]>([
  ['a key alone', {}, {}],
  ['a certificate', { certificate }, { 'p2p-signing-cert.pem': '(own)\n' }],
  [
    'a certificate with its chain',
    { certificate, chain: [certificateOf('ca', 'ca', pem('ca'))] },
    { 'p2p-signing-cert.pem': '(own)\n', 'p2p-signing-chain.pem': '(own)\n(ca)\n' },
  ],
  ['a request that waits', { request }, { 'p2p-signing-request.pem': '(asked)\n' }],
])('to the Source Payer goes %s, and the letter names each file', (_, change, files) => {
  const {
    'README.md': letter = '',
    'registration.json': sheet,
    'jwks.json': jwks,
    ...others
  } = textsOf(withKey(change));
  expect(others).toEqual(files);
  expect([sheet, jwks].includes(undefined)).toBe(false);
  for (const name of ['p2p-signing-cert.pem', 'p2p-signing-chain.pem', 'p2p-signing-request.pem'])
    expect([name, letter.includes(name)]).toEqual([name, Object.hasOwn(files, name)]);
});

test('of a TLS client with another key the certificate goes too; with the same key the letter says so', () => {
  const client = keyOf('client', {
    certificate: certificateOf('client', 'ca', pem('client')),
    chain: [certificateOf('ca', 'ca', pem('ca'))],
  });
  const network = { ...ready.network, clientKeyId: 'client' };
  const { 'README.md': letter, ...files } = textsOf({
    ...ready,
    network,
    keys: [keyOf('own', { certificate }), client],
  });
  expect(files).toMatchObject({
    'p2p-signing-cert.pem': '(own)\n',
    'p2p-client-cert.pem': '(client)\n',
    'p2p-client-chain.pem': '(client)\n(ca)\n',
  });
  expect(letter).toMatch(/Mutual TLS: .*p2p-client-cert\.pem.*p2p-client-chain\.pem/);
  const one = textsOf({ ...ready, network, keys: [client] });
  expect(one['README.md']).toMatch(/Mutual TLS: .*p2p-signing-cert\.pem/);
  expect(Object.keys(one)).not.toContain('p2p-client-cert.pem');
});

test('with a client secret the certificate of the TLS client goes alone', async () => {
  const others = memoryPorts();
  const secret = await samplePayer(others, { mode: 'CLIENT_SECRET_BASIC' });
  const keys = [keyOf('own', { certificate })];
  const texts = textsOf({ ...secret, keys, network: { ...secret.network, clientKeyId: 'own' } });
  expect(texts['README.md']).toContain('p2p-client-cert.pem');
  expect(Object.keys(texts)).toEqual(['README.md', 'registration.json', 'p2p-client-cert.pem']);
});

test('a pair that differs does not go', () => {
  expect(() => registrationFiles(withKey({ certificate: certificateOf('other', 'ca') }))).toThrow(
    expect.objectContaining({ code: 'certificate/other-key' }),
  );
});

const readmeOf = (payer: Payer, statedTime: string) =>
  bundleReadme(
    [
      readmePart(
        {
          payer,
          definition: completeDefinition(payer),
          dialects: { 'admin-api': '', 'seed-file': '', tutorial: '' },
          evidence: [],
        },
        statedTime,
      ),
    ],
    { statedTime, difference: [] },
  );

test.each([
  ['2027-02-01T00:00:00.000Z', { ends: true, due: true, isNow: false }],
  ['2027-11-01T00:00:00.000Z', { ends: true, due: true, isNow: true }],
  ['2028-02-01T00:00:00.000Z', { ends: true, due: false, isNow: false }],
])('the README of %s says until when the certificate is good', (statedTime, wanted) => {
  const text = readmeOf(withKey({ certificate }), statedTime);
  expect({
    ends: text.includes('1 Jan 2028'),
    due: text.includes('20 Oct 2027'),
    isNow: text.includes('**now**'),
  }).toEqual(wanted);
});

test('of a key without a certificate the README says nothing of one', () => {
  expect(readmeOf(withKey({}), '2027-02-01T00:00:00.000Z')).not.toContain('certificate of that key');
});
