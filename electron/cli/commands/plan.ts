import { definitionsIn } from '#core/domain/bundle/definitions.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';
import type { Plan } from '#core/domain/push/plan-types.ts';
import { planDefinitions, planPush } from '#core/use-cases/plan-push.ts';
import { soundBundle, trustOptions } from '../chosen-bundle.ts';
import { chosenPayers } from '../chosen-payers.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { tellKeyConcerns } from '../open-errors.ts';
import { exit } from '../report.ts';
import { planLines } from '../show/push.ts';

export const planCommand: Command = {
  usage: `Usage: payer-wizard plan PAYER... | --all | BUNDLE|DIR --target T [--trust FILE|DIR]... [--require ROLE,...]
  Shows what a push would do. Reads the target, writes nothing. Status 2 when there is something to do, and for a bundle that is
  not validly signed. With --require nothing is planned of a bundle that lacks a role. Secrets are in no bundle: “not told”.`,
  options: { target: { type: 'string' }, all: { type: 'boolean' }, ...trustOptions },
  async run(context, given) {
    const [first] = given;
    const isBundle = given.length === 1 && first !== undefined && !isPayerRef(first);
    return isBundle ? planOfBundle(context, first) : planOfPayers(context, given);
  },
};

async function planOfPayers(context: Context, given: readonly string[]): Promise<number> {
  const { ports, report } = context;
  const payers = await chosenPayers(context, given);
  const keys = tellKeyConcerns(payers, { report, now: ports.clock.now() });
  return tell(context, await planPush(ports, { payers, target: context.needed('target') }), keys);
}

async function planOfBundle(context: Context, place: string): Promise<number> {
  const target = context.needed('target');
  const { opened, verification, status } = await soundBundle(context, place);
  if (opened === null) {
    context.report.result({ ok: false, verification }, () => []);
    return status;
  }
  const definitions = definitionsIn(opened);
  return tell(context, await planDefinitions(context.ports, { definitions, target }), status, { verification });
}

function tell({ report }: Context, plan: Plan, before: number, more: object = {}): number {
  const ok = before === exit.done && plan.steps.every(({ does }) => does === 'nothing');
  report.result({ ok, ...more, ...plan }, () => planLines(plan));
  return ok ? exit.done : exit.notAllGood;
}
