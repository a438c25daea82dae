/** @file A chain from a certificate to a chosen anchor, and whether anything on it was revoked (RFC 5280 §6, as far as a community’s PKI uses it). */
import type { Chain } from '#core/domain/discovery/signed-metadata.ts';
import { bytesOf, splitPem } from '#core/domain/keys/pem.ts';
import type * as Peculiar from '@peculiar/x509';
import type { Certificate } from './facts.ts';
import { nameOf, openCertificate, x509 } from './facts.ts';

const LONGEST = 8;

/** Extensions that are looked at here, or that mean nothing for a signature. A critical one beyond them stops the chain. */
const understood = new Set([
  '2.5.29.14', // subject key identifier
  '2.5.29.35', // authority key identifier
  '2.5.29.15', // key usage
  '2.5.29.17', // subject alternative name
  '2.5.29.19', // basic constraints
  '2.5.29.31', // CRL distribution points
  '2.5.29.32', // certificate policies
  '2.5.29.37', // extended key usage
]);

export interface Path {
  readonly chain: Chain;
  /** From the leaf to the anchor; empty unless it is trusted. */
  readonly path: readonly Certificate[];
}

export async function buildChain(given: {
  leaf: Certificate;
  others: readonly Certificate[];
  anchors: readonly string[];
  now: Date;
}): Promise<Path> {
  const { leaf, others, now } = given;
  const anchors = (await Promise.all(given.anchors.map(openPem))).filter((anchor) => anchor !== null);
  const path = [leaf];
  const failed = (is: Chain['is'], { node }: Certificate): Path => ({
    chain: { is, subject: nameOf(node.subject) },
    path: [],
  });
  if (anchors.length === 0) return failed('no-anchor', leaf);

  for (let at = leaf; path.length <= LONGEST;) {
    if (!isInDate(at, now)) return failed('out-of-date', at);
    if (hasUnknownCritical(at)) return failed('untrusted', at);
    if (anchors.some((anchor) => isSame(anchor, at)))
      return { chain: { is: 'trusted', subject: nameOf(at.node.subject) }, path };
    const below = path.length - 1;
    const issuers = [...anchors, ...others].filter((issuer) => !path.includes(issuer) && hasIssued(issuer, at));
    const issuer = issuers[0];
    if (issuer === undefined) return failed('untrusted', at);
    if (!mayIssue(issuer, below)) return failed('not-an-authority', issuer);
    path.push(issuer);
    at = issuer;
  }
  return failed('untrusted', leaf);
}

async function openPem(pem: string): Promise<Certificate | null> {
  const block = splitPem(pem).blocks.find(({ label }) => label === 'CERTIFICATE');
  const der = block === undefined ? null : bytesOf(block);
  return der === null ? null : openCertificate(der);
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a.node.raw.equals(b.node.raw);
}

function isInDate({ x509: { notBefore, notAfter } }: Certificate, now: Date): boolean {
  return notBefore <= now && now <= notAfter;
}

function hasUnknownCritical({ x509: { extensions } }: Certificate): boolean {
  return extensions.some(({ critical, type }) => critical && !understood.has(type));
}

function hasIssued(issuer: Certificate, subject: Certificate): boolean {
  try {
    return subject.node.checkIssued(issuer.node) && subject.node.verify(issuer.node.publicKey);
  } catch {
    return false;
  }
}

const KEY_CERT_SIGN = 32;

/** Basic constraints with their path length, and key usage where it is told (RFC 5280 §6.1.4 k to n). */
function mayIssue({ x509: certificate }: Certificate, below: number): boolean {
  const constraints = certificate.getExtension<Peculiar.BasicConstraintsExtension>('2.5.29.19');
  const usage = certificate.getExtension<Peculiar.KeyUsagesExtension>('2.5.29.15');
  if (constraints?.ca !== true) return false;
  if (constraints.pathLength !== undefined && constraints.pathLength < below) return false;
  return usage === null || (usage.usages & KEY_CERT_SIGN) !== 0;
}

export type Revocation =
  { readonly is: 'checked' | 'unchecked' } | { readonly is: 'revoked'; readonly subject: string };

/** Every certificate below the anchor, against a current list that its issuer signed (RFC 5280 §6.3). */
export async function revocationOf(
  path: readonly Certificate[],
  { revocationLists, now }: { revocationLists: readonly Uint8Array[]; now: Date },
): Promise<Revocation> {
  const lists = (await Promise.all(revocationLists.map(openList))).filter((list) => list !== null);
  let isComplete = true;
  for (const [at, certificate] of path.entries()) {
    const issuer = path[at + 1];
    if (issuer === undefined) break;
    const own = await listsOf(issuer, lists, now);
    if (own.some((list) => list.findRevoked(certificate.x509) !== null))
      return { is: 'revoked', subject: nameOf(certificate.node.subject) };
    if (own.length === 0) isComplete = false;
  }
  return { is: isComplete ? 'checked' : 'unchecked' };
}

export async function openList(bytes: Uint8Array): Promise<Peculiar.X509Crl | null> {
  const { X509Crl } = await x509();
  const text = Buffer.from(bytes).toString('latin1');
  const block = splitPem(text).blocks.find(({ label }) => label === 'X509 CRL');
  const der = block === undefined ? bytes : bytesOf(block);
  try {
    return der === null ? null : new X509Crl(Uint8Array.from(der));
  } catch {
    return null;
  }
}

async function listsOf(
  issuer: Certificate,
  lists: readonly Peculiar.X509Crl[],
  now: Date,
): Promise<Peculiar.X509Crl[]> {
  const own: Peculiar.X509Crl[] = [];
  for (const list of lists) {
    const isCurrent = list.thisUpdate <= now && list.nextUpdate !== undefined && now <= list.nextUpdate;
    if (isCurrent && list.issuer === issuer.x509.subject && (await isSignedBy(list, issuer))) own.push(list);
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
