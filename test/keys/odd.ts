/** @file Makers of keys that are not as they should be. */

import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { elementsIn, onlyElement, tags } from '#node/keys/reading/asn1.ts';
import { der, derInteger, derOid } from '#node/keys/reading/der.ts';
import { authorityPem, fileWith, keys, openssl, pem, pkcs8, privateJwk } from './make.ts';

export const rsa = () => pkcs8(keys.rsa());
export const lines = (text: string) => text.split('\n');
export const made = (type: 'rsa' | 'ec', options: Record<string, unknown>): KeyObject =>
  (generateKeyPairSync as unknown as (type: string, options: unknown) => { privateKey: KeyObject })(type, options)
    .privateKey;
export const curve = (name: string) => openssl(['ecparam', '-genkey', '-noout', '-name', name]).toString();
export const genpkey = (...args: string[]) => openssl(['genpkey', '-algorithm', ...args]).toString();
export const jwk = (key: KeyObject, more: Record<string, unknown>) => JSON.stringify(privateJwk(key, more));
export const legacy = ['-provider', 'legacy', '-provider', 'default'];
/** No content of a key, under its label. */
export const labelled = (label: string, body = 'AAAA') => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
export const sealedPem = (bytes: Uint8Array) => pem('ENCRYPTED PRIVATE KEY', bytes);
/** One bit of one byte is another, counted from the start or, below zero, from the end. */
export function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

/** RSAPrivateKey with some of its numbers replaced: n e d p q dp dq qi. */
export function rsaWith(changes: Readonly<Record<number, (value: bigint) => bigint>>): string {
  const [version, ...numbers] = elementsIn(onlyElement(keys.rsa().export({ type: 'pkcs1', format: 'der' })).content);
  const changed = numbers.map(({ content, whole }, at) => {
    const change = changes[at];
    return change === undefined ? whole : derInteger(change(BigInt(`0x${Buffer.from(content).toString('hex')}`)));
  });
  return pem('RSA PRIVATE KEY', der(tags.sequence, version?.whole ?? new Uint8Array(), ...changed));
}

/** ECPrivateKey of P-256 with a scalar and a point of one's own. */
export function sec1(scalar: Uint8Array, point: Uint8Array = new Uint8Array()): string {
  const half = point.length === 0 ? [] : [der(tags.context(1), der(tags.bitString, Uint8Array.of(0), point))];
  return pem(
    'EC PRIVATE KEY',
    der(
      tags.sequence,
      derInteger(1n),
      der(tags.octetString, scalar),
      der(tags.context(0), derOid('1.2.840.10045.3.1.7')),
      ...half,
    ),
  );
}

export const p256Octets = (member: 'x' | 'y' | 'd', key = keys.p256()) =>
  Buffer.from(key.export({ format: 'jwk' })[member] ?? '', 'base64url');

export function revocationList(): Uint8Array {
  const folderless = fileWith(
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${fileWith('')}\ndefault_md=sha256\ndefault_crl_days=7\n`,
  );
  return openssl([
    'ca',
    '-gencrl',
    '-config',
    folderless,
    '-cert',
    fileWith(authorityPem()),
    '-keyfile',
    fileWith(pkcs8(keys.p256())),
  ]);
}

/** The outline of a certificate, and nothing in it. */
export function hollowCertificate(): Uint8Array {
  const nothing = der(tags.sequence);
  const content = der(tags.sequence, derInteger(7n), ...Array.from({ length: 5 }, () => nothing));
  return der(
    tags.sequence,
    content,
    der(tags.sequence, derOid('1.2.840.113549.1.1.11')),
    der(tags.bitString, Uint8Array.of(0)),
  );
}

/** The algorithm names P-256, the key within P-384. */
export function pkcs8OfP384WithP256(): Uint8Array {
  const inner = keys.p384().export({ type: 'sec1', format: 'der' });
  const algorithm = der(tags.sequence, derOid('1.2.840.10045.2.1'), derOid('1.2.840.10045.3.1.7'));
  return der(tags.sequence, derInteger(0n), algorithm, der(tags.octetString, inner));
}
