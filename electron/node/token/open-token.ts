/** @file Reads an access token that is a JWT (RFC 9068, or near it). Nothing of it is believed here, and no claim that names a person is read. */
import type { OpenedToken } from '#core/ports.ts';
import { harmless } from './harmless.ts';
import { membersOf } from './kept-answer.ts';
import type { Members } from './kept-answer.ts';

const LONGEST = 2000;
const MOST_AUDIENCES = 20;

/** null for what is no signed JWT: an opaque token, an encrypted one, anything else. */
export function openToken(token: string): OpenedToken | null {
  const parts = partsOf(token);
  if (parts === null) return null;
  const { header, claims } = parts;
  return {
    header: { alg: text(header['alg']), kid: text(header['kid']), typ: text(header['typ']) },
    issuer: text(claims['iss']),
    audience: audienceIn(claims['aud']),
    issuedAt: seconds(claims['iat']),
    notBefore: seconds(claims['nbf']),
    expiresAt: seconds(claims['exp']),
    scope: scopeIn(claims),
    nonce: text(claims['nonce']),
  };
}

/** JWS in compact form, RFC 7515 §7.1, over an object. */
export function partsOf(token: string): { header: Members; claims: Members } | null {
  const pieces = token.split('.');
  if (pieces.length !== 3 || !pieces.every((piece) => /^[\w-]*$/.test(piece))) return null;
  const [header = null, claims = null] = pieces
    .slice(0, 2)
    .map((piece) => membersOf(Buffer.from(piece, 'base64url').toString('utf8')));
  if (header === null || claims === null || typeof header['alg'] !== 'string') return null;
  return { header, claims };
}

function text(value: unknown): string {
  return typeof value === 'string' ? harmless(value).slice(0, LONGEST) : '';
}

function audienceIn(value: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all
    .map(text)
    .filter((one) => one !== '')
    .slice(0, MOST_AUDIENCES);
}

function seconds(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `scope` of RFC 9068 §2.2.3; some have a list there, or call it `scp`. */
function scopeIn(claims: Members): string | null {
  const value = claims['scope'] ?? claims['scp'];
  if (Array.isArray(value)) return value.map(text).join(' ');
  return typeof value === 'string' ? text(value) : null;
}
