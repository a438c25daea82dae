/** @file Findings of a payer: which are open, which a person let stand, and which stop a signature. */
import type { Finding } from '../discovery/finding.ts';
import type { Acceptance, Payer } from './payer.ts';

export function isAccepted({ accepted }: Pick<Payer, 'accepted'>, finding: Finding): boolean {
  return accepted.some(({ code, member }) => code === finding.code && member === finding.member);
}

export function openFindings(payer: Pick<Payer, 'findings' | 'accepted'>): Finding[] {
  return payer.findings.filter((finding) => !isAccepted(payer, finding));
}

export function countOpen(payer: Pick<Payer, 'findings' | 'accepted'>): { errors: number; warnings: number } {
  const open = openFindings(payer);
  return {
    errors: open.filter(({ severity }) => severity === 'error').length,
    warnings: open.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Findings about whom we talk to. While one is open nothing is signed or sent: see [Note: Audience injection]. */
const aboutIdentity = new Set<string>([
  'issuer/differs',
  'endpoint/other-domain',
  'token-endpoint/documents-differ',
  'issuer/documents-differ',
]);

export function blockingFindings(payer: Pick<Payer, 'findings' | 'accepted'>): Finding[] {
  return openFindings(payer).filter(({ code }) => aboutIdentity.has(code));
}

/** Acceptances of findings that are gone are dropped: the next one of that name needs a look of its own. */
export function stillAccepted(accepted: readonly Acceptance[], findings: readonly Finding[]): Acceptance[] {
  return accepted.filter(({ code, member }) =>
    findings.some((finding) => finding.code === code && finding.member === member),
  );
}
