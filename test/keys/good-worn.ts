/** @file Keys as JSON, and as mail programs, editors and people hand them on. */
import type { KeyObject } from 'node:crypto';
import { certificatePem, derOf, keys, pkcs8, privateJwk } from './make.ts';

import type { GoodRow } from './good-row.ts';
import { each, all } from './good-row.ts';

const numbersOnly = (key: KeyObject) => {
  const { kty, n, e, d } = privateJwk(key);
  return JSON.stringify({ kty, n, e, d });
};

export const json: GoodRow[] = [
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

export const texts: GoodRow[] = [
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
