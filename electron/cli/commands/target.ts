import { Fault } from '#core/domain/fault.ts';
import { wireMembers, wireNames } from '#core/domain/definition/wire-names.ts';
import { confidenceThere } from '#core/domain/push/learnt.ts';
import { learnTarget } from '#core/use-cases/push/learn-target.ts';
import { isReady, toldOf } from '#core/domain/push/target-facts.ts';
import { addTarget, removeTarget } from '#core/use-cases/push/targets.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../report.ts';

export const target: Command = {
  usage: `Usage: payer-wizard target add NAME --url URL --user NAME [--production] [--ca FILE]... [--secret-file F] [--keystore-reference KEY]
       payer-wizard target list | test NAME | learn NAME | remove NAME
  URL is the JSON Admin API with its context path, such as https://cdr.example:9000/json-admin/
  learn reads which wire names that Smile CDR has: from its definitions, and where it is found from its API’s own description.
  --keystore-reference is the wire name under which a definition names its keystore there, where you know it.`,
  options: {
    url: { type: 'string' },
    user: { type: 'string' },
    ca: { type: 'string', multiple: true },
    production: { type: 'boolean' },
    'keystore-reference': { type: 'string' },
  },
  async run(context, [action = '', name = '']) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with a target`);
    return actions[action as keyof typeof actions](context, name);
  },
};

const actions = { add, list, test, learn, remove };

async function add(context: Context, name: string): Promise<number> {
  const { authorities } = await context.network();
  const draft = {
    name,
    baseUrl: context.needed('url'),
    username: context.needed('user'),
    production: context.flag('production'),
    authorities: [...authorities],
    keystoreReference: context.text('keystore-reference'),
  };
  const saved = await addTarget(context.ports, draft, await context.secret(`Password of ${draft.username}`));
  context.report.result({ ok: true, target: saved }, () => [`${saved.name}\t${saved.baseUrl}`]);
  return exit.done;
}

async function list(context: Context): Promise<number> {
  const targets = await context.ports.store.targets();
  context.report.result({ ok: true, targets }, () =>
    targets.map(({ name, baseUrl, production }) => `${name}\t${production ? 'production' : 'test'}\t${baseUrl}`),
  );
  return exit.done;
}

async function test(context: Context, name: string): Promise<number> {
  if (name === '') throw new Fault('store/no-such-target', { name });
  const facts = await testTarget(context.ports, name);
  const [told, ok] = [toldOf(facts), isReady(facts)];
  context.report.result({ ok, ...facts, told }, () => [
    facts.anonymousAccess ? 'The target answers.' : 'The target answers, and takes these credentials.',
    ...told,
    ...facts.permissions.map(({ permission, state }) => `${permission}\t${state}`),
    ...facts.modules.map(({ nodeId, moduleId, moduleType, fits }) => [nodeId, moduleId, moduleType, fits].join('\t')),
  ]);
  return ok ? exit.done : exit.notAllGood;
}

async function learn(context: Context, name: string): Promise<number> {
  const { learnt, keystoreReference } = await learnTarget(context.ports, name);
  const keys = wireMembers.map((member) => wireNames[member].key);
  const sure = keys.map((key) => ({ key, confidence: confidenceThere(key, learnt) }));
  const others = learnt.seen.filter((key) => !keys.some((known) => known === key));
  context.report.result({ ok: true, ...learnt, keystoreReference, keys: sure, others }, () => [
    ...sure.map(({ key, confidence }) => `${key}\t${confidence}`),
    `others seen there\t${others.join(', ') || 'none'}`,
    `API description\t${learnt.described === null ? 'not found' : `${String(learnt.described.length)} keys`}`,
    `keystore named by\t${keystoreReference || 'not seen'}`,
  ]);
  return exit.done;
}

async function remove(context: Context, name: string): Promise<number> {
  await removeTarget(context.ports, name);
  context.report.result({ ok: true, name }, () => [`${name} removed, with its password`]);
  return exit.done;
}
