/** @file What a plan or a push is made of: payers of the store, or a bundle of somebody else’s. */
import { definitionsIn } from '#core/domain/bundle/definitions.ts';
import type { Verification } from '#core/domain/bundle/verdict.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';
import type { KeystoreWay } from '#core/domain/push/keystore.ts';
import { keystoreWays } from '#core/domain/push/keystore.ts';
import type { Plan } from '#core/domain/push/plan-types.ts';
import type { Secret } from '#core/domain/secret.ts';
import { missingSecrets, planPush } from '#core/use-cases/push/plan-push.ts';
import type { Pushable } from '#core/use-cases/push/pushable.ts';
import { pushableInBundle, pushableOf } from '#core/use-cases/push/pushable.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { askSecret } from './ask.ts';
import { soundBundle, trustOptions } from './chosen-bundle.ts';
import { chosenPayers } from './chosen-payers.ts';
import type { Context } from './context.ts';
import { firstLine } from './context.ts';
import type { Options } from './options.ts';
import { tellKeyConcerns } from './open-errors.ts';
import { UsageError } from './report.ts';

export const pushableOptions = {
  target: { type: 'string' },
  all: { type: 'boolean' },
  'client-secret': { type: 'string', multiple: true },
  keystores: { type: 'string' },
  ...trustOptions,
} as const satisfies Options;

export const pushableUsage = `PAYER... | --all | BUNDLE|DIR --target T [--client-secret PAYER=FILE]... [--keystores file|private-keys] [--trust FILE|DIR]... [--require ROLE,...]`;

export interface Chosen {
  readonly pushables: readonly Pushable[];
  /** The store’s own; null for those of a bundle. */
  readonly payers: readonly Payer[] | null;
  readonly verification: Verification | null;
  /** 2 where something was told that a person has to look at. */
  readonly status: number;
}

/** null: roles are asked for that have not signed the bundle; that is told. */
export async function chosenPushables(context: Context, given: readonly string[]): Promise<Chosen | null> {
  const [first] = given;
  if (given.length === 1 && first !== undefined && !isPayerRef(first)) return ofBundle(context, first);
  if (context.text('require') !== undefined) throw new UsageError('--require is for a bundle');
  const { ports, report } = context;
  const payers = await chosenPayers(context, given);
  const status = tellKeyConcerns(payers, { report, now: ports.clock.now() });
  return { pushables: payers.map(pushableOf), payers, verification: null, status };
}

async function ofBundle(context: Context, place: string): Promise<Chosen | null> {
  const { opened, verification, status } = await soundBundle(context, place);
  if (opened !== null) {
    const pushables = definitionsIn(opened).map((one) => pushableInBundle(context.ports, opened, one));
    return { pushables, payers: null, verification, status };
  }
  context.report.result({ ok: false, verification }, () => []);
  return null;
}

/** The plan, with the secrets that were given. Those that it lacks are asked for where somebody sits at a terminal. */
export async function planWithSecrets(
  context: Context,
  pushables: readonly Pushable[],
): Promise<{ plan: Plan; typed: Map<PayerRef, Secret> }> {
  const typed = await secretsGiven(context);
  const wish = { pushables, target: context.needed('target'), keystores: keystoreWay(context) };
  const plan = await planPush(context.ports, { ...wish, typed });
  const missing = missingSecrets(plan);
  if (missing.length === 0 || !process.stdin.isTTY) return { plan, typed };
  for (const payer of missing) typed.set(payer, await askSecret(`Client secret of ${payer}`));
  return { plan: await planPush(context.ports, { ...wish, typed }), typed };
}

function keystoreWay(context: Context): KeystoreWay {
  const given = context.text('keystores') ?? 'leave';
  const way = keystoreWays.find((each) => each === given);
  if (way === undefined) throw new UsageError(`--keystores is one of ${keystoreWays.join(', ')}`);
  return way;
}

/** `--client-secret northlake@test=FILE`: never a secret itself, which every process of this machine could read. */
export async function secretsGiven(context: Context): Promise<Map<PayerRef, Secret>> {
  const typed = new Map<PayerRef, Secret>();
  for (const pair of context.texts('client-secret')) {
    const at = pair.indexOf('=');
    if (at < 0) throw new UsageError('--client-secret wants PAYER=FILE');
    typed.set(checkedRef(pair.slice(0, at)), firstLine(await context.readText(pair.slice(at + 1))));
  }
  return typed;
}
