/** @file Finds for each certificate the key whose public half it carries, and puts what stands above it in order. */
import type { CertificateRecord, KeyRecord } from './key-record.ts';
import { isSameKey } from './pair.ts';

export interface Joined {
  readonly keys: KeyRecord[];
  /** Ids of the keys that got a certificate. */
  readonly joinedTo: readonly string[];
}

/** A request that is answered by a certificate for its key is done, and goes. Of several for one key the one that lasts longest counts. */
export function joinCertificates(keys: readonly KeyRecord[], certificates: readonly CertificateRecord[]): Joined {
  const joinedTo: string[] = [];
  const changed = keys.map((key) => {
    const own = certificates
      .filter(({ publicJwk, isAuthority }) => !isAuthority && isSameKey(publicJwk, key.publicJwk))
      .toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))[0];
    if (own === undefined) return key;
    joinedTo.push(key.id);
    return { ...key, certificate: own, chain: chainAbove(own, certificates), request: own.selfSigned ? key.request : null };
  });
  return { keys: changed, joinedTo };
}

/** Each the issuer of the one before, by name; as far as the given ones reach. */
export function chainAbove(leaf: CertificateRecord, among: readonly CertificateRecord[]): CertificateRecord[] {
  const chain: CertificateRecord[] = [];
  for (let at = leaf; !at.selfSigned; ) {
    const issuer = among.find((each) => each.subject === at.issuer && each.isAuthority && each !== leaf && !chain.includes(each));
    if (issuer === undefined) break;
    chain.push(issuer);
    at = issuer;
  }
  return chain;
}
