/** @file Whether a JSON value holds a private key: as a JWK, as PEM, or as either in a text inside it. */
import type { Json } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';

const privatePem = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;

/** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

export function hasPrivatePem(text: string): boolean {
  return privatePem.test(text);
}

export function holdsPrivateKey(value: Json): boolean {
  if (typeof value === 'string') return hasPrivatePem(value) || isPrivateText(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((each: Json) => holdsPrivateKey(each));
  const json = value as Readonly<Record<string, Json>>;
  if (json['kty'] !== undefined && privateMembers.some((member) => json[member] !== undefined)) return true;
  return Object.values(json).some(holdsPrivateKey);
}

/** A key set that is written as text: `validationJwkText`, `jsonKeys`. What another reader may still take for one counts too. */
function isPrivateText(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  const read = readJson(new TextEncoder().encode(text), Number.POSITIVE_INFINITY);
  if (read.is === 'read') return holdsPrivateKey(read.value);
  return /"kty"\s*:/.test(text) && /"(?:d|p|q|dp|dq|qi|k)"\s*:/.test(text);
}
