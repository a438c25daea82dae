import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { looksLikeKeyFile, looksLikeZip } from '../../electron/main/handlers/looks-like.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const der = privateKey.export({ format: 'der', type: 'pkcs8' });
const privateJwk = privateKey.export({ format: 'jwk' });
const publicJwk = publicKey.export({ format: 'jwk' });

test.each<[string, string | Buffer]>([
  ['PEM', pem],
  ['PEM with a text before it', `Bag Attributes\n  localKeyID: 01\n${pem}`],
  ['PEM as PowerShell writes it', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem, 'utf16le')])],
  ['PEM without its first line', pem.split('\n').slice(1).join('\n')],
  ['Base64 without boundaries', der.toString('base64')],
  ['PEM within JSON', JSON.stringify({ client: 'x', key: pem })],
  ['DER', der],
  ['a private JWK', JSON.stringify(privateJwk)],
  ['a list of private JWKs', JSON.stringify([privateJwk])],
  ['a private JWKS with a byte order mark', `\uFEFF${JSON.stringify({ keys: [publicJwk, privateJwk] })}`],
  ['a Java keystore', Buffer.from('feedfeed00000002', 'hex')],
  ['an SSH key', 'ssh-ed25519 AAAA ada@example'],
])('%s is asked as a key', (_, content) => {
  expect(looksLikeKeyFile(Buffer.from(content))).toBe(true);
});

test.each<[string, string | Buffer]>([
  ['a discovery document', '{"issuer":"https://payer.example/"}'],
  ['a public JWKS', JSON.stringify({ keys: [publicJwk] })],
  ['JSON that breaks off', '{"kty":"EC","d":'],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['nothing', ''],
])('%s is not', (_, content) => {
  expect(looksLikeKeyFile(Buffer.from(content))).toBe(false);
});

test('a bundle is told by its first bytes', () => {
  expect([looksLikeZip(Buffer.from('PK\u0003\u0004')), looksLikeZip(Buffer.from('P'))]).toEqual([true, false]);
});
