/** @file Findings of a payer: which are open, which a person let stand, and which stop a signature. */
import type { Compared, Finding } from '../discovery/finding.ts';
import type { Acceptance, Payer } from './payer.ts';

/** The acceptance of a finding; undefined: it is open. One that was given for other values counts no more. */
export function acceptanceOf(accepted: readonly Acceptance[], finding: Finding): Acceptance | undefined {
  return accepted.find(
    ({ code, member, compared }) =>
      code === finding.code && member === finding.member && isSame(compared, finding.compared),
  );
}

function isSame(accepted: Compared | undefined, found: Compared | undefined): boolean {
  return accepted?.expected === found?.expected && accepted?.told === found?.told;
}

export function isAccepted({ accepted }: Pick<Payer, 'accepted'>, finding: Finding): boolean {
  return acceptanceOf(accepted, finding) !== undefined;
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
export function blockingFindings(payer: Pick<Payer, 'findings' | 'accepted'>): Finding[] {
  return openFindings(payer).filter(({ gate }) => gate === 'confirm');
}

/** Acceptances of findings that are gone are dropped: the next one of that name needs a look of its own. */
export function stillAccepted(accepted: readonly Acceptance[], findings: readonly Finding[]): Acceptance[] {
  return accepted.filter((one) => findings.some((finding) => acceptanceOf([one], finding) !== undefined));
}
