/** @file Which lists cover a certificate, and what a list that does not cover it can still tell. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { beforeAll, expect, test } from 'vitest';
import { certificates } from '#node/certificates.ts';
import type { Signer } from '../pki.ts';
import { certify, element, pemOf, revocationList, signedJwt } from '../pki.ts';

const now = new Date('2027-01-01T00:00:00.000Z');
const base = 'https://fhir.northlake.example/r4';

let anchor: Signer;
let server: Signer;

beforeAll(async () => {
  anchor = await certify(now, { name: 'anchor', ca: true });
  server = await certify(now, { name: 'server', issuer: anchor, uri: base });
});

type ListWish = Parameters<typeof revocationList>[1];
const listed = async (more: Partial<ListWish> = {}) => revocationList(anchor, { now, revoked: [server], ...more });
const unlisted = async (more: Partial<ListWish> = {}) => revocationList(anchor, { now, ...more });

async function check(leaf: Signer, lists: readonly Uint8Array[]): Promise<string[]> {
  const jws = await signedJwt(leaf, { claims: {}, chain: [leaf] });
  const checked = await certificates.checkSigned(jws, { anchors: [pemOf(anchor)], revocationLists: lists, now });
  return checked.is === 'read' ? [checked.chain.is, checked.revocation] : [checked.is];
}

const yes = Buffer.from([0xff]);
const point = (address: string) => element(0xa0, element(0xa0, element(0x86, address)));
const scope = (...parts: Buffer[]) => [new x509.Extension('2.5.29.28', true, element(0x30, ...parts))];
const delta = [new x509.Extension('2.5.29.27', true, element(0x02, Buffer.from([1])))];
const unknown = [new x509.Extension('1.2.3.4', true, element(0x05))];
const number = [new x509.Extension('2.5.29.20', false, element(0x02, Buffer.from([1])))];

test.each<[string, x509.Extension[], string[]]>([
  ['is whole', number, ['trusted', 'checked']],
  ['is for users alone', scope(element(0x81, yes)), ['trusted', 'checked']],
  ['is for authorities alone', scope(element(0x82, yes)), ['trusted', 'unchecked']],
  ['is for some reasons alone', scope(element(0x83, Buffer.from([1, 0x40]))), ['trusted', 'unchecked']],
  ['is of others too', scope(element(0x84, yes)), ['trusted', 'unchecked']],
  ['is for attributes alone', scope(element(0x85, yes)), ['trusted', 'unchecked']],
  ['is the part that the certificate names', scope(point('http://crl.example/server.crl')), ['trusted', 'checked']],
  ['is another part', scope(point('http://crl.example/2.crl')), ['trusted', 'unchecked']],
  ['is a part without a whole name', scope(element(0xa0, element(0xa1))), ['trusted', 'unchecked']],
  ['tells what is new alone', delta, ['trusted', 'unchecked']],
  ['has a critical extension that nobody knows', unknown, ['trusted', 'unchecked']],
  [
    'has a scope that cannot be read',
    [new x509.Extension('2.5.29.28', true, Buffer.from('x'))],
    ['trusted', 'unchecked'],
  ],
])('a list without the certificate that %s', async (_name, extensions, wanted) => {
  expect(await check(server, [await unlisted({ extensions })])).toEqual(wanted);
});

test.each<[string, () => Promise<Uint8Array[]>, string[]]>([
  ['a current list', async () => [await listed()], ['revoked', 'unchecked']],
  [
    'one for some reasons',
    async () => [await listed({ extensions: scope(element(0x83, Buffer.from([1, 0x40]))) })],
    ['revoked', 'unchecked'],
  ],
  [
    'one that tells what is new',
    async () => [await unlisted(), await listed({ extensions: delta })],
    ['revoked', 'unchecked'],
  ],
  ['an old list alone', async () => [await listed({ days: -0.5 })], ['revoked-by-old-list', 'unchecked']],
  [
    'an old list, and not by the current one',
    async () => [await listed({ days: -0.5 }), await unlisted()],
    ['trusted', 'checked'],
  ],
  [
    'an old list, and not by a part',
    async () => [await listed({ days: -0.5 }), await unlisted({ extensions: delta })],
    ['revoked-by-old-list', 'unchecked'],
  ],
  [
    'one with an extension that nobody knows',
    async () => [await listed({ extensions: unknown })],
    ['trusted', 'unchecked'],
  ],
])('a certificate that is revoked by %s', async (_name, lists, wanted) => {
  expect(await check(server, await lists())).toEqual(wanted);
});

test('a list whose extensions cannot be read is none', async () => {
  const extensions = [new x509.Extension('2.5.29.35', false, Buffer.from('nonsense'))];
  expect(await check(server, [await unlisted({ extensions })])).toEqual(['trusted', 'unchecked']);
});

test('the old list says of when it is', async () => {
  const jws = await signedJwt(server, { claims: {}, chain: [server] });
  const lists = [await listed({ days: -0.5 })];
  expect(await certificates.checkSigned(jws, { anchors: [pemOf(anchor)], revocationLists: lists, now })).toMatchObject({
    chain: { subject: 'CN=server', detail: '2026-12-31T00:00:00.000Z to 2026-12-31T12:00:00.000Z' },
  });
});

test('a list by an authority that may not sign lists is none', async () => {
  const other = await certify(now, { name: 'other', ca: true, issuer: anchor, usage: x509.KeyUsageFlags.keyCertSign });
  const leaf = await certify(now, { name: 'leaf', issuer: other, uri: base });
  const jws = await signedJwt(leaf, { claims: {}, chain: [leaf, other] });
  const lists = [await unlisted(), await revocationList(other, { now, revoked: [leaf] })];
  expect(await certificates.checkSigned(jws, { anchors: [pemOf(anchor)], revocationLists: lists, now })).toMatchObject({
    chain: { is: 'trusted' },
    revocation: 'unchecked',
  });
});
