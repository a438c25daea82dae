/** @file Keys as people have them, made anew in each run by Node and openssl; none is a key of anything. */
import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-keys-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;

/** openssl opens most things only as a file. */
export function fileWith(content: string | Uint8Array): string {
  const file = path.join(folder, `${(files += 1)}`);
  writeFileSync(file, content);
  return file;
}

export function openssl(args: readonly string[], input?: string | Uint8Array): Buffer {
  return execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 8_388_608 });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export const keys = {
  rsa: once(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  otherRsa: once(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  p256: once(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  p384: once(() => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
  p521: once(() => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey),
  ed25519: once(() => generateKeyPairSync('ed25519').privateKey),
};

export function pkcs8(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function pkcs8Der(key: KeyObject): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' });
}

export function publicPem(key: KeyObject): string {
  return openssl(['pkey', '-pubout'], pkcs8(key)).toString();
}

export const passphrase = 'Größe 7 & more';

const pki = once(() => {
  const config = fileWith(
    '[req]\ndistinguished_name=dn\n[dn]\n[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n',
  );
  const authority = fileWith(pkcs8(keys.p256()));
  const ca = openssl([
    'req',
    '-new',
    '-x509',
    '-key',
    authority,
    '-subj',
    '/CN=Test authority',
    '-days',
    '900',
    '-config',
    config,
    '-extensions',
    'ca',
  ]);
  return { config, authority, ca: fileWith(ca), caPem: ca.toString() };
});

export function authorityPem(): string {
  return pki().caPem;
}

/** Once for each key: most rows want the same. */
function onceForEach(make: (key: KeyObject) => string): (key: KeyObject) => string {
  const made = new WeakMap<KeyObject, string>();
  return (key) => {
    const pem = made.get(key) ?? make(key);
    made.set(key, pem);
    return pem;
  };
}

export const requestPem = onceForEach((key) =>
  openssl([
    'req',
    '-new',
    '-key',
    fileWith(pkcs8(key)),
    '-subj',
    '/CN=Harbor Ridge P2P',
    '-config',
    pki().config,
  ]).toString(),
);

/** Issued by the test authority. */
export const certificatePem = onceForEach((key) => {
  const { ca, authority } = pki();
  const request = fileWith(requestPem(key));
  return openssl([
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    ca,
    '-CAkey',
    authority,
    '-days',
    '300',
    '-set_serial',
    '77',
  ]).toString();
});

export function pkcs12(
  key: KeyObject,
  args: readonly string[] = [],
  { password = passphrase, chain = true } = {},
): Buffer {
  const input = [pkcs8(key), ...(chain ? [certificatePem(key), authorityPem()] : [])].join('');
  const bare = chain ? [] : ['-nocerts'];
  return openssl([
    'pkcs12',
    '-export',
    '-in',
    fileWith(input),
    '-passout',
    `file:${fileWith(password)}`,
    ...bare,
    ...args,
  ]);
}

/** openssl pkcs8 -topk8 with options of the encryption. */
export function encrypted(
  key: KeyObject,
  args: readonly string[],
  { password = passphrase, form = 'PEM' } = {},
): Buffer {
  return openssl(['pkcs8', '-topk8', '-outform', form, '-passout', `file:${fileWith(password)}`, ...args], pkcs8(key));
}

/** OpenSSL's own encryption of PEM. */
export function traditional(key: KeyObject, cipher: string): string {
  return openssl(
    ['pkey', '-traditional', `-${cipher}`, '-passout', `file:${fileWith(passphrase)}`],
    pkcs8(key),
  ).toString();
}

export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function privateJwk(key: KeyObject, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...key.export({ format: 'jwk' }), ...more };
}

/** Two keys that each hold a half of the numbers: well formed, and no signature holds. */
export function mixedRsa(): KeyObject {
  const own = keys.rsa().export({ format: 'jwk' });
  const other = keys.otherRsa().export({ format: 'jwk' });
  return createPrivateKey({ key: { ...other, n: own.n ?? '' }, format: 'jwk' });
}
