/** @file Whether anything on a path was revoked, by lists that are at hand (RFC 5280 §6.3). */
import type { Chain } from '#core/domain/discovery/signed-metadata.ts';
import { bytesOf, splitPem } from '#core/domain/keys/pem.ts';
import type * as Peculiar from '@peculiar/x509';
import { elementsOf, sequenceOf } from './der.ts';
import type { Certificate } from './facts.ts';
import { distributionPointsOf, x509 } from './facts.ts';
import { hasUsage, told } from './path.ts';

export interface Revocation {
  /** `checked`: a current list that covers it was there for every certificate below the anchor. */
  readonly is: 'checked' | 'unchecked';
  /** What was revoked; null: nothing that we know of. */
  readonly flaw: Chain | null;
}

export async function revocationOf(
  path: readonly Certificate[],
  { revocationLists, now }: { revocationLists: readonly Uint8Array[]; now: Date },
): Promise<Revocation> {
  const lists = (await Promise.all(revocationLists.map(openList))).filter((list) => list !== null);
  let isComplete = true;
  for (const [at, certificate] of path.entries()) {
    const issuer = path[at + 1];
    if (issuer === undefined) break;
    const own = await listsOf(issuer, lists);
    const current = own.filter((list) => isCurrent(list, now));
    if (current.some((list) => isListed(certificate, list)))
      return { is: 'unchecked', flaw: told('revoked', certificate) };
    // A current one that covers it knows better than an old one: a hold may have been lifted.
    if (current.some((list) => covers(list, certificate))) continue;
    const old = own.find((list) => isListed(certificate, list));
    if (old !== undefined) return { is: 'unchecked', flaw: told('revoked-by-old-list', certificate, datesOf(old)) };
    isComplete = false;
  }
  return { is: isComplete ? 'checked' : 'unchecked', flaw: null };
}

export async function openList(bytes: Uint8Array): Promise<Peculiar.X509Crl | null> {
  const { X509Crl } = await x509();
  const text = Buffer.from(bytes).toString('latin1');
  const block = splitPem(text).blocks.find(({ label }) => label === 'X509 CRL');
  const der = block === undefined ? bytes : bytesOf(block);
  try {
    if (der === null) return null;
    const list = new X509Crl(Uint8Array.from(der));
    // Most of it is read when it is asked for, extensions all at once: what a stranger wrote has to fail here.
    list.getExtension(SCOPE);
    datesOf(list);
    return list;
  } catch {
    return null;
  }
}

const NUMBER = '2.5.29.20';
const DELTA = '2.5.29.27';
const SCOPE = '2.5.29.28';
const AUTHORITY_KEY = '2.5.29.35';
const understood: ReadonlySet<string> = new Set([NUMBER, DELTA, SCOPE, AUTHORITY_KEY]);
const CRL_SIGN = 64;

/** Lists that an issuer signed and that can be understood: of others not even an entry counts (RFC 5280 §5.2). */
async function listsOf(issuer: Certificate, lists: readonly Peculiar.X509Crl[]): Promise<Peculiar.X509Crl[]> {
  const own: Peculiar.X509Crl[] = [];
  if (!hasUsage(issuer, CRL_SIGN)) return own;
  for (const list of lists) {
    const isUnderstood = list.extensions.every(({ critical, type }) => !critical || understood.has(type));
    const isNamed = list.issuer === issuer.x509.subject;
    if (isUnderstood && isNamed && !isOfOthers(list) && (await isSignedBy(list, issuer))) own.push(list);
  }
  return own;
}

async function isSignedBy(list: Peculiar.X509Crl, issuer: Certificate): Promise<boolean> {
  try {
    return await list.verify({ publicKey: issuer.x509.publicKey });
  } catch {
    return false;
  }
}

function isCurrent({ thisUpdate, nextUpdate }: Peculiar.X509Crl, now: Date): boolean {
  return thisUpdate <= now && nextUpdate !== undefined && now <= nextUpdate;
}

function datesOf({ thisUpdate, nextUpdate }: Peculiar.X509Crl): string {
  return `${thisUpdate.toISOString()} to ${nextUpdate?.toISOString() ?? 'no time'}`;
}

/** RFC 5280 §5.3.1: what a delta takes off the list. */
const REMOVED = 8;

/** Whatever a list covers: what stands on it is revoked. */
function isListed({ x509: certificate }: Certificate, list: Peculiar.X509Crl): boolean {
  try {
    const entry = list.findRevoked(certificate);
    return entry !== null && (entry.reason as number | undefined) !== REMOVED;
  } catch {
    // It is there, and cannot be read.
    return true;
  }
}

/** The parts of an issuing distribution point, by their tags (RFC 5280 §5.2.5). */
const POINT = 0xa0;
const USERS_ALONE = 0x81;
const AUTHORITIES_ALONE = 0x82;
const SOME_REASONS = 0x83;
const OF_OTHERS = 0x84;

/** Whether a certificate that is not on the list was not revoked, for any reason. */
function covers(list: Peculiar.X509Crl, certificate: Certificate): boolean {
  if (list.getExtension(DELTA) !== null) return false;
  const scope = scopeOf(list);
  if (scope === null) return false;
  const isAuthority = certificate.x509.getExtension<Peculiar.BasicConstraintsExtension>('2.5.29.19')?.ca === true;
  return scope.every(({ tag, content }) => {
    if (tag === POINT) return namesPoint(content, certificate);
    if (tag === USERS_ALONE) return !isAuthority;
    return tag === AUTHORITIES_ALONE ? isAuthority : false;
  });
}

/** Entries of such a list may be of certificates of another issuer, with the same number. */
function isOfOthers(list: Peculiar.X509Crl): boolean {
  return scopeOf(list)?.some(({ tag }) => tag === OF_OTHERS) === true;
}

/** What keeps a list from being about everything; null: it cannot be read. */
function scopeOf(list: Peculiar.X509Crl): ReturnType<typeof sequenceOf> {
  const extension = list.getExtension(SCOPE);
  if (extension === null) return [];
  const isSaid = (tag: number, content: Uint8Array) => tag === POINT || tag === SOME_REASONS || content[0] !== 0;
  return sequenceOf(new Uint8Array(extension.value))?.filter(({ tag, content }) => isSaid(tag, content)) ?? null;
}

const FULL_NAME = 0xa0;
const URI = 0x86;

/** Whether a part of the lists is the one that the certificate names. */
function namesPoint(point: Uint8Array, certificate: Certificate): boolean {
  const [name] = elementsOf(point) ?? [];
  const names = name?.tag === FULL_NAME ? (elementsOf(name.content) ?? []) : [];
  const own = distributionPointsOf(certificate);
  return names.some(({ tag, content }) => tag === URI && own.includes(Buffer.from(content).toString('latin1')));
}
