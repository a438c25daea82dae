/** @file JSON Web Keys: RFC 7517, RFC 7518 §6, RFC 8037 §2. */
import type { KeyObject } from 'node:crypto';
import type { Curve } from '#core/domain/keys/algorithms.ts';
import { Fault } from '#core/domain/fault.ts';
import { curves, ecKey, ed25519Key } from './ec-key.ts';
import { rsaKey } from './rsa-key.ts';
import type { Scratch } from './scratch.ts';

export type Jwk = Readonly<Record<string, unknown>>;

/** null: a public key. Throws `key/…`. */
export function keyOfJwk(jwk: Jwk, scratch: Scratch): KeyObject | null {
  const kty = jwk['kty'];
  if (kty === 'oct') throw new Fault('key/symmetric', {});
  if (kty === 'RSA') return rsaOf(jwk, scratch);
  if (kty === 'EC') return ecOf(jwk, scratch);
  if (kty === 'OKP') return okpOf(jwk, scratch);
  throw kty === 'AKP'
    ? new Fault('key/other-kind', { kind: nameIn(jwk, 'alg') })
    : new Fault('key/broken-jwk', { member: 'kty' });
}

function rsaOf(jwk: Jwk, scratch: Scratch): KeyObject | null {
  const number = (member: string) => BigInt(`0x${Buffer.from(octets(jwk, member, scratch)).toString('hex')}`);
  const optional = (member: string) => (jwk[member] === undefined ? undefined : number(member));
  const [n, e] = [number('n'), number('e')];
  if (jwk['d'] === undefined) return null;
  if (jwk['oth'] !== undefined) throw new Fault('key/multi-prime', {});
  return rsaKey(
    {
      n,
      e,
      d: number('d'),
      p: optional('p'),
      q: optional('q'),
      dp: optional('dp'),
      dq: optional('dq'),
      qi: optional('qi'),
    },
    scratch,
  );
}

function ecOf(jwk: Jwk, scratch: Scratch): KeyObject | null {
  const curve = nameIn(jwk, 'crv');
  if (!Object.hasOwn(curves, curve)) throw new Fault('key/other-curve', { curve });
  const { bytes } = curves[curve as Curve];
  const [x, y] = [octets(jwk, 'x', scratch), octets(jwk, 'y', scratch)];
  // Each has the full length of the field, leading zeros and all: RFC 7518 §6.2.1.2.
  if (x.length !== bytes) throw new Fault('key/broken-jwk', { member: 'x' });
  if (y.length !== bytes) throw new Fault('key/broken-jwk', { member: 'y' });
  if (jwk['d'] === undefined) return null;
  const point = Buffer.concat([Buffer.of(4), x, y]);
  return ecKey({ curve: curve as Curve, scalar: octets(jwk, 'd', scratch), point }, scratch);
}

function okpOf(jwk: Jwk, scratch: Scratch): KeyObject | null {
  const curve = nameIn(jwk, 'crv');
  if (curve !== 'Ed25519') throw new Fault('key/other-kind', { kind: curve });
  const point = octets(jwk, 'x', scratch);
  if (point.length !== 32) throw new Fault('key/broken-jwk', { member: 'x' });
  if (jwk['d'] === undefined) return null;
  const seed = octets(jwk, 'd', scratch);
  if (seed.length !== 32) throw new Fault('key/broken-jwk', { member: 'd' });
  return ed25519Key({ seed, point }, scratch);
}

/**
 * What it is for where that is not signing: RFC 7517 §4.2, §4.3; the algorithms of RFC 7518 §4 encrypt. null: it may sign.
 * Throws `key/broken-jwk`.
 */
export function otherPurposeOf(jwk: Jwk): string | null {
  const { use, key_ops: operations } = jwk;
  const algorithm = textIn(jwk, 'alg');
  if (use !== undefined && use !== 'sig') return `“use” is ${told(use)}`;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('sign')))
    return `“key_ops” is ${told(operations)}`;
  return /^(RSA1_5|RSA-OAEP|ECDH-ES)/.test(algorithm) ? `“alg” is ${told(algorithm)}` : null;
}

/** A member that may be left out; '' where it is. Throws `key/broken-jwk`. */
export function textIn(jwk: Jwk, member: string): string {
  const value = jwk[member] ?? '';
  if (typeof value !== 'string') throw new Fault('key/broken-jwk', { member });
  return value;
}

function told(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}

/** Base64url without padding (RFC 7515 §2); padding is forgiven, anything else is not. */
function octets(jwk: Jwk, member: string, { keep }: Scratch): Uint8Array {
  const value = jwk[member];
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+={0,2}$/.test(value)) throw new Fault('key/broken-jwk', { member });
  return keep(Buffer.from(value, 'base64url'));
}

/** A short name, fit to be told. */
function nameIn(jwk: Jwk, member: string): string {
  const value = jwk[member];
  if (typeof value !== 'string' || !/^[\w.-]{1,40}$/.test(value)) throw new Fault('key/broken-jwk', { member });
  return value;
}
