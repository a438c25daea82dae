import type { Finding } from '#core/domain/discovery/finding.ts';
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
