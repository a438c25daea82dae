import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HasIssued } from '#core/domain/keys/join.ts';
import { joinCertificates, leftOver } from '#core/domain/keys/join.ts';
import { certificateOf, keyOf, requestOf } from './records.ts';

/** The signatures are checked by the adapter: see test/node/certificate-authority.test.ts. */
const byName: HasIssued = ({ issuer, subject }) => issuer.subject === subject.issuer;

const leaf = certificateOf('own', 'issuing');
const issuing = certificateOf('issuing', 'root');
const root = certificateOf('root');
const request = requestOf('own');

test('an issued certificate joins its request and its key, its chain in order behind it, in whatever order they come', () => {
  const stranger = certificateOf('stranger');
  fc.assert(
    fc.property(fc.shuffledSubarray([leaf, issuing, root, stranger], { minLength: 4 }), (file) => {
      const { keys, joinedTo } = joinCertificates([keyOf('other'), keyOf('own', { request })], file, byName);
      expect(joinedTo).toEqual(['own']);
      expect(keys).toEqual([
        keyOf('other'),
        keyOf('own', { certificate: leaf, chain: [issuing, root], answered: request }),
      ]);
      expect(leftOver(keys, file)).toEqual([stranger]);
    }),
  );
});

test('several certificates of one file go each to its own key', () => {
  const [one, two] = [certificateOf('one', 'root'), certificateOf('two', 'root')];
  const { keys } = joinCertificates([keyOf('one'), keyOf('two')], [two, root, one], byName);
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
  expect(joinCertificates([keyOf('own')], file, byName).keys[0]?.certificate).toEqual(leaf);
});

test('one that has ended joins; it is for the concerns to say so', () => {
  const ended = certificateOf('own', 'issuing', { notAfter: '2020-01-01T00:00:00.000Z' });
  expect(joinCertificates([keyOf('own')], [ended], byName).joinedTo).toEqual(['own']);
});

test('a self-signed one answers no request', () => {
  const { keys } = joinCertificates([keyOf('own', { request, answered: request })], [certificateOf('own')], byName);
  expect(keys[0]).toMatchObject({ request, answered: null });
});

test('a chain that runs in a circle ends', () => {
  const [one, other] = [certificateOf('one', 'other'), certificateOf('other', 'one')];
  const { keys } = joinCertificates([keyOf('own')], [certificateOf('own', 'one'), one, other], byName);
  expect(keys[0]?.chain).toEqual([one, other]);
});

test('of two certificates of one issuer the one whose signature fits is taken, not the one whose name does', () => {
  const impostor = certificateOf('issuing', 'root', { notAfter: '2040-01-01T00:00:00.000Z' });
  const checked: HasIssued = (pair) => byName(pair) && pair.issuer.sha256 !== impostor.sha256;
  const { keys } = joinCertificates([keyOf('own')], [leaf, impostor, issuing], checked);
  expect(keys[0]?.chain).toEqual([issuing]);
});
