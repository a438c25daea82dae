import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HasIssued } from '#core/domain/keys/join.ts';
import { joinFile, leftOver } from '#core/domain/keys/join.ts';
import type { CertificateRecord, KeyRecord, RequestRecord } from '#core/domain/keys/key-record.ts';
import { certificateOf, keyOf, requestOf } from './records.ts';

/** The signatures are checked by the adapter: see test/node/certificate-authority.test.ts. */
const byName: HasIssued = ({ issuer, subject }) => issuer.subject === subject.issuer;

const join = (
  keys: readonly KeyRecord[],
  certificates: readonly CertificateRecord[],
  hasIssued = byName,
  requests: readonly RequestRecord[] = [],
) => joinFile(keys, { certificates, requests }, hasIssued);

const leaf = certificateOf('own', 'issuing');
const issuing = certificateOf('issuing', 'root');
const root = certificateOf('root');
const request = requestOf('own');

test('an issued certificate joins its request and its key, its chain in order behind it, in whatever order they come', () => {
  const stranger = certificateOf('stranger');
  fc.assert(
    fc.property(fc.shuffledSubarray([leaf, issuing, root, stranger], { minLength: 4 }), (file) => {
      const { keys, joinedTo } = join([keyOf('other'), keyOf('own', { request })], file, byName);
      expect(joinedTo).toEqual(['own']);
      expect(keys).toEqual([
        keyOf('other'),
        keyOf('own', { certificate: leaf, chain: [issuing, root], answered: request }),
      ]);
      expect(leftOver(keys, { certificates: file, requests: [] })).toEqual([
        { is: 'certificate', certificate: stranger },
      ]);
    }),
  );
});

test('several certificates of one file go each to its own key', () => {
  const [one, two] = [certificateOf('one', 'root'), certificateOf('two', 'root')];
  const { keys } = join([keyOf('one'), keyOf('two')], [two, root, one], byName);
  expect(keys.map(({ certificate, chain }) => [certificate, chain])).toEqual([
    [one, [root]],
    [two, [root]],
  ]);
});

test.each([
  [
    'the one of a CA comes before its own',
    [certificateOf('own', 'own', { notAfter: '2037-01-01T00:00:00.000Z' }), leaf],
  ],
  [
    'the one that lasts longest comes first',
    [certificateOf('own', 'issuing', { notAfter: '2027-06-01T00:00:00.000Z' }), leaf],
  ],
])('of several for one key %s', (_, file) => {
  expect(join([keyOf('own')], file, byName).keys[0]?.certificate).toEqual(leaf);
});

test('one that has ended joins; it is for the concerns to say so', () => {
  const ended = certificateOf('own', 'issuing', { notAfter: '2020-01-01T00:00:00.000Z' });
  expect(join([keyOf('own')], [ended], byName).joinedTo).toEqual(['own']);
});

test('a self-signed one answers no request', () => {
  const { keys } = join([keyOf('own', { request, answered: request })], [certificateOf('own')], byName);
  expect(keys[0]).toMatchObject({ request, answered: null });
});

test('a chain that runs in a circle ends', () => {
  const [one, other] = [certificateOf('one', 'other'), certificateOf('other', 'one')];
  const { keys } = join([keyOf('own')], [certificateOf('own', 'one'), one, other], byName);
  expect(keys[0]?.chain).toEqual([one, other]);
});

test('of two certificates of one issuer the one whose signature fits is taken, not the one whose name does', () => {
  const impostor = certificateOf('issuing', 'root', { notAfter: '2040-01-01T00:00:00.000Z' });
  const checked: HasIssued = (pair) => byName(pair) && pair.issuer.sha256 !== impostor.sha256;
  const { keys } = join([keyOf('own')], [leaf, impostor, issuing], checked);
  expect(keys[0]?.chain).toEqual([issuing]);
});

describe('what a key has already', () => {
  const later = '2029-01-01T00:00:00.000Z';
  const held = keyOf('own', { certificate: leaf, chain: [issuing, root], answered: request });

  test.each<[string, CertificateRecord[], Partial<KeyRecord>]>([
    ['gives way to nothing that is self-signed', [certificateOf('own', 'own', { notAfter: later })], {}],
    [
      'gives way to nothing that ends before',
      [certificateOf('own', 'issuing', { notAfter: '2027-02-01T00:00:00.000Z' })],
      {},
    ],
    ['stays with its chain when the same leaf comes again', [leaf], {}],
    ['keeps its chain when a part of it comes again', [leaf, issuing], {}],
  ])('%s', (_, file, change) => {
    expect(join([{ ...held, ...change }], file)).toEqual({ keys: [{ ...held, ...change }], joinedTo: [] });
  });

  test('goes for one of a CA that ends later, and the chain that fits stays', () => {
    const renewed = certificateOf('own', 'issuing', { notAfter: later });
    expect(join([held], [renewed])).toEqual({ keys: [{ ...held, certificate: renewed }], joinedTo: ['own'] });
  });

  test('goes for the answer of a request that waits, though that one ends before', () => {
    const times = { notBefore: '2027-03-01T00:00:00.000Z', notAfter: '2027-06-01T00:00:00.000Z' };
    const answer = certificateOf('own', 'issuing', times);
    const waiting = { ...held, request: requestOf('own', { sha256: 'another' }) };
    expect(join([waiting], [answer]).keys[0]).toMatchObject({ certificate: answer, request: null });
    const together = { ...answer, notBefore: leaf.notBefore };
    expect(join([waiting], [together]).keys[0]).toMatchObject({ certificate: together, request: null });
    const older = certificateOf('own', 'issuing', { notBefore: '2026-03-01T00:00:00.000Z', notAfter: later });
    expect(join([waiting], [older])).toEqual({ keys: [waiting], joinedTo: [] });
  });

  test('gets the chain that comes as a file of its own, and its next part', () => {
    const bare = keyOf('own', { certificate: leaf });
    expect(join([bare], [root, issuing])).toEqual({ keys: [{ ...bare, chain: [issuing, root] }], joinedTo: ['own'] });
    const next = certificateOf('issuing', 'root', { notAfter: later });
    expect(join([held], [next]).keys[0]?.chain).toEqual([next, root]);
  });
});

describe('requests', () => {
  test('one that comes with its key waits; with its answer too it is answered', () => {
    expect(join([keyOf('own')], [], byName, [request])).toEqual({
      keys: [keyOf('own', { request })],
      joinedTo: ['own'],
    });
    expect(join([keyOf('own')], [leaf], byName, [request]).keys).toEqual([
      keyOf('own', { certificate: leaf, answered: request }),
    ]);
    expect(join([keyOf('own', { certificate: leaf })], [leaf], byName, [request]).keys[0]).toMatchObject({
      request: null,
      answered: request,
    });
  });

  test('one that waits does not give way, and one without a key is left over', () => {
    const keys = [keyOf('own', { request: requestOf('own', { sha256: 'at the CA' }) })];
    const requests = [request, requestOf('stranger')];
    expect(join(keys, [], byName, requests)).toEqual({ keys, joinedTo: [] });
    expect(leftOver(keys, { certificates: [], requests }).map(({ is }) => is)).toEqual(['second-request', 'request']);
  });
});

test('what is left over says why: another one of the key, another one of the CA above it, a stranger’s', () => {
  const second = certificateOf('own', 'issuing', { notAfter: '2027-06-01T00:00:00.000Z' });
  const twin = certificateOf('issuing', 'root', { notAfter: '2027-06-01T00:00:00.000Z' });
  const file = [leaf, second, issuing, twin, root, certificateOf('stranger')];
  const { keys } = join([keyOf('own')], file);
  expect(leftOver(keys, { certificates: file, requests: [] }).map(({ is }) => is)).toEqual([
    'second',
    'twin',
    'certificate',
  ]);
});

test('signatures are checked along the chain only, however many certificates have one name', () => {
  const many = Array.from({ length: 300 }, (_, at) =>
    certificateOf('issuing', 'issuing', { sha1: String(at), selfSigned: false }),
  );
  let asked = 0;
  join([keyOf('own')], [leaf, ...many], (pair) => {
    asked += 1;
    return byName(pair);
  });
  join([keyOf('own')], [leaf, ...many], () => {
    asked += 1;
    return false;
  });
  expect(asked).toBeLessThan(20 * many.length);
});
