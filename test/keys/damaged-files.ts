/** @file JSON and other files that hold no key that can be taken. */

import { generateKeyPairSync } from 'node:crypto';
import { tags } from '#node/keys/reading/asn1.ts';
import { der } from '#node/keys/reading/der.ts';
import { keys, openssl } from './make.ts';

import type { Row } from './rows.ts';
import { rsa, made, jwk, labelled } from './odd.ts';

export const json: Row[] = [
  ['JSON without a key', 'key/jwk', () => '{"issuer":"https://payer.example","jwks_uri":"https://payer.example/jwks"}'],
  ['an empty set', 'key/jwk', () => '{"keys":[]}'],
  ['JSON that breaks off', 'key/broken-json', () => jwk(keys.rsa(), {}).slice(0, -5)],
  ['a symmetric JWK', 'key/symmetric', () => '{"kty":"oct","k":"AAAA"}'],
  ['a JWK of a kind that is none', 'key/broken-jwk', () => '{"kty":"RSB"}'],
  ['a JWK without n', 'key/broken-jwk', () => jwk(keys.rsa(), { n: undefined })],
  ['a JWK with a number for n', 'key/broken-jwk', () => jwk(keys.rsa(), { n: 17 })],
  ['a JWK with Base64 that is not base64url', 'key/broken-jwk', () => jwk(keys.rsa(), { e: 'AQ+/' })],
  ['a JWK with a short x', 'key/broken-jwk', () => jwk(keys.p384(), { x: 'AAAA' })],
  ['a JWK with a short y', 'key/broken-jwk', () => jwk(keys.p384(), { y: 'AAAA' })],
  ['a JWK without its curve', 'key/broken-jwk', () => jwk(keys.p384(), { crv: undefined })],
  ['a JWK with a short seed', 'key/broken-jwk', () => jwk(keys.ed25519(), { d: 'AAAA' })],
  ['a JWK with x5c that is none', 'key/broken-jwk', () => jwk(keys.rsa(), { x5c: [7] })],
  [
    'a JWK of secp256k1',
    'key/other-curve',
    () => jwk(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, {}),
  ],
  ['a JWK of X25519', 'key/other-kind', () => '{"kty":"OKP","crv":"X25519","x":"AAAA"}'],
  ['a JWK of ML-DSA', 'key/other-kind', () => '{"kty":"AKP","alg":"ML-DSA-65","pub":"AAAA"}'],
  ['a JWK with three primes', 'key/multi-prime', () => jwk(keys.rsa(), { oth: [] })],
  [
    'a JWK with another d',
    'key/inconsistent',
    () => jwk(keys.p384(), { d: Buffer.alloc(48, 5).toString('base64url') }),
  ],
  [
    'a JWK with n, e and another d',
    'key/inconsistent',
    () => jwk(keys.rsa(), { d: 'AQAD', p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined }),
  ],
  ['a JWK with RSA 1024', 'key/rsa-too-small', () => jwk(made('rsa', { modulusLength: 1024 }), {})],
  ['an encrypted JWK', 'key/jwe', () => 'eyJhbGciOiJQQkVTMiJ9.AAAA.BBBB.CCCC.DDDD'],
  ['an encrypted JWK in JSON', 'key/jwe', () => '{"protected":"e30","iv":"AAAA","ciphertext":"BBBB","tag":"CCCC"}'],
  ['a token', 'key/token', () => 'eyJhbGciOiJSUzM4NCJ9.eyJpc3MiOiJ4In0.AAAA'],
];

export const files: Row[] = [
  ['nothing', 'key/empty', () => ''],
  ['blanks', 'key/empty', () => ' \r\n\t \n'],
  ['a byte order mark', 'key/empty', () => '\uFEFF'],
  ['a letter', 'key/nothing', () => 'Dear colleague, the key follows by another mail.'],
  ['a web page', 'key/html', () => '<!DOCTYPE html>\n<html><body>Sign in</body></html>'],
  ['a key of .NET', 'key/xml', () => '<RSAKeyValue><Modulus>AAAA</Modulus></RSAKeyValue>'],
  ['other XML', 'key/other-file', () => '<?xml version="1.0"?><EntityDescriptor/>'],
  ['a mail', 'key/other-file', () => 'From: ana@harbor.example\nSubject: the key\n\nattached'],
  ['a document of TextEdit', 'key/other-file', () => '{\\rtf1\\ansi nothing}'],
  ['a ZIP archive', 'key/other-file', () => Buffer.from('504b0304140000000800', 'hex')],
  ['a PDF document', 'key/other-file', () => '%PDF-1.7\n'],
  ['an image', 'key/other-file', () => Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a mail of Outlook', 'key/other-file', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  ['a key of a TPM', 'key/other-file', () => labelled('TSS2 PRIVATE KEY')],
  ['a Java keystore', 'key/java-keystore', () => Buffer.from('feedfeed0000000200000001', 'hex')],
  ['a Java keystore, JCEKS', 'key/java-keystore', () => Buffer.from('cececece0000000200000001', 'hex')],
  ['random bytes', 'key/binary', () => Buffer.from('0100ff7f00c3f80301aa55', 'hex')],
  [
    'a SEQUENCE of nothing known',
    'key/unreadable',
    () => der(tags.sequence, der(tags.octetString, Uint8Array.of(1, 2))),
  ],
  [
    'Base64 of Base64 of Base64 of a key',
    'key/nothing',
    () => [1, 2, 3].reduce((text) => Buffer.from(text).toString('base64'), rsa()),
  ],
  ['2 MiB', 'key/too-large', () => Buffer.alloc(2_097_152, 0x41)],
  ['parameters alone', 'key/nothing', () => openssl(['ecparam', '-name', 'prime256v1'])],
];
