/**
 * @file What a document says, signed values before plain ones: a value that stands in the signed metadata takes precedence
 * over the plain one (UDAP Security 2.0 §Discovery, RFC 8414 §2.1). Whoever asks has made sure that it was not rejected.
 */
import type { JsonObject } from '../json/read-json.ts';
import type { ReadDocument } from './read-document.ts';

/** Claims about the JWT itself (RFC 7519 §4.1): they are no metadata. */
const ofTheJwt: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);

/** The metadata among the signed claims; empty where nothing was signed. */
export function signedValuesOf({ kind, signed }: ReadDocument): JsonObject {
  if (kind !== 'udap' || signed?.is !== 'read') return {};
  const values = Object.entries(signed.claims).filter(([name, value]) => value !== null && !ofTheJwt.has(name));
  return Object.fromEntries(values);
}

export function valuesOf(document: ReadDocument): JsonObject {
  if (document.kind !== 'udap' || document.signed?.is !== 'read') return document.json;
  const values = known.get(document) ?? { ...document.json, ...signedValuesOf(document) };
  known.set(document, values);
  return values;
}

/** Every rule and every field asks. */
const known = new WeakMap<ReadDocument, JsonObject>();
