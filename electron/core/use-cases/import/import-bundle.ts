/**
 * @file Payers out of a bundle, as drafts of this store. (1) A bundle that is not as it was signed makes none. (2) What a stranger let
 * stand does not stand here: acceptances come along only where the store’s owner believes the signer. (3) All or none of the
 * payers that are new.
 */
import type { BundledDefinition } from '../../domain/bundle/definitions.ts';
import { definitionsIn } from '../../domain/bundle/definitions.ts';
import type { PayerIn } from '../../domain/bundle/payer-in.ts';
import { payerIn } from '../../domain/bundle/payer-in.ts';
import type { Role } from '../../domain/bundle/roles.ts';
import type { BundleSource } from '../../domain/bundle/source.ts';
import type { TrustedSigner } from '../../domain/bundle/trust.ts';
import type { Verification } from '../../domain/bundle/verdict.ts';
import { Fault } from '../../domain/fault.ts';
import type { FieldName } from '../../domain/payer/fields.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';
import { openSoundBundle } from '../open-sound-bundle.ts';
import { replaced } from './replaced.ts';

type Needs = Pick<Ports, 'store' | 'digests' | 'clock'>;

export interface ImportWish {
  readonly source: BundleSource;
  readonly trust: readonly TrustedSigner[];
  readonly require: readonly Role[];
  /** A person said that it is to be taken although nobody who is believed signed it. */
  readonly isUnverified: boolean;
  /** null: all that are in it. */
  readonly only: PayerRef | null;
  /** Another name for the one payer that is taken; null: its own. */
  readonly as: PayerRef | null;
  /** A payer that is there already gets what the bundle says; its keys, secrets and history stay. */
  readonly replaces: boolean;
}

export interface Imported {
  readonly ref: PayerRef;
  readonly is: 'made' | 'replaced';
  /** Fields of a payer that was there, which have another value now. */
  readonly changed: readonly FieldName[];
  /** Fields whose answer was another than the signed definition’s: the definition’s was taken. */
  readonly overruled: readonly FieldName[];
  /** Keys whose private half is not here. */
  readonly keysElsewhere: readonly string[];
  readonly needsSecret: boolean;
  /** Acceptances that were left out, because nobody who is believed signed for them. */
  readonly notAccepted: readonly string[];
  /** The bundle is of an earlier version: public keys and the origins of values are not carried. */
  readonly isBare: boolean;
}

/**
 * Throws `bundle/not-as-signed`, `import/not-valid`, `import/no-such-payer`, `import/several`, `bundle/wrong-definition`,
 * `bundle/wrong-content`, `payer/exists` before anything is made.
 */
export async function importBundle(
  ports: Needs,
  { source, trust, require, isUnverified, only, as, replaces }: ImportWish,
): Promise<{ imported: Imported[]; verification: Verification }> {
  const { opened, verification } = openSoundBundle(ports, { source, trust, require });
  const isValid = verification.verdict === 'valid';
  if (!isValid && !isUnverified) throw new Fault('import/not-valid', { says: verification.says });
  const now = ports.clock.now().toISOString();
  const given = chosen(definitionsIn(opened), only).map((one) => payerIn(opened, one, { digests: ports.digests, now }));
  const named = given.map((one) => renamed(one, { as, of: given.length }));

  const there = new Set(await ports.store.refs());
  const [taken] = named.filter(({ payer }) => there.has(payer.ref));
  if (taken !== undefined && !replaces) throw new Fault('payer/exists', { ref: taken.payer.ref });
  return { imported: await saveAll(ports, named, { there, isValid }), verification };
}

function chosen(definitions: readonly BundledDefinition[], only: PayerRef | null): readonly BundledDefinition[] {
  if (only === null) return definitions;
  const found = definitions.filter(({ payer }) => payer === only);
  if (found.length === 0) throw new Fault('import/no-such-payer', { ref: only });
  return found;
}

function renamed(one: PayerIn, { as, of }: { as: PayerRef | null; of: number }): PayerIn {
  if (as === null) return one;
  if (of > 1) throw new Fault('import/several', { count: String(of) });
  return { ...one, payer: { ...one.payer, ref: as } };
}

async function saveAll(
  ports: Needs,
  all: readonly PayerIn[],
  { there, isValid }: { there: ReadonlySet<string>; isValid: boolean },
): Promise<Imported[]> {
  const made: PayerRef[] = [];
  const imported: Imported[] = [];
  try {
    for (const one of all) {
      const isNew = !there.has(one.payer.ref);
      imported.push(await saveOne(ports, one, { isNew, isValid }));
      if (isNew) made.push(one.payer.ref);
    }
    return imported;
  } catch (error) {
    for (const ref of made) await ports.store.removePayer(ref);
    throw error;
  }
}

async function saveOne(
  { store }: Needs,
  { payer, accepted, evidence, overruled, isBare }: PayerIn,
  { isNew, isValid }: { isNew: boolean; isValid: boolean },
): Promise<Imported> {
  for (const { bytes } of evidence) await store.keepEvidence(bytes);
  const whole: Payer = { ...payer, accepted: isValid ? [...accepted] : [] };
  const { payer: next, changed } = isNew
    ? { payer: whole, changed: [] }
    : replaced(await store.payer(payer.ref), whole);
  await store.savePayer(next);
  const usesSecret = valueOf(next, 'clientAuthenticationMode') === 'CLIENT_SECRET_BASIC';
  return {
    ref: payer.ref,
    is: isNew ? 'made' : 'replaced',
    changed,
    overruled,
    keysElsewhere: next.keys.filter(({ keptFor }) => keptFor === 'elsewhere').map(({ kid }) => kid),
    needsSecret: usesSecret && next.secretSince === null,
    notAccepted: isValid ? [] : accepted.map(({ code }) => code),
    isBare,
  };
}
