/** @file Finds for each certificate and request the key whose public half it carries, and puts what stands above a certificate in order. */
import type { CertificateRecord, KeyRecord, RequestRecord } from './key-record.ts';
import { isSameKey } from './pair.ts';

/** Whether the one issued the other: by its name, and by its signature, which only an adapter can check, and which takes its time. */
export type HasIssued = (pair: { issuer: CertificateRecord; subject: CertificateRecord }) => boolean;

/** What a file brings beside a private key. */
export interface Brought {
  readonly certificates: readonly CertificateRecord[];
  readonly requests: readonly RequestRecord[];
}

export interface Joined {
  readonly keys: KeyRecord[];
  /** Ids of the keys that got a certificate, more of its chain, or a request. */
  readonly joinedTo: readonly string[];
}

/**
 * A certificate of a CA answers the request of its key, which then no longer waits. What a key has takes part in the choice: one of
 * a CA comes before a self-signed one, then the one that ends later; while a request waits, the one that begins later.
 * (1) Nothing that is held gives way to something lesser. (2) A chain that is held becomes longer or newer, never shorter.
 * (3) Signatures are checked along one chain for each key, never among all. One that has ended joins: `concerns` tells it.
 */
export function joinFile(
  keys: readonly KeyRecord[],
  { certificates, requests }: Brought,
  hasIssued: HasIssued,
): Joined {
  const known = [...certificates, ...keys.flatMap(({ chain }) => chain)];
  const joined = keys
    .map((key) => withRequest(key, requests))
    .map((key) => {
      const own = bestOf(key, certificates);
      if (own === null) return key;
      return {
        ...key,
        ...answering(key, { own, requests }),
        certificate: own,
        chain: chainOf(key, own, { known, hasIssued }),
      };
    });
  const changed = joined.filter((key, at) => marksOf(key) !== marksOf(keys[at]));
  return {
    keys: joined.map((key, at) => (changed.includes(key) ? key : (keys[at] ?? key))),
    joinedTo: changed.map(({ id }) => id),
  };
}

function marksOf(key: KeyRecord | undefined): string {
  const { certificate = null, chain = [], request = null, answered = null } = key ?? {};
  return [certificate, ...chain, null, request, answered].map((each) => each?.sha256 ?? '-').join(' ');
}

/** One that waits is with a CA: another one does not take its place. */
function withRequest(key: KeyRecord, requests: readonly RequestRecord[]): KeyRecord {
  const own = requests.find(({ publicJwk }) => isSameKey(publicJwk, key.publicJwk));
  const isKnown = key.request !== null || own?.sha256 === key.answered?.sha256;
  return own === undefined || isKnown ? key : { ...key, request: own };
}

/** Of those of the file and the one that the key has; null: there is none. */
function bestOf(key: KeyRecord, certificates: readonly CertificateRecord[]): CertificateRecord | null {
  const { certificate: held, publicJwk, request } = key;
  const mayStay = held !== null && (held.publicKeySha256 === '' || isSameKey(held.publicJwk, publicJwk));
  const own = certificates.filter((each) => isSameKey(each.publicJwk, publicJwk));
  const [best = null] = own.toSorted(request === null ? betterFirst : newerFirst);
  if (!mayStay || best === null) return best ?? (mayStay ? held : null);
  const order = request === null ? betterFirst(best, held) : answerFirst(best, held);
  return order <= 0 ? best : held;
}

function betterFirst(one: CertificateRecord, other: CertificateRecord): number {
  if (one.selfSigned !== other.selfSigned) return one.selfSigned ? 1 : -1;
  return Date.parse(other.notAfter) - Date.parse(one.notAfter);
}

/** Whoever asks a CA for another one does not want to keep the one that ends later. */
function newerFirst(one: CertificateRecord, other: CertificateRecord): number {
  const later = Date.parse(other.notBefore) - Date.parse(one.notBefore);
  return one.selfSigned === other.selfSigned && later !== 0 ? later : betterFirst(one, other);
}

/** Dates of certificates are whole seconds, and some CAs begin each at midnight: of two that begin together, what comes is the answer. */
function answerFirst(brought: CertificateRecord, held: CertificateRecord): number {
  const isLater = Date.parse(brought.notBefore) >= Date.parse(held.notBefore);
  return brought.selfSigned === held.selfSigned && isLater ? -1 : newerFirst(brought, held);
}

function answering(
  { certificate, request, answered }: KeyRecord,
  { own, requests }: { own: CertificateRecord; requests: readonly RequestRecord[] },
): Pick<KeyRecord, 'request' | 'answered'> {
  const cameWithIt = request !== null && isAmong(request, requests);
  if (own.sha256 === certificate?.sha256 && !cameWithIt) return { request, answered };
  if (own.selfSigned) return { request, answered: null };
  return { request: null, answered: request ?? answered };
}

function chainOf(
  { certificate, chain: held }: KeyRecord,
  own: CertificateRecord,
  { known, hasIssued }: { known: readonly CertificateRecord[]; hasIssued: HasIssued },
): CertificateRecord[] {
  const found = chainAbove(own, known, hasIssued);
  const isLess = isWhole(held) === isWhole(found) ? held.length > found.length : isWhole(held);
  return own.sha256 === certificate?.sha256 && isLess ? held : found;
}

function isWhole(chain: readonly CertificateRecord[]): boolean {
  return chain.at(-1)?.selfSigned === true;
}

/** Real chains have two or three: RFC 5280 sets no limit, and a file could. */
const LONGEST_CHAIN = 10;

/** Each the issuer of the one before, as far as the given ones reach. Of two that could be, the one that lasts longest. */
export function chainAbove(
  leaf: CertificateRecord,
  among: readonly CertificateRecord[],
  hasIssued: HasIssued,
): CertificateRecord[] {
  const chain: CertificateRecord[] = [];
  const sorted = among.toSorted(betterFirst);
  for (let at = leaf; !at.selfSigned && chain.length < LONGEST_CHAIN;) {
    const subject = at;
    const issuer = sorted.find((each) => !isAmong(each, [leaf, ...chain]) && hasIssued({ issuer: each, subject }));
    if (issuer === undefined) break;
    chain.push(issuer);
    at = issuer;
  }
  return chain;
}

/** What of a file found no place, and why. `held`: what the key has in its stead. */
export type LeftOver =
  | { readonly is: 'certificate'; readonly certificate: CertificateRecord }
  | {
      readonly is: 'second' | 'twin';
      readonly certificate: CertificateRecord;
      readonly key: KeyRecord;
      readonly held: CertificateRecord;
    }
  | { readonly is: 'request'; readonly request: RequestRecord }
  | { readonly is: 'second-request'; readonly request: RequestRecord; readonly key: KeyRecord };

export function leftOver(keys: readonly KeyRecord[], { certificates, requests }: Brought): LeftOver[] {
  const placed = keys.flatMap(({ certificate, chain }) => (certificate === null ? [] : [certificate, ...chain]));
  const asked = keys.flatMap(({ request, answered }) => [request, answered].filter((each) => each !== null));
  return [
    ...certificates.filter((each) => !isAmong(each, placed)).map((each) => leftCertificate(each, keys)),
    ...requests.filter((each) => !isAmong(each, asked)).map((each) => leftRequest(each, keys)),
  ];
}

function leftCertificate(certificate: CertificateRecord, keys: readonly KeyRecord[]): LeftOver {
  for (const key of keys) {
    if (key.certificate === null) continue;
    if (isSameKey(certificate.publicJwk, key.publicJwk))
      return { is: 'second', certificate, key, held: key.certificate };
    const held = key.chain.find(
      ({ subject, publicJwk }) => subject === certificate.subject && isSameKey(publicJwk, certificate.publicJwk),
    );
    if (held !== undefined) return { is: 'twin', certificate, key, held };
  }
  return { is: 'certificate', certificate };
}

function leftRequest(request: RequestRecord, keys: readonly KeyRecord[]): LeftOver {
  const key = keys.find(({ publicJwk }) => isSameKey(publicJwk, request.publicJwk));
  return key === undefined ? { is: 'request', request } : { is: 'second-request', request, key };
}

function isAmong({ sha256 }: { sha256: string }, others: readonly { sha256: string }[]): boolean {
  return others.some((other) => other.sha256 === sha256);
}
