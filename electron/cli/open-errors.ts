import type { Finding } from '#core/domain/discovery/finding.ts';
import { concerns } from '#core/domain/keys/concerns.ts';
import { openFindings } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Report } from './report.ts';
import { exit } from './report.ts';

/**
 * Errors that nobody accepted, and what waits for a confirmation, travel with the payer, but not in silence: they are told,
 * and answered by the status of the command.
 */
export function statusOf(payers: readonly Payer[], report: Report): number {
  const isOpen = ({ severity, gate }: Finding) => severity === 'error' || gate === 'confirm';
  const open = payers.flatMap((payer) => openFindings(payer).filter(isOpen));
  for (const finding of open) report.remark(finding);
  return open.length === 0 ? exit.done : exit.notAllGood;
}

/**
 * What is to be looked after about keys and certificates, told before a command acts. A certificate that has ended while it is in
 * use, and a pair that differs, are answered by the status too; the rest is words. `of`: how many payers the command is about.
 */
export function tellKeyConcerns(
  payers: readonly Payer[],
  { report, now, of = payers.length }: { report: Report; now: Date; of?: number },
): number {
  const told = payers.flatMap((payer) => concerns(payer, now).map((concern) => ({ ref: payer.ref, concern })));
  for (const { ref, concern } of told)
    report.remark({ ...concern, says: of === 1 ? concern.says : `${ref}: ${concern.says}` });
  return told.some(({ concern }) => concern.severity === 'error') ? exit.notAllGood : exit.done;
}
