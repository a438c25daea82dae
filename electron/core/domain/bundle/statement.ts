/** @file What a signer signs: the digest of SHA256SUMS, as whom, when and with which words. */
import canonicalize from 'canonicalize';
import type { JsonObject } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import { sameBytes, textBytes } from './file.ts';
import type { Role } from './roles.ts';
import { roles } from './roles.ts';

export interface Statement {
  readonly type: 'payer-wizard/statement';
  readonly version: 1;
  /** Hex SHA-256 of the bytes of SHA256SUMS. */
  readonly sha256sums: string;
  /** Hex SHA-256 of the signer’s DER SubjectPublicKeyInfo. */
  readonly keyId: string;
  /** As claimed: the reader’s own list says who it is. */
  readonly signer: string;
  readonly role: Role;
  /** RFC 3339, UTC, as claimed. */
  readonly time: string;
  readonly comment: string;
}

/** RFC 8785. Throws for text that is not Unicode, half of a pair of characters: there is no canonical form of it. */
export function canonicalBytes(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Nothing to write canonically');
  return textBytes(text);
}

const members = ['comment', 'keyId', 'role', 'sha256sums', 'signer', 'time', 'type', 'version'];

export type StatementRead = Statement | 'wrong-form' | 'newer-version';

/** Takes what `canonicalBytes` writes of a statement, and nothing else. */
export function parseStatement(bytes: Uint8Array): StatementRead {
  const read = readJson(bytes);
  if (read.is === 'refused' || typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return 'wrong-form';
  const json = read.value as JsonObject;
  if (json['type'] === 'payer-wizard/statement' && typeof json['version'] === 'number' && json['version'] > 1)
    return 'newer-version';
  if (!isStatement(json)) return 'wrong-form';
  return sameBytes(canonicalBytes(json), bytes) ? json : 'wrong-form';
}

function isStatement(json: JsonObject): json is JsonObject & Statement {
  const { type, version, sha256sums, keyId, signer, role, time, comment } = json;
  return (
    JSON.stringify(Object.keys(json).sort()) === JSON.stringify(members) &&
    type === 'payer-wizard/statement' &&
    version === 1 &&
    [sha256sums, keyId].every((digest) => typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest)) &&
    [signer, time, comment].every((text) => typeof text === 'string' && text.isWellFormed()) &&
    roles.some((known) => known === role)
  );
}
