/** @file Whether a path from a certificate to an anchor holds (RFC 5280 §6.1, as far as a community’s PKI uses it). */
import type { Chain } from '#core/domain/discovery/signed-metadata.ts';
import type * as Peculiar from '@peculiar/x509';
import type { Certificate } from './facts.ts';
import { nameOf } from './facts.ts';
import { isSelfIssued, nameNotPermitted } from './name-constraints.ts';
import { asksForPolicy, POLICY_CONSTRAINTS } from './policies.ts';

/** Extensions that are looked at here, or that mean nothing for a signature. A critical one beyond them stops the chain. */
const understood = new Set([
  '2.5.29.14', // subject key identifier
  '2.5.29.35', // authority key identifier
  '2.5.29.15', // key usage
  '2.5.29.17', // subject alternative name
  '2.5.29.19', // basic constraints
  '2.5.29.30', // name constraints
  '2.5.29.31', // CRL distribution points
  '2.5.29.32', // certificate policies
  // Mappings and “any policy” make policies fewer: that counts only where one is asked for.
  '2.5.29.33', // policy mappings
  POLICY_CONSTRAINTS,
  '2.5.29.54', // inhibit any policy
  '2.5.29.37', // extended key usage
]);

/** What is wrong with a path, leaf first and anchor last; null: nothing. Who signed whom was checked before. */
export function flawOf(path: readonly Certificate[], now: Date): Chain | null {
  for (const [at, certificate] of path.entries()) {
    if (!isInDate(certificate, now)) return told('out-of-date', certificate);
    const unknown = unknownCritical(certificate);
    if (unknown !== null) return told('unknown-extension', certificate, unknown);
    if (at > 0 && !mayIssue(certificate, path.slice(1, at))) return told('not-an-authority', certificate);
  }
  const stranger = nameNotPermitted(path);
  if (stranger !== null) return told('name-not-permitted', stranger.certificate, stranger.name);
  const asking = asksForPolicy(path);
  return asking && told('unknown-extension', asking, POLICY_CONSTRAINTS);
}

export function told(is: Chain['is'], { node }: Certificate, detail?: string): Chain {
  return { is, subject: nameOf(node.subject), ...(detail === undefined ? {} : { detail }) };
}

/** RFC 5280 §4.2.1.3: where key usage is told, it has to name what the key is used for. */
export function hasUsage({ x509: certificate }: Certificate, flag: number): boolean {
  const usage = certificate.getExtension<Peculiar.KeyUsagesExtension>('2.5.29.15');
  return usage === null || (usage.usages & flag) !== 0;
}

function isInDate({ x509: { notBefore, notAfter } }: Certificate, now: Date): boolean {
  return notBefore <= now && now <= notAfter;
}

function unknownCritical({ x509: { extensions } }: Certificate): string | null {
  return extensions.find(({ critical, type }) => critical && !understood.has(type))?.type ?? null;
}

const KEY_CERT_SIGN = 32;

/** Basic constraints with their path length, and key usage where it is told (RFC 5280 §6.1.4 k to n). */
function mayIssue(certificate: Certificate, between: readonly Certificate[]): boolean {
  const constraints = certificate.x509.getExtension<Peculiar.BasicConstraintsExtension>('2.5.29.19');
  if (constraints?.ca !== true) return false;
  const below = between.filter((each) => !isSelfIssued(each)).length;
  if (constraints.pathLength !== undefined && constraints.pathLength < below) return false;
  return hasUsage(certificate, KEY_CERT_SIGN);
}
