import { Fault } from '#core/domain/fault.ts';
import { addTarget, removeTarget } from '#core/use-cases/targets.ts';
import { testTarget } from '#core/use-cases/target-test.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../report.ts';

export const target: Command = {
  usage: `Usage: payer-wizard target add NAME --url URL --user NAME [--production] [--ca FILE]... [--secret-file F]
       payer-wizard target list | test NAME | remove NAME
  URL is the JSON Admin API with its context path, such as https://cdr.example:9000/json-admin/`,
  options: {
    url: { type: 'string' },
    user: { type: 'string' },
    ca: { type: 'string', multiple: true },
    production: { type: 'boolean' },
  },
  async run(context, [action = '', name = '']) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with a target`);
    return actions[action as keyof typeof actions](context, name);
  },
};

const actions = { add, list, test, remove };

async function add(context: Context, name: string): Promise<number> {
  const { authorities } = await context.network();
  const draft = {
    name,
    baseUrl: context.needed('url'),
    username: context.needed('user'),
    production: context.flag('production'),
    authorities: [...authorities],
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
  context.report.result({ ok: facts.reachable, ...facts }, () => [
    'The target answers, and takes these credentials.',
    ...(facts.anonymousAccess ? ['It answers without credentials too: a 200 there proves nothing.'] : []),
    ...facts.modules.map(({ nodeId, moduleId, moduleType }) => `${nodeId}\t${moduleId}\t${moduleType}`),
  ]);
  return exit.done;
}

async function remove(context: Context, name: string): Promise<number> {
  await removeTarget(context.ports, name);
  context.report.result({ ok: true, name }, () => [`${name} removed, with its password`]);
  return exit.done;
}
