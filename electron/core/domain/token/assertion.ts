/** @file The assertion: RFC 7523 §3 with the profile that suits SMART Backend Services too (interop-specs §2.9). */
import type { Audience } from './audience.ts';
import { Fault } from '../fault.ts';

export interface AssertionSettings {
  readonly clientId: string;
  readonly audience: Audience;
  /** `none`: no `typ` at all. */
  readonly type: string;
  readonly algorithm: string;
  readonly kid: string;
  /** Seconds until it expires; 30 to 300 (SMART App Launch 2.2, client-confidential-asymmetric). */
  readonly seconds: number;
  /** Header members beside these: `jku`, `x5c`, `x5t`, `x5t#S256`. */
  readonly header: Readonly<Record<string, unknown>>;
  /** Claims beside the six of its own: checked by `readExtraClaims`. Only `sub` may replace one. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface Assertion {
  readonly header: { readonly alg: string; readonly kid: string; readonly typ?: string } & Readonly<
    Record<string, unknown>
  >;
  readonly claims: {
    readonly iss: string;
    readonly sub: string;
    readonly aud: string;
    readonly iat: number;
    readonly exp: number;
    readonly jti: string;
  } & Readonly<Record<string, unknown>>;
}

/** No `nbf`: it makes a clock that is a little fast fatal. Throws `token/wrong-life`. */
export function makeAssertion(settings: AssertionSettings, { now, jti }: { now: Date; jti: string }): Assertion {
  const { clientId, audience, type, algorithm, kid, seconds } = settings;
  if (!Number.isInteger(seconds) || seconds < 30 || seconds > 300)
    throw new Fault('token/wrong-life', { given: String(seconds) });

  const iat = Math.floor(now.getTime() / 1000);
  const { sub = clientId, ...others } = settings.claims as { sub?: string };
  const header = { alg: algorithm, kid, ...(type === 'none' ? {} : { typ: type }) };
  const claims = { iss: clientId, sub, aud: audience, iat, exp: iat + seconds, jti };
  // Our own stand first in order and last in effect: nothing that is added takes the place of one.
  return { header: { ...header, ...settings.header, ...header }, claims: { ...claims, ...others, ...claims } };
}

/** The bytes that are signed: RFC 7515 §5.1, without the signature. */
export function signingInput({ header, claims }: Pick<Assertion, 'header' | 'claims'>): string {
  return `${base64UrlOfJson(header)}.${base64UrlOfJson(claims)}`;
}

export function base64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function base64UrlOfJson(value: unknown): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(value)));
}
