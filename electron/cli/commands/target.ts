import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import { wireMembers, wireNames } from '#core/domain/definition/wire-names.ts';
import { confidenceThere } from '#core/domain/push/learnt.ts';
import { learnTarget } from '#core/use-cases/push/learn-target.ts';
import type { Target } from '#core/domain/push/target.ts';
import { dayOf } from '#core/domain/keys/expiry.ts';
import { isReady, toldOf } from '#core/domain/push/target-facts.ts';
import { forgetClientKey, keepClientKey } from '#core/use-cases/push/target-client-key.ts';
import { addTarget, keepTargetProxyPassword, removeTarget } from '#core/use-cases/push/targets.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, refuseArguments, UsageError } from '../report.ts';
import { readKeyFile } from './key/read-key-file.ts';

export const target: Command = {
  usage: `Usage: payer-wizard target add NAME --url URL --user NAME [--label TEXT] [--production|--no-production] [--ca FILE]... [--proxy system|none|URL]
                               [--secret-file F] [--keystore-reference KEY]
       payer-wizard target client-key NAME FILE|none [--secret-file F]
       payer-wizard target proxy-password NAME [--secret-file F]
       payer-wizard target list | test NAME | learn NAME | remove NAME
  URL is the JSON Admin API with its context path, such as https://cdr.example:9000/json-admin/
  add changes one that is there; what is not given stays. --label: what people call the environment.
  client-key: a private key with its certificate, for a server that wants mutual TLS; --secret-file: the passphrase of FILE.
  learn reads which wire names that Smile CDR has: from its definitions, and where it is found from its API’s own description.
  --keystore-reference is the wire name under which a definition names its keystore there, where you know it.`,
  options: {
    url: { type: 'string' },
    label: { type: 'string' },
    user: { type: 'string' },
    ca: { type: 'string', multiple: true },
    production: { type: 'boolean' },
    'no-production': { type: 'boolean' },
    'keystore-reference': { type: 'string' },
  },
  async run(context, [action = '', name = '', ...more]) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with a target`);
    return actions[action as keyof typeof actions](context, name, more);
  },
};

const actions = { add, list, test, learn, remove, 'client-key': clientKey, 'proxy-password': proxyPassword };

async function add(context: Context, name: string): Promise<number> {
  const { authorities, proxy } = await context.network();
  const draft = {
    name,
    baseUrl: context.needed('url'),
    username: context.needed('user'),
    production: productionIn(context),
    label: context.text('label'),
    authorities: authorities.length === 0 ? undefined : [...authorities],
    proxy,
    keystoreReference: context.text('keystore-reference'),
  };
  const saved = await addTarget(context.ports, draft, await context.secret(`Password of ${draft.username}`));
  context.report.result({ ok: true, target: saved }, () => [`${saved.name}\t${saved.baseUrl}`]);
  return exit.done;
}

/** A production target stays one until somebody says otherwise. */
function productionIn(context: Context): boolean | undefined {
  const [is, isNot] = [context.flag('production'), context.flag('no-production')];
  if (is && isNot) throw new UsageError('--production or --no-production, not both');
  return is || isNot ? is : undefined;
}

async function list(context: Context): Promise<number> {
  const targets = await context.ports.store.targets();
  context.report.result({ ok: true, targets }, () =>
    targets.map(({ name, baseUrl, production, ...more }) =>
      [name, production ? 'production' : 'test', baseUrl, ...ways(more)].join('\t'),
    ),
  );
  return exit.done;
}

function ways({ label, proxy, clientKey }: Pick<Target, 'label' | 'proxy' | 'clientKey'>): string[] {
  return [label, proxy === 'system' ? '' : `proxy ${proxy}`, certificateWords(clientKey)].filter((word) => word !== '');
}

/** '': it is shown none. */
function certificateWords(clientKey: Target['clientKey']): string {
  const certificate = clientKey?.certificate ?? null;
  return certificate === null ? '' : `client certificate ${certificate.subject} until ${dayOf(certificate.notAfter)}`;
}

async function clientKey(context: Context, name: string, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new UsageError('a FILE is needed, or none');
  const { ports, report } = context;
  const saved =
    file === 'none'
      ? await forgetClientKey(ports, name)
      : await keepClientKey(ports, {
          name,
          file: await readKeyFile(context, file),
          fileName: file === '-' ? '' : path.basename(file),
        });
  report.result({ ok: true, target: saved }, () => [
    saved.name,
    certificateWords(saved.clientKey) || 'no client certificate',
  ]);
  return exit.done;
}

async function proxyPassword(context: Context, name: string, more: readonly string[]): Promise<number> {
  refuseArguments(more);
  const { proxy } = await context.ports.store.target(name);
  await keepTargetProxyPassword(context.ports, name, await context.secret(`Password for ${proxy}`));
  context.report.result({ ok: true, name }, () => ['The password is sealed in the vault.']);
  return exit.done;
}

async function test(context: Context, name: string): Promise<number> {
  if (name === '') throw new Fault('store/no-such-target', { name });
  const facts = await testTarget(context.ports, name);
  const [told, ok] = [toldOf(facts), isReady(facts)];
  context.report.result({ ok, ...facts, told }, () => [
    facts.anonymousAccess ? 'The target answers.' : 'The target answers, and takes these credentials.',
    ...told,
    `version\t${facts.describedVersion || 'not told'}`,
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
