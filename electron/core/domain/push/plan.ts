/** @file What a push would do to one definition, as data. (1) A push never deletes, and never archives by itself. */
import type { WireServer } from '../../ports.ts';
import type { Code, Details } from '../catalogue.ts';
import { explain } from '../catalogue.ts';
import { writeAdminApi } from '../definition/dialects/admin-api.ts';
import type { ServerDefinition } from '../definition/server-definition.ts';
import { secretKey, wireMembers, wireNames } from '../definition/wire-names.ts';
import type { PayerRef } from '../payer/payer.ts';
import type { Learnt } from './learnt.ts';
import { confidenceThere } from './learnt.ts';
import type { DefinitionStep, FieldChange } from './plan-types.ts';
import { bareIssuer, isArchived, ownedByServer, pidOf, wireText } from './same.ts';

/**
 * What is known of the secret at the target: none is used, it is as it was sent last, another was, or nothing is known.
 * `missing`: one is used, and nobody here has it.
 */
export type SecretState = 'not-used' | 'as-sent' | 'changed' | 'not-told' | 'missing';

export interface Wanted {
  readonly payer: PayerRef;
  readonly definition: ServerDefinition;
  readonly secret: SecretState;
  /** Wire keys that were sent before and not kept by this server, with what was sent: sending them again changes nothing. */
  readonly notKept: Readonly<Record<string, string>>;
  /** The keystore that it names, under the wire name that this target has for that; null: the name is not known, or none is used. */
  readonly keystore: { readonly key: string; readonly id: string } | null;
  /** What the target tells of its wire names. */
  readonly learnt: Pick<Learnt, 'seen' | 'described'>;
}

/** The steps of several payers. Two that name one issuer stand in each other's way: a server has one definition of it. */
export function planSteps(wanted: readonly Wanted[], servers: readonly WireServer[]): DefinitionStep[] {
  const there = byIssuer(servers, (server) => wireText(server, 'issuer'));
  const here = byIssuer(wanted, ({ definition }) => definition.issuer);
  return wanted.map((each) => {
    const { payer, definition } = each;
    const { nodeId, moduleId, issuer, name } = definition;
    const other = here.get(bareIssuer(issuer))?.find((one) => one !== each);
    if (other === undefined) return planStep(each, there.get(bareIssuer(issuer)) ?? []);
    return conflict({ payer, name, nodeId, moduleId, issuer }, 'push/issuer-shared', { issuer, other: other.payer });
  });
}

function byIssuer<T>(all: readonly T[], issuerOf: (each: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const issuer = bareIssuer(issuerOf(each));
    const alike = found.get(issuer);
    if (alike === undefined) found.set(issuer, [each]);
    else alike.push(each);
  }
  return found;
}

/** Of one definition; `alike`: all those of its issuer. */
export function planStep(wanted: Wanted, alike: readonly WireServer[]): DefinitionStep {
  const { payer, definition } = wanted;
  const { nodeId, moduleId, issuer, name } = definition;
  const place = { payer, name, nodeId, moduleId, issuer };
  const isHere = (server: WireServer) =>
    wireText(server, 'nodeId') === nodeId && wireText(server, 'moduleId') === moduleId;
  const here = alike.filter((server) => isHere(server));
  const live = here.filter((server) => !isArchived(server));
  const elsewhere = alike.find((server) => !isHere(server) && !isArchived(server));

  if (elsewhere !== undefined) {
    const at = `${wireText(elsewhere, 'nodeId')}/${wireText(elsewhere, 'moduleId')}`;
    return conflict(place, 'push/issuer-elsewhere', { issuer, at, pid: String(pidOf(elsewhere)) });
  }
  if (live.length > 1) return conflict(place, 'push/issuer-twice', { issuer, pids: live.map(pidOf).join(', ') });
  const [archived] = here.filter(isArchived);
  const [present] = live;
  if (present === undefined && archived !== undefined)
    return conflict(place, 'push/issuer-archived', { issuer, pid: String(pidOf(archived)) });
  if (present === undefined) return { does: 'create', ...place, changes: changesOf(wanted, {}) };

  const changes = changesOf(wanted, present);
  const pid = pidOf(present);
  return changes.length === 0
    ? { does: 'nothing', ...place, pid }
    : { does: 'update', ...place, pid, changes, keptKeys: keptKeys(wanted, present) };
}

function conflict<C extends Code>(
  place: Pick<DefinitionStep, 'payer' | 'name' | 'nodeId' | 'moduleId' | 'issuer'>,
  code: C,
  details: Details<C>,
): DefinitionStep {
  return { does: 'conflict', ...place, code, ...explain(code, details) };
}

function changesOf(wanted: Wanted, present: WireServer): FieldChange[] {
  const { definition, secret, notKept, keystore, learnt } = wanted;
  const sure = (key: string) => confidenceThere(key, learnt);
  const planned = writeAdminApi(definition);
  const changes = wireMembers.flatMap((member): FieldChange[] => {
    const { key, label } = wireNames[member];
    const now = wireText(present, key);
    const then = planned[key] ?? '';
    // What was sent before and not kept changes nothing when it is sent again: absent, or an issuer without its final slash.
    const isSame = now === then || (notKept[key] === then && (now === '' || member === 'issuer'));
    return isSame
      ? []
      : [
          {
            key,
            label,
            confidence: sure(key),
            state: 'different',
            now: now === '' ? null : now,
            planned: then === '' ? null : then,
          },
        ];
  });
  if (keystore !== null) {
    const now = wireText(present, keystore.key);
    const isSame = now === keystore.id || (notKept[keystore.key] === keystore.id && now === '');
    if (!isSame)
      changes.push({
        key: keystore.key,
        label: 'Keystore',
        state: 'different',
        now: now === '' ? null : now,
        planned: keystore.id,
      });
  }
  if (secret !== 'not-used' && secret !== 'as-sent')
    changes.push({
      key: secretKey,
      label: 'Client Secret',
      confidence: sure(secretKey),
      state: secretStates[secret],
      now: null,
      planned: null,
    });
  return changes;
}

const secretStates = { changed: 'secret-changed', 'not-told': 'secret-not-told', missing: 'secret-missing' } as const;

/** What is there and not ours: it is sent back as it is. */
function keptKeys({ definition, keystore }: Wanted, present: WireServer): string[] {
  const ours = new Set(Object.keys(plannedTexts({ definition, keystore })));
  return Object.keys(present).filter(
    (key) => !ours.has(key) && !ownedByServer.includes(key) && wireText(present, key) !== '',
  );
}

/** By wire key, all that a push wants to be there; '' for what is not to be set. */
export function plannedTexts({
  definition,
  keystore,
}: Pick<Wanted, 'definition' | 'keystore'>): Record<string, string> {
  return { ...writeAdminApi(definition), ...(keystore && { [keystore.key]: keystore.id }) };
}
