/** @file What one does with payers: make, change, accept a finding, remove. */
import { Fault } from '../domain/fault.ts';
import { typeField } from '../domain/payer/edit.ts';
import type { FieldName } from '../domain/payer/fields.ts';
import { openFindings } from '../domain/payer/findings.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { newPayer, PayerRef } from '../domain/payer/payer.ts';
import { propose } from '../domain/payer/proposals.ts';
import type { Network, Ports } from '../ports.ts';
import { clientSecretItem } from './client-secret.ts';

/** Throws `payer/bad-ref`, `payer/exists`. */
export async function createPayer(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { ref, name }: { ref: string; name: string },
): Promise<Payer> {
  const checked = checkedRef(ref);
  const { payers, faults } = await store.payers();
  if ([...payers, ...faults].some((payer) => payer.ref === checked)) throw new Fault('payer/exists', { ref: checked });
  const fresh = newPayer({ ref: checked, name: name.trim() || checked, now: clock.now().toISOString() });
  return store.savePayer(propose(fresh));
}

/** Throws `payer/bad-ref`. */
export function checkedRef(given: string): PayerRef {
  const parsed = PayerRef.safeParse(given.trim());
  if (!parsed.success) throw new Fault('payer/bad-ref', { given });
  return parsed.data;
}

export interface PayerChanges {
  readonly name?: string | undefined;
  /** null takes a typed value back. */
  readonly fields?: Partial<Record<FieldName, string | null | undefined>> | undefined;
  readonly allowPrivate?: boolean | undefined;
  readonly lastStep?: string | undefined;
}

/** Applies what a person changed to the revision that the person saw. */
export function changePayer(payer: Payer, { name, fields, allowPrivate, lastStep }: PayerChanges): Payer {
  const changes = Object.entries(fields ?? {}) as [FieldName, string | null][];
  const changed = changes.reduce((sum, [field, text]) => typeField(sum, field, text), payer);
  return {
    ...changed,
    ...(name === undefined ? {} : { name }),
    ...(lastStep === undefined ? {} : { lastStep }),
    ...(allowPrivate === undefined ? {} : { network: { ...changed.network, allowPrivate } }),
  };
}

/** Adds to what a payer's connections may trust and reach. Answers the same payer when there is nothing to add. */
export function widenNetwork(payer: Payer, { authorities, allowPrivate }: Network): Payer {
  const added = authorities.filter((pem) => !payer.network.authorities.includes(pem));
  if (added.length === 0 && (!allowPrivate || payer.network.allowPrivate)) return payer;
  const network = {
    authorities: [...payer.network.authorities, ...added],
    allowPrivate: payer.network.allowPrivate || allowPrivate,
  };
  return { ...payer, network };
}

/** What cannot work whatever a person says of it: nothing can be asked for a token. */
const neverAccepted = new Set([
  'token-endpoint/missing',
  'token-endpoint/not-https',
  'token-endpoint/not-a-url',
  'jwks/private-member',
]);

/** Lets a finding stand. The reason travels with the payer into its bundle. Throws `payer/no-such-finding`, `payer/cannot-accept`. */
export function acceptFinding(
  payer: Payer,
  {
    code,
    member,
    reason,
    by,
    at,
  }: { code: string; member: string | undefined; reason: string; by: string; at: string },
): Payer {
  const found = openFindings(payer).filter(
    (finding) => finding.code === code && (member ?? finding.member) === finding.member,
  );
  if (found.length === 0) throw new Fault('payer/no-such-finding', { code });
  if (neverAccepted.has(code)) throw new Fault('payer/cannot-accept', { code });
  const accepted = found.map((finding) => ({ code, member: finding.member, reason, by, at }));
  return { ...payer, accepted: [...payer.accepted, ...accepted] };
}

/** Forgets the payer's secret and keys, then the payer: in this order nothing sealed is left without an owner. */
export async function removePayer({ store, vault }: Pick<Ports, 'store' | 'vault'>, ref: PayerRef): Promise<void> {
  const payer = await store.payer(ref);
  for (const key of payer.keys) await vault.forgetKey({ owner: ref, keyId: key.id });
  await vault.forget(clientSecretItem(ref));
  await store.removePayer(ref);
}
