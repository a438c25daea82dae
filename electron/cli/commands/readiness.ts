import type { Operation } from '#core/domain/exchange/invoke-export.ts';
import { invokeExport, operations } from '#core/domain/exchange/invoke-export.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { readiness } from '#core/use-cases/readiness.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';

export const readinessCommand: Command = {
  usage: `Usage: payer-wizard readiness PAYER [--target T]
       payer-wizard readiness PAYER --request [--operation NAME]
  What has to be true before members’ data can be asked for: what can be looked at is, the rest is asked of you. Status 2 where something is
  missing. --request prints the request that starts an exchange at your own Smile CDR, with this issuer and places to fill in; until
  2024.08.PRE its --operation was $invoke-export.`,
  options: { target: { type: 'string' }, request: { type: 'boolean' }, operation: { type: 'string' } },
  async run(context, [given = '']) {
    const { ports, report } = context;
    const payer = await ports.store.payer(checkedRef(given));
    if (context.flag('request')) {
      const request = invokeExport(completeDefinition(payer).issuer, operationIn(context.text('operation')));
      report.say(`POST {FHIR base of your Smile CDR}/${request.path}`);
      report.textOrJson(JSON.stringify(request.body, null, 2), { ok: true, ...request });
      return exit.done;
    }
    const checks = await readiness(ports, { payer, target: context.text('target') ?? null });
    const ok = checks.every(({ is }) => is !== 'missing');
    report.result({ ok, checks }, () => checks.map(({ is, says }) => `${is}\t${says}`));
    return ok ? exit.done : exit.notAllGood;
  },
};

function operationIn(given: string | undefined): Operation | undefined {
  const operation = operations.find((each) => each === given);
  if (given !== undefined && operation === undefined)
    throw new UsageError(`--operation is one of ${operations.join(', ')}`);
  return operation;
}
