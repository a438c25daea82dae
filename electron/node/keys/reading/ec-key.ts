/** @file Private keys on the curves of JOSE, and Ed25519, from their numbers; the public half is made anew and compared with what stands beside it. */
import type { KeyObject } from 'node:crypto';
import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import type { Curve } from '#core/domain/keys/algorithms.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { bitsOf, childrenOf, Malformed, numberOf, octetsOf, onlyElement, tags } from './asn1.ts';
import { curveOf } from './curves.ts';
import { der, derInteger, derOid } from './der.ts';
import type { Scratch } from './scratch.ts';

export const curves: Readonly<Record<Curve, { name: string; oid: string; bytes: number }>> = {
  'P-256': { name: 'prime256v1', oid: '1.2.840.10045.3.1.7', bytes: 32 },
  'P-384': { name: 'secp384r1', oid: '1.3.132.0.34', bytes: 48 },
  'P-521': { name: 'secp521r1', oid: '1.3.132.0.35', bytes: 66 },
};

const ecPublicKey = '1.2.840.10045.2.1';
const ed25519 = '1.3.101.112';

/** ECPrivateKey: RFC 5915 §3. `outer`: the curve as PKCS#8 names it. Throws Malformed, `key/…`. */
export function ecKeyOfSec1(element: Element, outer: Element | undefined, scratch: Scratch): KeyObject {
  const [version, scalar, ...others] = childrenOf(element);
  if (numberOf(version) !== 1) throw new Malformed('another version');
  const inner = others.find(({ tag }) => tag === tags.context(0));
  const parameters = inner === undefined ? outer : onlyElement(inner.content);
  const curve = curveOf(outer ?? parameters);
  if (parameters !== undefined && curveOf(parameters) !== curve) throw new Fault('key/inconsistent', {});
  const point = others.find(({ tag }) => tag === tags.context(1));
  return ecKey(
    { curve, scalar: octetsOf(scalar, scratch.keep), point: point ? bitsOf(onlyElement(point.content)) : null },
    scratch,
  );
}

interface EcNumbers {
  readonly curve: Curve;
  readonly scalar: Uint8Array;
  /** X9.62: compressed or not. */
  readonly point: Uint8Array | null;
}

/** Throws `key/inconsistent`. */
export function ecKey({ curve, scalar, point }: EcNumbers, { keep }: Scratch): KeyObject {
  const { name, oid, bytes } = curves[curve];
  const first = scalar.findIndex((byte) => byte !== 0);
  const significant = first === -1 ? new Uint8Array() : scalar.subarray(first);
  if (significant.length === 0 || significant.length > bytes) throw new Fault('key/inconsistent', {});
  const full = keep(Buffer.alloc(bytes));
  full.set(significant, bytes - significant.length);
  const made = publicPoint(name, full);
  if (point !== null && !isSamePoint(point, made)) throw new Fault('key/inconsistent', {});
  const sec1 = keep(
    der(
      tags.sequence,
      derInteger(1n),
      keep(der(tags.octetString, full)),
      der(tags.context(0), derOid(oid)),
      der(tags.context(1), der(tags.bitString, Uint8Array.of(0), made)),
    ),
  );
  return fromPkcs8(der(tags.sequence, derOid(ecPublicKey), derOid(oid)), sec1, keep);
}

function publicPoint(curve: string, scalar: Buffer): Buffer {
  const half = createECDH(curve);
  try {
    half.setPrivateKey(scalar);
  } catch {
    // Not below the order of the curve.
    throw new Fault('key/inconsistent', {});
  }
  return half.getPublicKey();
}

/** `made`: uncompressed. 04 is uncompressed, 06 and 07 hybrid, 02 and 03 compressed (X9.62 §4.3.6). */
function isSamePoint(point: Uint8Array, made: Buffer): boolean {
  const half = (made.length - 1) / 2;
  const sign = (made.at(-1) ?? 0) & 1;
  const [form = 0] = point;
  if (form === 2 || form === 3) return form === 2 + sign && made.subarray(1, half + 1).equals(point.subarray(1));
  return (form === 4 || form === 6 + sign) && made.subarray(1).equals(point.subarray(1));
}

/** RFC 8032 §5.1.5: 32 bytes. Throws Malformed, `key/inconsistent`. */
export function ed25519Key(
  { seed, point }: { seed: Uint8Array; point: Uint8Array | null },
  { keep }: Scratch,
): KeyObject {
  if (seed.length !== 32) throw new Malformed('another length');
  const key = fromPkcs8(der(tags.sequence, derOid(ed25519)), keep(der(tags.octetString, seed)), keep);
  if (point !== null) {
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    if (!Buffer.from(x, 'base64url').equals(point)) throw new Fault('key/inconsistent', {});
  }
  return key;
}

/** RFC 5958. */
function fromPkcs8(algorithm: Uint8Array, key: Uint8Array, keep: Scratch['keep']): KeyObject {
  const bytes = keep(der(tags.sequence, derInteger(0n), algorithm, keep(der(tags.octetString, key))));
  return createPrivateKey({ key: Buffer.from(bytes.buffer), format: 'der', type: 'pkcs8' });
}
