/** @file Encrypted keys that do not open. */

import { tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger } from '#node/keys/reading/der.ts';
import { pbes2With, sealedBy, sealedByPbes2, withPbmac1 } from './ber.ts';
import { certificatePem, encrypted, fileWith, keys, openssl, passphrase, pkcs12, traditional } from './make.ts';

import type { Row } from './rows.ts';
import { legacy, sealedPem, flipped } from './odd.ts';

export const sealed: Row[] = [
  ['encrypted, and no passphrase', 'key/encrypted', () => encrypted(keys.rsa(), [])],
  ['encrypted PKCS#1, and no passphrase', 'key/encrypted', () => traditional(keys.rsa(), 'aes256')],
  ['PKCS#12, and no passphrase', 'key/encrypted', () => pkcs12(keys.rsa())],
  ['PKCS#12 -nomac, and no passphrase', 'key/encrypted', () => pkcs12(keys.rsa(), ['-nomac'])],
  [
    'PKCS#12 with RC4, and no passphrase',
    'key/encrypted',
    () => pkcs12(keys.rsa(), ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']),
  ],
  ['another passphrase', 'key/wrong-passphrase', () => encrypted(keys.rsa(), []), 'another'],
  ['another passphrase, scrypt', 'key/wrong-passphrase', () => encrypted(keys.rsa(), ['-scrypt']), 'another'],
  ['another passphrase, encrypted PKCS#1', 'key/wrong-passphrase', () => traditional(keys.rsa(), 'aes256'), 'another'],
  ['another passphrase, PKCS#12', 'key/wrong-passphrase', () => pkcs12(keys.rsa()), 'another'],
  ['another passphrase, PKCS#12 -legacy', 'key/wrong-passphrase', () => pkcs12(keys.rsa(), ['-legacy']), 'another'],
  ['another passphrase, PKCS#12 -nomac', 'key/wrong-passphrase', () => pkcs12(keys.rsa(), ['-nomac']), 'another'],
  [
    'another passphrase, PBMAC1',
    'key/wrong-passphrase',
    () => withPbmac1(pkcs12(keys.rsa(), ['-nomac']), passphrase),
    'another',
  ],
  ['an empty passphrase', 'key/wrong-passphrase', () => encrypted(keys.rsa(), []), ''],
  [
    'an encrypted key that lost its end',
    'key/wrong-passphrase',
    () =>
      sealedPem(
        sealedBy('1.2.840.113549.1.5.10', der(tags.sequence, der(tags.octetString, Buffer.alloc(8)), derInteger(1n))),
      ),
    passphrase,
  ],
  ['PKCS#12 with another code', 'key/altered', () => flipped(pkcs12(keys.rsa()), -20), passphrase],
  ['PKCS#12 -legacy with another code', 'key/altered', () => flipped(pkcs12(keys.rsa(), ['-legacy']), -20), passphrase],
  ['Camellia', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'camellia-256-cbc']), passphrase],
  ['ARIA', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'aria-256-cbc']), passphrase],
  ['Blowfish', 'key/other-encryption', () => encrypted(keys.rsa(), ['-v2', 'bf-cbc', ...legacy]), passphrase],
  [
    'HMAC with SHA-512/224',
    'key/other-encryption',
    () => encrypted(keys.rsa(), ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA512-224']),
    passphrase,
  ],
  [
    'HMAC with SHA3-256',
    'key/other-encryption',
    () => sealedPem(sealedByPbes2({ prf: '2.16.840.1.101.3.4.2.14', cipher: '2.16.840.1.101.3.4.1.42' })),
    passphrase,
  ],
  [
    'a cipher that nobody knows yet',
    'key/other-encryption',
    () => sealedPem(sealedByPbes2({ cipher: '1.2.3.4.5' })),
    passphrase,
  ],
  [
    'PBE with RC4',
    'key/other-encryption',
    () => encrypted(keys.rsa(), ['-v1', 'PBE-SHA1-RC4-128', ...legacy]),
    passphrase,
  ],
  ['PBE with MD2', 'key/other-encryption', () => sealedPem(sealedBy('1.2.840.113549.1.5.1')), passphrase],
  [
    'PKCS#12 with RC4',
    'key/other-encryption',
    () => pkcs12(keys.rsa(), ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']),
    passphrase,
  ],
  ['encrypted PKCS#1 with Camellia', 'key/other-encryption', () => traditional(keys.rsa(), 'camellia256'), passphrase],
  [
    'encrypted PKCS#1 that does not say how',
    'key/other-encryption',
    () => traditional(keys.rsa(), 'aes256').replace(/^DEK-Info.*$/m, ''),
    passphrase,
  ],
  ['a thousand million rounds', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 1_000_000_000n })), passphrase],
  ['rounds of 80 bits', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 2n ** 80n })), passphrase],
  ['no rounds', 'key/too-costly', () => sealedPem(pbes2With({ rounds: 0n })), passphrase],
  ['scrypt with 4 GiB', 'key/too-costly', () => sealedPem(pbes2With({ scrypt: [2n ** 22n, 8n, 1n] })), passphrase],
  ['scrypt with p=1000', 'key/too-costly', () => sealedPem(pbes2With({ scrypt: [2n ** 14n, 8n, 1000n] })), passphrase],
  ['scrypt with N=3', 'key/unreadable', () => sealedPem(pbes2With({ scrypt: [3n, 8n, 1n] })), passphrase],
  [
    'a message for the holder of a certificate',
    'key/hand-over',
    () => openssl(['cms', '-encrypt', '-outform', 'DER', '-aes256', fileWith(certificatePem(keys.rsa()))], 'something'),
  ],
];
