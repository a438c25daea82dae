/** @file Cases of key sets. */
import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import type { CertificateFacts } from '#core/domain/keys/certificate-facts.ts';
import type { Case } from './case.ts';
import { documentOf, goodKey, keySet, point } from './case.ts';

const modulus = (bytes: number) => Buffer.alloc(bytes, 0xff).toString('base64url');
const rsa = { kty: 'RSA', crv: undefined, x: undefined, y: undefined, alg: 'RS256', n: modulus(256), e: 'AQAB' };

const facts: CertificateFacts = {
  subject: 'CN=northlake',
  issuer: 'CN=northlake',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2028-01-01T00:00:00.000Z',
  uris: [],
  publicJwk: { kty: 'EC', crv: 'P-256', x: point.x, y: point.y },
};

const certified = (name: string, change: Partial<CertificateFacts> | null, ...codes: string[]): Case => [
  `a certificate ${name}`,
  {
    ...keySet({ x5c: ['MII='] }),
    certificates: new Map([['MII=', change === null ? null : { ...facts, ...change }]]),
  },
  codes,
];

const one = (name: string, change: JsonObject, ...codes: string[]): Case => [
  `a key with ${name}`,
  keySet(change),
  codes,
];
/** Made by somebody who knows the curves better than we do. */
const made = (namedCurve: string): JsonObject => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve });
  return { ...publicKey.export({ format: 'jwk' }), alg: undefined };
};
/** Its coordinates exchanged: no longer a point of the curve. */
const turned = ({ x, y, ...key }: JsonObject): JsonObject => ({ ...key, x: y, y: x });
const set = (name: string, keys: unknown[], ...codes: string[]): Case => [
  `a key set with ${name}`,
  documentOf('jwks', { keys: keys as JsonObject[] }),
  codes,
];

export const keyCases: readonly Case[] = [
  one('nothing wrong', {}),
  one('nothing wrong, RSA', rsa),
  one('its private half', { d: 'AA' }, 'jwks/private-member'),
  one('a secret', { kty: 'oct', k: 'AA', crv: undefined, alg: undefined }, 'jwks/symmetric-key', 'jwks/no-algorithm'),
  one('a type of tomorrow', { kty: 'AKP', crv: undefined }, 'jwks/unknown-type'),
  one('a part missing', { y: undefined }, 'jwks/incomplete-key'),
  one('a part that is not base64url', { x: 'A+/=' }, 'jwks/incomplete-key'),
  one('no kid', { kid: undefined }, 'jwks/no-kid'),
  one('1024 bits', { ...rsa, n: modulus(128) }, 'jwks/rsa-too-small'),
  one(
    '2047 bits',
    { ...rsa, n: Buffer.concat([Buffer.from([0x7f]), Buffer.alloc(255, 0xff)]).toString('base64url') },
    'jwks/rsa-too-small',
  ),
  one('leading zeroes', { ...rsa, n: Buffer.concat([Buffer.alloc(4), Buffer.alloc(256, 0xff)]).toString('base64url') }),
  one(
    'a modulus that is even',
    { ...rsa, n: Buffer.from(`${'ff'.repeat(255)}fe`, 'hex').toString('base64url') },
    'jwks/even-modulus',
  ),
  ...['P-256', 'P-384', 'P-521', 'secp256k1'].flatMap((curve) => [
    one(`a point of ${curve}`, made(curve), 'jwks/no-algorithm'),
    one(`a point that is not on ${curve}`, turned(made(curve)), 'jwks/not-on-curve', 'jwks/no-algorithm'),
  ]),
  one('a point of another curve', { ...made('P-384'), crv: 'P-256' }, 'jwks/not-on-curve', 'jwks/no-algorithm'),
  one('the point zero', { x: 'AA', y: 'AA' }, 'jwks/not-on-curve'),
  one('a point with zeroes before it', { x: `AAAA${point.x}` }),
  one('a point that is much too long', { x: '_'.repeat(100_000) }, 'jwks/not-on-curve'),
  one('the exponent one', { ...rsa, e: 'AQ' }, 'jwks/rsa-exponent'),
  one('an even exponent', { ...rsa, e: 'AQAA' }, 'jwks/rsa-exponent'),
  one(
    'a curve that nobody signs on',
    { kty: 'OKP', crv: 'X25519', alg: undefined },
    'jwks/unknown-curve',
    'jwks/no-algorithm',
  ),
  one('an algorithm of another curve', { alg: 'ES384' }, 'jwks/wrong-algorithm'),
  one('no algorithm', { alg: undefined }, 'jwks/no-algorithm'),
  one('a use of its own', { use: 'both' }, 'jwks/unknown-use'),
  one('use and operations', { key_ops: ['verify'] }, 'jwks/use-and-operations'),
  one('the operations of a signer', { use: undefined, key_ops: ['sign'] }, 'jwks/operations-of-signer'),
  one('a certificate elsewhere', { x5u: 'https://ca.example/c.pem' }, 'jwks/certificate-elsewhere'),
  set('nothing in it', [], 'jwks/empty'),
  set('entries that are no keys', [goodKey, 1, {}], 'jwks/not-a-key', 'jwks/no-kid', 'jwks/no-algorithm'),
  set('a kid twice', [goodKey, goodKey], 'jwks/kid-twice'),
  set('a kid for two types', [goodKey, { ...goodKey, ...rsa }]),
  set(
    'keys for both, one of which does not say for what',
    [goodKey, { ...goodKey, kid: 'b', use: undefined }, { ...goodKey, kid: 'c', use: 'enc', alg: 'ECDH-ES' }],
    'jwks/use-not-told',
  ),
  set(
    'keys for both, which their algorithms tell',
    [
      { ...goodKey, use: undefined },
      { ...goodKey, kid: 'c', use: undefined, alg: 'ECDH-ES+A256KW' },
    ],
    'jwks/use-not-told',
  ),
  set('keys for both, which say for what', [goodKey, { ...goodKey, kid: 'c', use: 'enc', alg: 'ECDH-ES' }]),
  set('keys for signatures that do not say for what', [{ ...goodKey, use: undefined }]),
  set('keys for secrecy alone', [{ ...goodKey, use: 'enc', alg: 'ECDH-ES' }], 'jwks/none-for-signatures'),
  certified('of the key', {}),
  certified('that is none', null, 'jwks/certificate-unreadable'),
  certified('of another key', { publicJwk: { ...facts.publicJwk, x: 'BB' } }, 'jwks/certificate-of-another-key'),
  certified('that has expired', { notAfter: '2026-12-31T23:59:59.000Z' }, 'jwks/certificate-expired'),
  certified('of tomorrow', { notBefore: '2027-01-02T00:00:00.000Z' }, 'jwks/certificate-not-yet-valid'),
];
