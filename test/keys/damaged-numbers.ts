/** @file Keys that lost something, or whose numbers do not belong together. */

import { generateKeyPairSync } from 'node:crypto';
import { tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger, derOid } from '#node/keys/reading/der.ts';
import { toBer } from './ber.ts';
import {
  certificatePem,
  derOf,
  keys,
  mixedRsa,
  passphrase,
  pem,
  pkcs12,
  pkcs8,
  pkcs8Der,
  privateJwk,
  requestPem,
} from './make.ts';

import type { Row } from './rows.ts';
import {
  rsa,
  lines,
  jwk,
  labelled,
  flipped,
  rsaWith,
  sec1,
  p256Octets,
  hollowCertificate,
  pkcs8OfP384WithP256,
} from './odd.ts';

export const broken: Row[] = [
  ['numbers of two keys', 'key/inconsistent', () => pkcs8(mixedRsa())],
  ['another private exponent', 'key/inconsistent', () => rsaWith({ 2: (d) => d + 2n })],
  ['primes that are not those', 'key/inconsistent', () => rsaWith({ 3: (p) => p + 2n })],
  ['another CRT exponent', 'key/inconsistent', () => rsaWith({ 5: (dp) => dp + 2n })],
  ['another coefficient', 'key/inconsistent', () => rsaWith({ 7: (qi) => qi + 1n })],
  ['a prime of one', 'key/inconsistent', () => rsaWith({ 3: () => 1n, 4: (q) => q })],
  ['no private exponent', 'key/inconsistent', () => rsaWith({ 2: () => 0n })],
  [
    'a point of another key',
    'key/inconsistent',
    () => sec1(p256Octets('d'), Buffer.concat([Buffer.of(4), p256Octets('x'), Buffer.alloc(32, 7)])),
  ],
  [
    'a compressed point with the other sign',
    'key/inconsistent',
    () =>
      sec1(p256Octets('d'), Buffer.concat([Buffer.of(2 + (((p256Octets('y').at(-1) ?? 0) & 1) ^ 1)), p256Octets('x')])),
  ],
  ['the scalar 0', 'key/inconsistent', () => sec1(Buffer.alloc(32))],
  ['a scalar above the order', 'key/inconsistent', () => sec1(Buffer.alloc(32, 0xff))],
  ['a scalar that is too long', 'key/inconsistent', () => sec1(Buffer.alloc(40, 1))],
  [
    'Ed25519 with another public half',
    'key/inconsistent',
    () => jwk(keys.ed25519(), { x: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x }),
  ],
  ['two curves in one key', 'key/inconsistent', () => pem('PRIVATE KEY', pkcs8OfP384WithP256())],
  ['a line lost', 'key/unreadable', () => lines(rsa()).toSpliced(4, 1).join('\n')],
  [
    'a line twice',
    'key/unreadable',
    () =>
      lines(rsa())
        .toSpliced(4, 0, lines(rsa())[4] ?? '')
        .join('\n'),
  ],
  ['letters that are none of Base64', 'key/unreadable', () => rsa().replace('MII', '!!!')],
  ['a letter lost', 'key/unreadable', () => rsa().replace('MIIE', 'MII')],
  ['letters in capitals', 'key/unreadable', () => rsa().toUpperCase()],
  ['nothing between the lines', 'key/unreadable', () => labelled('PRIVATE KEY', '')],
  ['something else between the lines', 'key/unreadable', () => labelled('PRIVATE KEY', 'AAAA')],
  [
    'a key without its numbers',
    'key/unreadable',
    () =>
      pem(
        'PRIVATE KEY',
        der(tags.sequence, derInteger(0n), der(tags.sequence, derOid('1.2.840.113549.1.1.1')), der(tags.octetString)),
      ),
  ],
  [
    'Ed25519 of 31 bytes',
    'key/unreadable',
    () =>
      pem(
        'PRIVATE KEY',
        der(
          tags.sequence,
          derInteger(0n),
          der(tags.sequence, derOid('1.3.101.112')),
          der(tags.octetString, der(tags.octetString, Buffer.alloc(31, 1))),
        ),
      ),
  ],
  [
    'something behind the key',
    'key/unreadable',
    () => pem('PRIVATE KEY', Buffer.concat([pkcs8Der(keys.rsa()), Buffer.from('more')])),
  ],
  [
    'an octet string nested 400 times',
    'key/unreadable',
    () => Array.from({ length: 400 }).reduce<Uint8Array>((inner) => der(tags.sequence, inner), new Uint8Array()),
  ],
  ['cut off', 'key/no-end', () => rsa().slice(0, 600)],
  ['two boundaries that do not agree', 'key/no-end', () => rsa().replace('END PRIVATE', 'END RSA PRIVATE')],
  ['a second key that breaks off', 'key/no-end', () => certificatePem(keys.rsa()) + rsa().slice(0, 600)],
  ['without its first line', 'key/no-boundaries', () => lines(rsa()).slice(1).join('\n')],
  ['without its lines, and not whole', 'key/no-boundaries', () => lines(rsa()).slice(1, 12).join('\n')],
  ['DER that breaks off', 'key/cut-short', () => pkcs8Der(keys.rsa()).subarray(0, 500)],
  ['PKCS#12 that breaks off', 'key/cut-short', () => pkcs12(keys.rsa()).subarray(0, -200), passphrase],
  ['PKCS#12 in BER that breaks off', 'key/binary', () => toBer(pkcs12(keys.rsa())).subarray(0, -9), passphrase],
  ['51 keys', 'key/too-many-keys', () => pkcs8(keys.p384()).repeat(51)],
  ['101 certificates', 'key/too-many-certificates', () => certificatePem(keys.p256()).repeat(101)],
  ['101 requests', 'key/too-many-requests', () => requestPem(keys.p256()).repeat(101)],
  [
    '21 JWK without their primes',
    'key/too-costly',
    () => {
      const { kty, n, e, d } = privateJwk(keys.rsa());
      return JSON.stringify(Array.from({ length: 21 }, () => ({ kty, n, e, d })));
    },
  ],
  ...(
    [
      ['use', 'enc'],
      ['key_ops', ['decrypt']],
      ['key_ops', []],
      ['key_ops', 'sign'],
      ['alg', 'RSA-OAEP-256'],
      ['alg', 'ECDH-ES+A256KW'],
    ] as const
  ).map(
    ([member, value]) =>
      [
        `a JWK with ${member} ${JSON.stringify(value)}`,
        'key/for-encryption',
        () => JSON.stringify(privateJwk(keys.p256(), { [member]: value })),
      ] as const,
  ),
  ['a JWK with a kid that is a number', 'key/broken-jwk', () => JSON.stringify(privateJwk(keys.p256(), { kid: 17 }))],
  ['a certificate that is none', 'certificate/unreadable', () => pem('CERTIFICATE', hollowCertificate())],
  [
    'a request whose signature does not hold',
    'request/bad-signature',
    () => pem('CERTIFICATE REQUEST', flipped(derOf(requestPem(keys.rsa())), -1)),
  ],
];
