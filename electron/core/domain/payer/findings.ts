/** @file Findings of a payer: which are open, which a person let stand, and which stop a signature. */
import type { Finding } from '../discovery/finding.ts';
import type { Acceptance, Payer } from './payer.ts';

/** The acceptance of a finding; undefined: it is open. One that was given for other values, or other words, counts no more. */
export function acceptanceOf(accepted: readonly Acceptance[], finding: Finding): Acceptance | undefined {
  return accepted.find(
    (one) => one.code === finding.code && one.member === finding.member && isAboutTheSame(one, finding),
  );
}

/** Words hold the values too; they are asked only where nothing was compared, because words may come to be put better. */
function isAboutTheSame({ compared, says }: Acceptance, finding: Finding): boolean {
  if (finding.compared === undefined) return compared === undefined && says === finding.says;
  return compared?.expected === finding.compared.expected && compared.told === finding.compared.told;
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
