import type { X509Certificate } from 'node:crypto';
import { verify } from 'node:crypto';
import type { SignedMetadata } from '#core/domain/discovery/signed-metadata.ts';
import { isObject } from '#core/domain/discovery/read-document.ts';
import { bytesOfBase64 } from '#core/domain/keys/base64.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import { readJson } from '#core/domain/json/read-json.ts';

type Unreadable = Extract<SignedMetadata, { is: 'unreadable' }>;

interface Parts {
  readonly is: 'parts';
  readonly algorithm: keyof typeof algorithms;
  /** DER, the signer's certificate first. */
  readonly chain: readonly Uint8Array[];
  readonly claims: JsonObject;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** UDAP Security 2.0 §General: RS256 SHALL, ES256 SHOULD, RS384 and ES384 MAY. */
const algorithms = {
  RS256: { digest: 'sha256', type: 'rsa' },
  RS384: { digest: 'sha384', type: 'rsa' },
  ES256: { digest: 'sha256', type: 'ec' },
  ES384: { digest: 'sha384', type: 'ec' },
} as const;

const MOST_CERTIFICATES = 10;

/** A compact JWS (RFC 7515 §7.1) with `x5c`, taken apart; nothing of it is believed yet. */
export function takeApart(jws: string): Parts | Unreadable {
  const pieces = jws.split('.');
  const [head = '', body = '', tail = ''] = pieces;
  if (pieces.length !== 3) return unreadable('form', `${String(pieces.length)} parts instead of 3`);
  const header = jsonOf(head);
  const claims = jsonOf(body);
  const signature = bytesOfBase64Url(tail);
  if (header === null || claims === null || signature === null)
    return unreadable('form', 'a part is not base64url of JSON');
  const { alg, x5c, crit } = header;
  // RFC 7515 §4.1.11: what has to be understood and is not makes the whole invalid.
  if (crit !== undefined) return unreadable('form', 'a critical header');
  if (typeof alg !== 'string' || !Object.hasOwn(algorithms, alg))
    return unreadable('algorithm', typeof alg === 'string' ? alg.slice(0, 40) : 'nothing');
  if (!Array.isArray(x5c) || x5c.length === 0) return unreadable('certificate', 'there is no x5c');
  if (x5c.length > MOST_CERTIFICATES) return unreadable('certificate', 'x5c is too long');
  const chain = (x5c as readonly unknown[]).map((entry) => (typeof entry === 'string' ? bytesOfBase64(entry) : null));
  if (chain.includes(null)) return unreadable('certificate', 'x5c is not base64');
  return {
    is: 'parts',
    algorithm: alg as keyof typeof algorithms,
    chain: chain as Uint8Array[],
    claims,
    signed: Buffer.from(`${head}.${body}`, 'latin1'),
    signature,
  };
}

/** The algorithm is the header’s, and has to be one for the key: RFC 8725 §3.1. */
export function isSignedBy(certificate: X509Certificate, { algorithm, signed, signature }: Parts): boolean {
  const { digest, type } = algorithms[algorithm];
  try {
    // A key of a kind that Node does not know throws when it is asked for.
    const key = certificate.publicKey;
    return key.asymmetricKeyType === type && verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function unreadable(why: Unreadable['why'], detail: string): Unreadable {
  return { is: 'unreadable', why, detail };
}

function jsonOf(base64Url: string): JsonObject | null {
  const bytes = bytesOfBase64Url(base64Url);
  const read = bytes === null ? null : readJson(bytes);
  return read?.is === 'read' && isObject(read.value) ? read.value : null;
}

function bytesOfBase64Url(text: string): Uint8Array | null {
  return /^[\w-]+$/.test(text) ? Buffer.from(text, 'base64url') : null;
}
