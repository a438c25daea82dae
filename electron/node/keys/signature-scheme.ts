/** @file How a certificate request is signed: RFC 3279, RFC 4055, RFC 5758, RFC 8410. */
import type { Element } from './reading/asn1.ts';
import { childrenOf, oidOf, onlyElement, tags } from './reading/asn1.ts';

export interface SignatureScheme {
  /** The type of key that makes it, as Node names it. */
  readonly type: 'rsa' | 'ec' | 'ed25519';
  /** null: the scheme has its own. */
  readonly hash: string | null;
  readonly isPss: boolean;
}

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';

const schemes: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.5': { type: 'rsa', hash: 'sha1', isPss: false },
  '1.2.840.113549.1.1.11': { type: 'rsa', hash: 'sha256', isPss: false },
  '1.2.840.113549.1.1.12': { type: 'rsa', hash: 'sha384', isPss: false },
  '1.2.840.113549.1.1.13': { type: 'rsa', hash: 'sha512', isPss: false },
  '1.2.840.10045.4.1': { type: 'ec', hash: 'sha1', isPss: false },
  '1.2.840.10045.4.3.2': { type: 'ec', hash: 'sha256', isPss: false },
  '1.2.840.10045.4.3.3': { type: 'ec', hash: 'sha384', isPss: false },
  '1.2.840.10045.4.3.4': { type: 'ec', hash: 'sha512', isPss: false },
  '1.3.101.112': { type: 'ed25519', hash: null, isPss: false },
};

/** Of an AlgorithmIdentifier; null: not known here. Throws Malformed. */
export function signatureScheme(algorithm: Element | undefined): SignatureScheme | null {
  const [type, parameters] = childrenOf(algorithm);
  const oid = oidOf(type);
  if (oid !== RSASSA_PSS) return schemes[oid] ?? null;
  // RFC 4055 §3.1: [0] is the hash, and SHA-1 where it is not told.
  const told = childrenOf(parameters).find(({ tag }) => tag === tags.context(0));
  const hash = told === undefined ? 'sha1' : hashes[oidOf(childrenOf(onlyElement(told.content))[0])];
  return hash === undefined ? null : { type: 'rsa', hash, isPss: true };
}
