/** @file Keys of a kind that is not taken, and what people take for a private key. */

import { createPublicKey } from 'node:crypto';
import { tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger, derOid } from '#node/keys/reading/der.ts';
import { encrypted, fileWith, keys, openssl, passphrase, pem, pkcs8, publicPem } from './make.ts';

import type { Row } from './rows.ts';
import { made, curve, genpkey, labelled, rsaWith, revocationList } from './odd.ts';

export const wrongKind: Row[] = [
  ['a public key', 'key/public-key', () => publicPem(keys.rsa())],
  ['a public key of Ed25519', 'key/public-key', () => publicPem(keys.ed25519())],
  [
    'a public key in PKCS#1',
    'key/public-key',
    () => createPublicKey(keys.rsa()).export({ type: 'pkcs1', format: 'pem' }).toString(),
  ],
  ['a public key in DER', 'key/public-key', () => createPublicKey(keys.p384()).export({ type: 'spki', format: 'der' })],
  ['a public JWK', 'key/public-key', () => JSON.stringify(createPublicKey(keys.p384()).export({ format: 'jwk' }))],
  [
    'a public key of a curve that few know',
    'key/public-key',
    () => openssl(['ec', '-pubout'], curve('secp256k1')).toString(),
  ],
  [
    'the JWKS that a payer publishes',
    'key/public-key',
    () => JSON.stringify({ keys: [createPublicKey(keys.rsa()).export({ format: 'jwk' })] }),
  ],
  ['a list of revoked certificates', 'key/revocation-list', revocationList],
  [
    'a key of OpenSSH',
    'key/openssh',
    () => labelled('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0none').toString('base64')),
  ],
  ['a key of OpenSSH that breaks off', 'key/openssh', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE'],
  ['a key of PuTTY', 'key/putty', () => 'PuTTY-User-Key-File-3: ssh-rsa\r\nEncryption: none\r\nComment: p2p\r\n'],
  ['a public key of SSH', 'key/ssh-public-key', () => 'ssh-rsa AAAAB3NzaC1yc2E= ana@harbor'],
  ['a public key of SSH, ECDSA', 'key/ssh-public-key', () => 'ecdsa-sha2-nistp384 AAAAE2VjZHNh ana@harbor'],
  [
    'a public key of SSH2',
    'key/ssh-public-key',
    () => '---- BEGIN SSH2 PUBLIC KEY ----\nComment: "p2p"\nAAAA\n---- END SSH2 PUBLIC KEY ----',
  ],
  ['an OpenPGP key', 'key/pgp', () => labelled('PGP PRIVATE KEY BLOCK', '\nlQOYBF\n=Abcd')],
  ['an OpenPGP key in binary', 'key/pgp', () => Buffer.from('95039804620000000108', 'hex')],
  [
    'DSA',
    'key/other-kind',
    () =>
      openssl([
        'genpkey',
        '-paramfile',
        fileWith(openssl(['genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', 'dsa_paramgen_bits:1024'])),
      ]).toString(),
  ],
  ['DSA in its own form', 'key/other-kind', () => labelled('DSA PRIVATE KEY')],
  ['DSA in DER', 'key/other-kind', () => der(tags.sequence, ...[0n, 23n, 11n, 4n, 8n, 3n].map(derInteger))],
  ['X25519', 'key/other-kind', () => genpkey('X25519')],
  ['X448', 'key/other-kind', () => genpkey('X448')],
  ['Ed448', 'key/other-kind', () => genpkey('ED448')],
  ['Diffie-Hellman', 'key/other-kind', () => genpkey('DH', '-pkeyopt', 'group:ffdhe2048')],
  [
    'a kind that nobody knows yet',
    'key/other-kind',
    () =>
      pem(
        'PRIVATE KEY',
        der(
          tags.sequence,
          derInteger(0n),
          der(tags.sequence, derOid('1.2.3.4.5')),
          der(tags.octetString, Uint8Array.of(1)),
        ),
      ),
  ],
  ['secp256k1', 'key/other-curve', () => curve('secp256k1')],
  ['P-224', 'key/other-curve', () => curve('secp224r1')],
  ['brainpoolP256r1', 'key/other-curve', () => curve('brainpoolP256r1')],
  [
    'secp256k1, written out as numbers',
    'key/other-curve',
    () => openssl(['ec', '-param_enc', 'explicit'], curve('secp256k1')).toString(),
  ],
  ['a binary curve', 'key/other-curve', () => openssl(['ec', '-param_enc', 'explicit'], curve('sect283r1')).toString()],
  ['RSA-PSS', 'key/rsa-pss', () => genpkey('RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048')],
  ['RSA 1024', 'key/rsa-too-small', () => pkcs8(made('rsa', { modulusLength: 1024 }))],
  ['RSA 512, encrypted', 'key/rsa-too-small', () => encrypted(made('rsa', { modulusLength: 512 }), []), passphrase],
  ['RSA 2047', 'key/rsa-too-small', () => pkcs8(made('rsa', { modulusLength: 2047 }))],
  ['RSA of 8,200 bits', 'key/rsa-too-large', () => rsaWith({ 0: (n) => n << 6152n })],
  ['the exponent 3', 'key/weak-exponent', () => pkcs8(made('rsa', { modulusLength: 2048, publicExponent: 3 }))],
  ['the exponent 1', 'key/weak-exponent', () => rsaWith({ 1: () => 1n })],
  ['an even exponent', 'key/weak-exponent', () => rsaWith({ 1: () => 65_538n })],
  ['an exponent of 200 bits', 'key/weak-exponent', () => rsaWith({ 1: () => 2n ** 199n + 1n })],
  [
    'RSA with three primes',
    'key/multi-prime',
    () => genpkey('RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_primes:3'),
  ],
];
