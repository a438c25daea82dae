import { runTest } from '#core/use-cases/token/run-test.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import type { Command } from '../command.ts';
import { exit } from '../report.ts';
import { reportLines } from '../show/token-report.ts';

export const test: Command = {
  usage: `Usage: payer-wizard test PAYER
  Asks the payer for a token, once, with the wizard's own assertion or the secret of the vault.
  A granted token does not prove that Smile CDR's own assertion will be taken.`,
  async run({ ports, report }, [given = '']) {
    const { test: result } = await runTest(ports, checkedRef(given));
    if (result === null) return exit.bug;
    report.result({ ok: result.outcome === 'granted', ...result }, () => reportLines(result));
    for (const remark of result.remarks) report.remark(remark);
    return result.outcome === 'granted' ? exit.done : exit.notAllGood;
  },
};
