import { Fault } from '#core/domain/fault.ts';
import { expiryOf } from '#core/domain/keys/expiry.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fieldNames, fields } from '#core/domain/payer/fields.ts';
import { stageOf } from '#core/domain/payer/progress.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { keepProxyPassword, keepSecret } from '#core/use-cases/client-secret.ts';
import { ownAuthorities, withoutAuthorities } from '#core/use-cases/authorities.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { judgedAmongAll, judgedPayers } from '#core/use-cases/judge-payer.ts';
import { checkedRef, createPayer, removePayer, widenNetwork } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import type { Command } from '../command.ts';
import { takeCommunity } from '../community.ts';
import type { Context } from '../context.ts';
import { personName } from '../person.ts';
import { exit, refuseArguments, UsageError } from '../report.ts';
import { trustOptions } from '../chosen-bundle.ts';
import { importPayer } from './payer/import.ts';
import { payerLines } from '../show/payer.ts';

export const payer: Command = {
  usage: `Usage: payer-wizard payer new SLUG@ENVIRONMENT [--name TEXT]
       payer-wizard payer import FILE|DIR [--as SLUG@ENVIRONMENT] [--only PAYER] [--replace] [--trust FILE|DIR]... [--require ROLE,...]
                          [--unverified] [--environment ENVIRONMENT] [--name TEXT] [--take-secret]
                          a bundle, or a definition in any dialect, as drafts; tells what it cannot carry
       payer-wizard payer list | show PAYER | remove PAYER
       payer-wizard payer set PAYER FIELD=VALUE...     (FIELD= empties it, FIELD alone takes a typed value back;
                          2 where the live test cannot use what was set)
       payer-wizard payer secret PAYER [--secret-file F]
       payer-wizard payer trust PAYER [--ca FILE]... [--forget-ca SHA256|all]... [--allow-private | --no-private]
                          [--proxy system|none|URL] [--client-key KEY-ID|none] [--anchor FILE]... [--crl FILE]...
                          how its servers are reached, and whom to believe; tells what stands
       payer-wizard payer proxy-password PAYER [--secret-file F]
       payer-wizard payer accept PAYER CODE --reason TEXT [--member MEMBER]
  Fields: ${fieldNames.join(', ')}`,
  options: {
    name: { type: 'string' },
    reason: { type: 'string' },
    member: { type: 'string' },
    ca: { type: 'string', multiple: true },
    'forget-ca': { type: 'string', multiple: true },
    'no-private': { type: 'boolean' },
    'client-key': { type: 'string' },
    anchor: { type: 'string', multiple: true },
    crl: { type: 'string', multiple: true },
    as: { type: 'string' },
    only: { type: 'string' },
    replace: { type: 'boolean' },
    unverified: { type: 'boolean' },
    environment: { type: 'string' },
    'take-secret': { type: 'boolean' },
    ...trustOptions,
  },
  async run(context, [action = '', ...args]) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with a payer`);
    return actions[action as keyof typeof actions](context, args);
  },
};

const actions = {
  new: makeNew,
  import: importPayer,
  list,
  show,
  remove,
  set,
  secret,
  'proxy-password': proxyPassword,
  trust,
  accept,
};

async function makeNew(context: Context, [ref = '']: string[]): Promise<number> {
  const made = await createPayer(context.ports, { ref, name: context.text('name') ?? '' });
  context.report.result({ ok: true, ref: made.ref }, () => [`${made.ref} made`]);
  return exit.done;
}

async function list(context: Context): Promise<number> {
  const { payers, faults } = await judgedPayers(context.ports);
  const now = context.ports.clock.now();
  const rows = payers.map((payer) => {
    const { ref, name, changedAt, keys } = payer;
    const held = keys[0]?.certificate ?? null;
    const certificate = held && { notBefore: held.notBefore, notAfter: held.notAfter, ...expiryOf(held, now) };
    return { ref, name, changedAt, stage: stageOf(payer, now), certificate };
  });
  context.report.result({ ok: faults.length === 0, payers: rows, faults }, () =>
    rows.map(({ ref, name, stage, certificate }) =>
      [ref, stage, name, ...(certificate === null ? [] : [`certificate ${certificate.says}`])].join('\t'),
    ),
  );
  for (const { failure } of faults) context.report.remark(failure);
  return faults.length === 0 ? exit.done : exit.notAllGood;
}

async function show(context: Context, [given = '']: string[]): Promise<number> {
  // Among all, as they are now: a payer that came later may have taken the token endpoint of this one.
  const shown = await judgedAmongAll(context.ports, await context.ports.store.payer(checkedRef(given)));
  context.report.result(shown, () => payerLines(shown, context.ports.clock.now()));
  return exit.done;
}

async function remove(context: Context, [given = '']: string[]): Promise<number> {
  const ref = checkedRef(given);
  await removePayer(context.ports, ref);
  context.report.result({ ok: true, ref }, () => [`${ref} removed, with its keys and its secret`]);
  return exit.done;
}

async function set(context: Context, [given = '', ...assignments]: string[]): Promise<number> {
  if (assignments.length === 0) throw new UsageError('FIELD=VALUE is needed');
  const before = await context.ports.store.payer(checkedRef(given));
  const changes = { fields: Object.fromEntries(assignments.map(readAssignment)) };
  const saved = await saveChanges(context.ports, before, { changes });
  const wrong = settingProblems(saved).filter(({ at }) => Object.hasOwn(changes.fields, at));
  context.report.result({ ok: wrong.length === 0, ref: saved.ref, problems: wrong }, () => [`${saved.ref} saved`]);
  for (const each of wrong) context.report.remark(each);
  return wrong.length === 0 ? exit.done : exit.notAllGood;
}

function readAssignment(assignment: string): [FieldName, string | null] {
  const at = assignment.indexOf('=');
  const name = at === -1 ? assignment : assignment.slice(0, at);
  if (!Object.hasOwn(fields, name)) throw new Fault('payer/no-such-field', { given: name });
  return [name as FieldName, at === -1 ? null : assignment.slice(at + 1)];
}

async function secret(context: Context, [given = '', ...more]: string[]): Promise<number> {
  refuseArguments(more);
  const ref = checkedRef(given);
  await context.ports.store.payer(ref);
  await keepSecret(context.ports, ref, await context.secret(`Client secret of ${ref}`));
  context.report.result({ ok: true, ref }, () => ['The secret is sealed in the vault.']);
  return exit.done;
}

async function proxyPassword(context: Context, [given = '', ...more]: string[]): Promise<number> {
  refuseArguments(more);
  const ref = checkedRef(given);
  await keepProxyPassword(context.ports, ref, await context.secret(`Password of the proxy for ${ref}`));
  context.report.result({ ok: true, ref }, () => ['The password is sealed in the vault.']);
  return exit.done;
}

async function trust(context: Context, [given = '']: string[]): Promise<number> {
  const { ports } = context;
  const isNarrowed = context.flag('no-private');
  if (isNarrowed && context.flag('allow-private')) throw new UsageError('--allow-private or --no-private, not both');
  const before = await ports.store.payer(checkedRef(given));
  // In this order, so that one command can put a CA in another's place.
  const kept = withoutAuthorities(ports, before, context.texts('forget-ca'));
  const { network: wanted } = widenNetwork({ ...before, network: kept }, await context.network());
  const { ref } = await saveChanges(ports, before, {
    changes: { clientKeyId: clientKeyIn(context, before), ...(isNarrowed ? { allowPrivate: false } : {}) },
    network: wanted,
  });
  await takeCommunity(context, ref);
  const { network, community } = await ports.store.payer(ref);
  const own = await ownAuthorities(ports, { network });
  context.report.result({ ok: true, ref, ...network, ownAuthorities: own, community }, () => [
    `${String(own.length)} CA certificates trusted beside the system’s`,
    ...own.map(({ sha256, subject }) => `  ${sha256}  ${subject}`),
    `private addresses ${network.allowPrivate ? 'are' : 'are not'} asked`,
    `proxy ${network.proxy}`,
    `client certificate of the key ${network.clientKeyId ?? 'none'}`,
    `${String(community.anchors.length)} trust anchors, ${String(community.revocationLists.length)} revocation lists`,
  ]);
  return exit.done;
}

/** `--client-key`: undefined leaves it, null takes it away. Throws `key/gone`, `key/no-certificate`. */
function clientKeyIn(context: Context, { keys }: Payer): string | null | undefined {
  const given = context.text('client-key');
  if (given === undefined || given === 'none') return given === undefined ? undefined : null;
  const key = keys.find(({ id, kid }) => id === given || kid === given);
  if (key === undefined) throw new Fault('key/gone', { keyId: given });
  if (key.certificate === null) throw new Fault('key/no-certificate', { keyId: given });
  return key.id;
}

async function accept(context: Context, [given = '', code = '']: string[]): Promise<number> {
  const { store, clock } = context.ports;
  const before = await store.payer(checkedRef(given));
  if (code === '') throw new UsageError('the CODE of a finding is needed');
  const reason = context.needed('reason');
  const at = clock.now().toISOString();
  const accepting = { code, member: context.text('member'), reason, by: personName(), at };
  await saveChanges(context.ports, before, { changes: {}, accept: accepting });
  context.report.result({ ok: true, code }, () => [`${code} accepted`]);
  return exit.done;
}
