/** @file Keys that are taken: by openssl, by Node, and in the forms that people and programs bring them into. The same table runs under Node and in Electron. */
import type { KeyObject } from 'node:crypto';
import { gcmEncrypted, toBer, withPbmac1 } from './ber.ts';
import {
  authorityPem,
  certificatePem,
  derOf,
  encrypted,
  fileWith,
  keys,
  openssl,
  passphrase,
  pem,
  pkcs12,
  pkcs8,
  pkcs8Der,
  privateJwk,
  publicPem,
  requestPem,
  traditional,
} from './make.ts';

export interface GoodRow {
  readonly name: string;
  readonly key: () => KeyObject;
  readonly make: () => string | Uint8Array;
  readonly passphrase?: string;
  /** Absent: none. */
  readonly certificates?: number;
  readonly requests?: number;
}

type Made = (key: KeyObject) => string | Uint8Array;

/** One row for each key. */
function each(name: string, of: readonly (keyof typeof keys)[], make: Made, more: Partial<GoodRow> = {}): GoodRow[] {
  return of.map((id) => ({ name: `${name}, ${id}`, key: keys[id], make: () => make(keys[id]()), ...more }));
}

const all = ['rsa', 'p256', 'p384', 'p521', 'ed25519'] as const;
const ec = ['p256', 'p384', 'p521'] as const;
const secret = { passphrase };
const legacy = ['-provider', 'legacy', '-provider', 'default'];

const plain: GoodRow[] = [
  ...each('PKCS#8 by Node', all, pkcs8),
  ...each('PKCS#8 by openssl', all, (key) => openssl(['pkey'], pkcs8(key))),
  ...each('PKCS#8 in DER', all, pkcs8Der),
  ...each('PKCS#8 in DER, with a line end', ['rsa'], (key) => Buffer.concat([pkcs8Der(key), Buffer.from('\r\n')])),
  ...each('PKCS#1 by Node', ['rsa'], (key) => key.export({ type: 'pkcs1', format: 'pem' }).toString()),
  ...each('PKCS#1 in DER', ['rsa'], (key) => key.export({ type: 'pkcs1', format: 'der' })),
  ...each('PKCS#1 by openssl', ['rsa'], (key) => openssl(['rsa', '-traditional'], pkcs8(key))),
  ...each('PKCS#1 that is called PKCS#8', ['rsa'], (key) =>
    pem('PRIVATE KEY', key.export({ type: 'pkcs1', format: 'der' })),
  ),
  ...each('SEC1 by Node', ec, (key) => key.export({ type: 'sec1', format: 'pem' }).toString()),
  ...each('SEC1 in DER', ec, (key) => key.export({ type: 'sec1', format: 'der' })),
  ...each('SEC1 after its parameters', ec, (key) => {
    const curve =
      { prime256v1: 'prime256v1', secp384r1: 'secp384r1' }[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'secp521r1';
    return openssl(['ecparam', '-name', curve]).toString() + key.export({ type: 'sec1', format: 'pem' }).toString();
  }),
  ...each('SEC1 with a compressed point', ec, (key) => openssl(['ec', '-conv_form', 'compressed'], pkcs8(key))),
  ...each('SEC1 with a hybrid point', ['p384'], (key) => openssl(['ec', '-conv_form', 'hybrid'], pkcs8(key))),
  ...each('SEC1 without its point', ['p256', 'p521'], (key) => openssl(['ec', '-no_public'], pkcs8(key))),
  ...each('curve written out as numbers', ec, (key) => openssl(['ec', '-param_enc', 'explicit'], pkcs8(key))),
  ...each('curve written out in PKCS#8', ec, (key) => openssl(['pkey', '-ec_param_enc', 'explicit'], pkcs8(key))),
];

const prfs = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA512-256'];

const sealed: GoodRow[] = [
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

const stores: GoodRow[] = [
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

const numbersOnly = (key: KeyObject) => {
  const { kty, n, e, d } = privateJwk(key);
  return JSON.stringify({ kty, n, e, d });
};

const json: GoodRow[] = [
  ...each('JWK', all, (key) => JSON.stringify(privateJwk(key, { kid: 'chosen', alg: 'any', use: 'sig' }))),
  ...each('JWK, laid out, with BOM', ['p384'], (key) => `\uFEFF${JSON.stringify(privateJwk(key), null, 2)}\r\n`),
  ...each('JWK with padding', ['p256'], (key) =>
    JSON.stringify(privateJwk(key, { d: `${String(privateJwk(key)['d'])}=` })),
  ),
  ...each('JWK with n, e and d only', ['rsa'], numbersOnly),
  ...each(
    'JWK with x5c',
    ['p384'],
    (key) => JSON.stringify(privateJwk(key, { x5c: [derOf(certificatePem(key)).toString('base64')] })),
    { certificates: 1 },
  ),
  ...each('JWKS with one private key', ['rsa'], (key) =>
    JSON.stringify({
      keys: [keys.p256().export({ format: 'jwk' }), privateJwk(key)].map((jwk, at) =>
        at === 0 ? { kty: jwk['kty'], crv: jwk['crv'], x: jwk['x'], y: jwk['y'] } : jwk,
      ),
    }),
  ),
  ...each('an array of JWKs', ['ed25519'], (key) => JSON.stringify([privateJwk(key)])),
  ...each('JWK in another document', ['p521'], (key) =>
    JSON.stringify({ client: { id: 'p2p', jwks: { keys: [privateJwk(key)] } } }),
  ),
  ...each('PEM in JSON', all, (key) =>
    JSON.stringify({ type: 'service_account', private_key: pkcs8(key), client_id: '1' }),
  ),
  ...each('PEM in JSON, escaped once more', ['rsa'], (key) =>
    JSON.stringify({ key: pkcs8(key).replaceAll('\n', '\\n') }),
  ),
  ...each(
    'PEM and certificate in JSON',
    ['rsa'],
    (key) => JSON.stringify({ tls: { crt: certificatePem(key), key: pkcs8(key) } }),
    { certificates: 1 },
  ),
  ...each('a string of JSON', ['p256'], (key) => JSON.stringify(pkcs8(key))),
];

const worn = (text: (pem: string) => string | Uint8Array) => (key: KeyObject) => text(pkcs8(key));
const base64Of = (text: string) => text.split('\n').slice(1, -2).join('\n');

const texts: GoodRow[] = [
  ...each(
    'BOM and lines of Windows',
    all,
    worn((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`),
  ),
  ...each(
    'lines of an old Macintosh',
    ['rsa'],
    worn((text) => text.replaceAll('\n', '\r')),
  ),
  ...each(
    'literal \\n',
    all,
    worn((text) => text.replaceAll('\n', '\\n')),
  ),
  ...each(
    'literal \\r\\n',
    ['rsa'],
    worn((text) => text.replaceAll('\n', '\\r\\n')),
  ),
  ...each(
    'one line with blanks',
    all,
    worn((text) => text.replaceAll('\n', ' ')),
  ),
  ...each(
    'one line without blanks',
    ['rsa'],
    worn((text) => text.replaceAll('\n', '')),
  ),
  ...each(
    'one very long line',
    ['rsa'],
    worn((text) => `-----BEGIN PRIVATE KEY-----\n${base64Of(text).replaceAll('\n', '')}\n-----END PRIVATE KEY-----`),
  ),
  ...each(
    'indented',
    ['rsa', 'p384'],
    worn((text) => text.replaceAll(/^/gm, '\t    ')),
  ),
  ...each(
    'quoted in a mail',
    ['rsa', 'p384'],
    worn((text) => `Ana wrote:\n${text.replaceAll(/^/gm, '> > ')}`),
  ),
  ...each(
    'with blanks at the ends of lines',
    ['p384'],
    worn((text) => text.replaceAll('\n', '  \t\n')),
  ),
  ...each(
    'with blank lines between',
    ['rsa'],
    worn((text) => text.replaceAll('\n', '\n\n')),
  ),
  ...each(
    'no-break spaces, zero width spaces',
    ['rsa'],
    worn((text) => text.replaceAll('\n', '\u00A0\u200B\n')),
  ),
  ...each(
    'after “Bag Attributes”',
    ['p384'],
    worn(
      (text) =>
        `Bag Attributes\n    friendlyName: p2p\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\n${text}`,
    ),
  ),
  ...each(
    'with text before and after',
    ['rsa'],
    worn((text) => `Hello,\nhere is the key.\n\n${text}\nRegards -- Ana`),
  ),
  ...each(
    'as a variable of a shell',
    ['rsa'],
    worn((text) => `export P2P_KEY="${text.replaceAll('\n', '\\n')}"`),
  ),
  ...each(
    'as lines of source code',
    ['rsa'],
    worn((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => `  "${line}\\n" +`)
        .join('\n'),
    ),
  ),
  ...each(
    'as YAML',
    ['p384'],
    worn((text) => `tls:\n  key: |\n${text.replaceAll(/^/gm, '    ')}`),
  ),
  ...each(
    'with / escaped, as PHP does',
    ['rsa'],
    worn((text) => text.replaceAll('/', '\\/').replaceAll('\n', '\\n')),
  ),
  ...each(
    'with + escaped, as .NET does',
    ['rsa'],
    worn((text) => text.replaceAll('+', '\\u002B').replaceAll('\n', '\\n')),
  ),
  ...each(
    'with long dashes of a word processor',
    ['rsa'],
    worn((text) => text.replaceAll('-----', '—–')),
  ),
  ...each(
    'UTF-16, as Notepad writes it',
    all,
    worn((text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')),
  ),
  ...each(
    'UTF-16, big end first',
    ['rsa'],
    worn((text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()),
  ),
  ...each(
    'UTF-16 without a mark',
    ['rsa'],
    worn((text) => Buffer.from(text, 'utf16le')),
  ),
  ...each(
    'umlauts of Windows around it',
    ['rsa'],
    worn((text) => Buffer.from(`Schlüssel für P2P:\n${text}`, 'latin1')),
  ),
  ...each(
    'Base64 without its boundaries',
    all,
    worn((text) => base64Of(text).padEnd(60, '\n')),
  ),
  ...each(
    'Base64 of the PEM, as Kubernetes keeps it',
    ['rsa', 'p384'],
    worn((text) => Buffer.from(text).toString('base64')),
  ),
  ...each(
    'in a document of TextEdit',
    ['rsa'],
    worn((text) => `{\\rtf1\\ansi\\f0\n${text.replaceAll('\n', '\\\n')}}`),
  ),
];

const together: GoodRow[] = [
  ...each('key, certificate and chain', ['rsa', 'p384'], (key) => pkcs8(key) + certificatePem(key) + authorityPem(), {
    certificates: 2,
  }),
  ...each('chain, certificate and key', ['rsa'], (key) => authorityPem() + certificatePem(key) + pkcs8(key), {
    certificates: 2,
  }),
  ...each(
    'the same certificate twice',
    ['rsa'],
    (key) => {
      const own = certificatePem(key);
      return pkcs8(key) + own + own;
    },
    { certificates: 1 },
  ),
  ...each('encrypted, with its certificate', ['rsa'], (key) => encrypted(key, []).toString() + certificatePem(key), {
    passphrase,
    certificates: 1,
  }),
  ...each('key and request', ['rsa'], (key) => pkcs8(key) + requestPem(key), { requests: 1 }),
  ...each('key and public key', ['rsa', 'p521'], (key) => pkcs8(key) + publicPem(key)),
  ...each(
    'the same key in two forms',
    ['rsa'],
    (key) => pkcs8(key) + key.export({ type: 'pkcs1', format: 'pem' }).toString(),
  ),
  ...each(
    'key and PKCS#7',
    ['rsa'],
    (key) =>
      pkcs8(key) +
      openssl(['crl2pkcs7', '-nocrl', '-certfile', fileWith(certificatePem(key) + authorityPem())]).toString(),
    { certificates: 2 },
  ),
  ...each(
    'key and trusted certificate',
    ['rsa'],
    (key) => pkcs8(key) + openssl(['x509', '-trustout', '-setalias', 'p2p'], certificatePem(key)).toString(),
    { certificates: 1 },
  ),
  ...each(
    'DER of key and certificate, one behind the other',
    ['rsa'],
    (key) => Buffer.concat([pkcs8Der(key), derOf(certificatePem(key))]),
    { certificates: 1 },
  ),
];

export const goodRows: readonly GoodRow[] = [...plain, ...sealed, ...stores, ...json, ...texts, ...together];
