/** @file Finds for each certificate the key whose public half it carries, and puts what stands above it in order. */
import type { CertificateRecord, KeyRecord } from './key-record.ts';
import { isSameKey } from './pair.ts';

/** Whether the one issued the other: by its name, and by its signature, which only an adapter can check. */
export type HasIssued = (pair: { issuer: CertificateRecord; subject: CertificateRecord }) => boolean;

export interface Joined {
  readonly keys: KeyRecord[];
  /** Ids of the keys that got a certificate. */
  readonly joinedTo: readonly string[];
}

/**
 * A certificate of a CA answers the request of its key, which then no longer waits. Of several for one key one of a CA comes
 * first, then the one that lasts longest. One that has ended joins too: it is told by `concerns`.
 */
export function joinCertificates(
  keys: readonly KeyRecord[],
  certificates: readonly CertificateRecord[],
  hasIssued: HasIssued,
): Joined {
  const joinedTo: string[] = [];
  const changed = keys.map((key) => {
    const [own] = certificates.filter(({ publicJwk }) => isSameKey(publicJwk, key.publicJwk)).toSorted(betterFirst);
    if (own === undefined) return key;
    joinedTo.push(key.id);
    const answers = own.selfSigned
      ? { request: key.request, answered: null }
      : { request: null, answered: key.request ?? key.answered };
    return { ...key, ...answers, certificate: own, chain: chainAbove(own, certificates, hasIssued) };
  });
  return { keys: changed, joinedTo };
}

function betterFirst(one: CertificateRecord, other: CertificateRecord): number {
  if (one.selfSigned !== other.selfSigned) return one.selfSigned ? 1 : -1;
  return Date.parse(other.notAfter) - Date.parse(one.notAfter);
}

/** Each the issuer of the one before, as far as the given ones reach. Of two that could be, the one that lasts longest. */
export function chainAbove(
  leaf: CertificateRecord,
  among: readonly CertificateRecord[],
  hasIssued: HasIssued,
): CertificateRecord[] {
  const chain: CertificateRecord[] = [];
  for (let at = leaf; !at.selfSigned;) {
    const subject = at;
    const [issuer] = among
      .filter((each) => !isAmong(each, [leaf, ...chain]) && hasIssued({ issuer: each, subject }))
      .toSorted(betterFirst);
    if (issuer === undefined) break;
    chain.push(issuer);
    at = issuer;
  }
  return chain;
}

/** Those of a file that found no place: neither at a key nor above its certificate. */
export function leftOver(
  keys: readonly Pick<KeyRecord, 'certificate' | 'chain'>[],
  certificates: readonly CertificateRecord[],
): CertificateRecord[] {
  const placed = keys.flatMap(({ certificate, chain }) => (certificate === null ? [] : [certificate, ...chain]));
  return certificates.filter((each) => !isAmong(each, placed));
}

function isAmong({ sha256 }: CertificateRecord, others: readonly CertificateRecord[]): boolean {
  return others.some((other) => other.sha256 === sha256);
}
