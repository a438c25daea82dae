/** @file Encrypted keys, and PKCS#12. */
import { gcmEncrypted, toBer, withPbmac1 } from './ber.ts';
import { encrypted, passphrase, pem, pkcs12, pkcs8, pkcs8Der, traditional } from './make.ts';

import type { GoodRow } from './good-row.ts';
import { each, all, secret, legacy } from './good-row.ts';

const prfs = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA512-256'];

export const sealed: GoodRow[] = [
  ...each(
    'encrypted by Node',
    all,
    (key) => key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString(),
    secret,
  ),
  ...each(
    'encrypted PKCS#1 by Node',
    ['rsa'],
    (key) => key.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase }).toString(),
    secret,
  ),
  ...each('encrypted, DER', ['p384'], (key) => encrypted(key, [], { form: 'DER' }), secret),
  ...each(
    'encrypted, empty passphrase',
    ['rsa'],
    (key) => key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: '' }).toString(),
    { passphrase: '' },
  ),
  ...prfs.flatMap((prf) =>
    each(
      `-v2prf hmacWith${prf}`,
      ['rsa'],
      (key) => encrypted(key, ['-v2', 'aes-256-cbc', '-v2prf', `hmacWith${prf}`]),
      secret,
    ),
  ),
  ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3', 'rc2-cbc', 'des-cbc'].flatMap((cipher) =>
    each(`-v2 ${cipher}`, ['p256'], (key) => encrypted(key, ['-v2', cipher, ...legacy]), secret),
  ),
  ...each('-v2 with 300,000 rounds', ['ed25519'], (key) => encrypted(key, ['-iter', '300000']), secret),
  ...each('AES-256-GCM', ['p384'], (key) => gcmEncrypted(pkcs8Der(key), passphrase), secret),
  ...each('-scrypt', ['rsa', 'p521'], (key) => encrypted(key, ['-scrypt']), secret),
  ...each(
    '-scrypt -scrypt_N 1024 -scrypt_r 1',
    ['p256'],
    (key) => encrypted(key, ['-scrypt', '-scrypt_N', '1024', '-scrypt_r', '1']),
    secret,
  ),
  ...[
    'MD5-DES',
    'SHA1-DES',
    'MD5-RC2-64',
    'SHA1-RC2-64',
    'SHA1-3DES',
    'SHA1-2DES',
    'SHA1-RC2-40',
    'SHA1-RC2-128',
  ].flatMap((way) =>
    each(`-v1 PBE-${way}`, ['rsa'], (key) => encrypted(key, ['-v1', `PBE-${way}`, ...legacy]), secret),
  ),
  ...['aes128', 'aes192', 'aes256', 'des3', 'des-ede-cbc'].flatMap((cipher) =>
    each(`-traditional -${cipher}`, ['rsa'], (key) => traditional(key, cipher), secret),
  ),
  ...each('-traditional -aes256', ['p384'], (key) => traditional(key, 'aes256'), secret),
  ...each('-traditional on one line', ['rsa'], (key) => traditional(key, 'aes256').replaceAll('\n', ' '), secret),
  ...each('a passphrase that nobody asks for', ['rsa'], pkcs8, secret),
];

const chain = { passphrase, certificates: 2 };

export const stores: GoodRow[] = [
  ...each('PKCS#12', ['rsa', 'p384', 'ed25519'], (key) => pkcs12(key), chain),
  ...each('PKCS#12 without certificates', ['rsa'], (key) => pkcs12(key, [], { chain: false }), secret),
  ...each('PKCS#12 -legacy: 3DES and RC2-40', ['rsa', 'p256'], (key) => pkcs12(key, ['-legacy']), chain),
  ...each('PKCS#12 -legacy without certificates', ['rsa'], (key) => pkcs12(key, ['-legacy'], { chain: false }), secret),
  ...each(
    'PKCS#12 with RC2-128',
    ['rsa'],
    (key) => pkcs12(key, ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-40']),
    chain,
  ),
  ...each(
    'PKCS#12 with 3DES for both, as Windows',
    ['rsa'],
    (key) => pkcs12(key, ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']),
    chain,
  ),
  ...['sha224', 'sha256', 'sha384', 'sha512'].flatMap((digest) =>
    each(`PKCS#12 -macalg ${digest}`, ['p256'], (key) => pkcs12(key, ['-macalg', digest]), chain),
  ),
  ...each('PKCS#12 -nomac', ['p256'], (key) => pkcs12(key, ['-nomac']), chain),
  ...each('PKCS#12 with PBMAC1', ['p256'], (key) => withPbmac1(pkcs12(key, ['-nomac']), passphrase), chain),
  ...each('PKCS#12, clear certificates', ['rsa'], (key) => pkcs12(key, ['-certpbe', 'NONE']), chain),
  ...each(
    'PKCS#12, nothing encrypted',
    ['rsa'],
    (key) => pkcs12(key, ['-certpbe', 'NONE', '-keypbe', 'NONE', '-nomac']),
    { certificates: 2 },
  ),
  ...each('PKCS#12 with an empty passphrase', ['rsa'], (key) => pkcs12(key, [], { password: '\n' }), {
    certificates: 2,
  }),
  ...each('PKCS#12 -legacy with an empty passphrase', ['rsa'], (key) => pkcs12(key, ['-legacy'], { password: '\n' }), {
    certificates: 2,
  }),
  ...each('PKCS#12 in BER', ['rsa'], (key) => toBer(pkcs12(key)), chain),
  ...each('PKCS#12 -legacy in BER', ['rsa'], (key) => toBer(pkcs12(key, ['-legacy'])), chain),
  ...each('PKCS#12 in Base64', ['p384'], (key) => pkcs12(key).toString('base64'), chain),
  ...each('PKCS#12 as PEM', ['p384'], (key) => pem('PKCS12', pkcs12(key)), chain),
];
