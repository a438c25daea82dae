/** @file Signatures as any tool makes them: by keys that Node makes, over any SHA256SUMS, in any form that is asked for. */
import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import type { Role } from '#core/domain/bundle/roles.ts';
import { canonicalBytes } from '#core/domain/bundle/statement.ts';
import { digests } from '#node/digests.ts';

export interface Signer {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly pem: string;
}

export function signer(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey,
    keyId: digests.sha256(publicKey.export({ type: 'spki', format: 'der' })),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

interface Wish {
  readonly sha256sums: string;
  readonly role: Role;
  readonly name?: string;
  readonly time?: string;
  readonly comment?: string;
  /** What becomes of the signature that was made. */
  readonly signature?: (der: Buffer) => Uint8Array;
}

/** The three files of one signature. */
export function signedBy(
  { privateKey, keyId, pem }: Signer,
  { sha256sums, role, name = 'somebody', time = '2027-01-02T00:00:00.000Z', comment = '', signature }: Wish,
): BundleFile[] {
  const statement = {
    type: 'payer-wizard/statement',
    version: 1,
    sha256sums,
    keyId,
    signer: name,
    role,
    time,
    comment,
  };
  const json = canonicalBytes(statement);
  const der = sign('sha256', json, privateKey);
  return [
    { path: `signatures/${keyId}.json`, bytes: json },
    { path: `signatures/${keyId}.pem`, bytes: textBytes(pem) },
    { path: `signatures/${keyId}.sig`, bytes: new Uint8Array(signature?.(der) ?? der) },
  ];
}

/** A signature made another one by anybody, with no key (ECDSA: s and n − s both verify). */
export function mirrored(der: Uint8Array): Uint8Array {
  const { r, s } = readSignature(der);
  return writeSignature({ r, s: order - s });
}

/** Of P-256 (SEC 2 §2.4.2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA-Sig-Value (RFC 3279 §2.2.3): a SEQUENCE of two INTEGERs. */
export function readSignature(der: Uint8Array): { r: bigint; s: bigint } {
  const r = der.subarray(4, 4 + (der[3] ?? 0));
  const s = der.subarray(4 + r.length + 2);
  return { r: numberOf(r), s: numberOf(s) };
}

function writeSignature({ r, s }: { r: bigint; s: bigint }): Uint8Array {
  const body = Buffer.concat([r, s].map(integer));
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const positive = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, positive.length), positive]);
}
