import { openFindings } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Report } from './report.ts';
import { exit } from './report.ts';

/** Errors that nobody accepted travel with the payer, but not in silence: they are told, and answered by the status of the command. */
export function statusOf(payers: readonly Payer[], report: Report): number {
  const errors = payers.flatMap((payer) => openFindings(payer).filter(({ severity }) => severity === 'error'));
  for (const error of errors) report.remark(error);
  return errors.length === 0 ? exit.done : exit.notAllGood;
}
