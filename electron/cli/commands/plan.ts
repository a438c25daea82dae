import { planLines } from '#core/domain/push/plan-text.ts';
import type { Command } from '../command.ts';
import { chosenPushables, planWithSecrets, pushableOptions, pushableUsage } from '../chosen-pushables.ts';
import { exit } from '../report.ts';

export const planCommand: Command = {
  usage: `Usage: payer-wizard plan ${pushableUsage}
  Shows what a push would do. Reads the target, writes nothing. Status 2 when there is something to do, and for a bundle that is
  not validly signed. With --require nothing is planned of a bundle that lacks a role. Secrets are in no bundle: they come from
  the vault (take), from files (--client-secret), or are asked for. --keystores file makes keystores that read a file on the host;
  private-keys sends the private keys to the target. Nothing is done about keystores without it.`,
  options: pushableOptions,
  async run(context, given) {
    const chosen = await chosenPushables(context, given);
    if (chosen === null) return exit.notAllGood;
    const { verification, status, pushables } = chosen;
    const { plan } = await planWithSecrets(context, pushables);
    const ok = status === exit.done && plan.steps.every(({ does }) => does === 'nothing');
    context.report.result({ ok, ...(verification && { verification }), ...plan }, () => planLines(plan));
    return ok ? exit.done : exit.notAllGood;
  },
};
