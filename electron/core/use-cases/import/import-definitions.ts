/** @file Payers out of a definition in any dialect. It has no signature, and it carries less than a bundle: what, is told. */
import { fieldsOfMembers } from '../../domain/definition/fields-of-members.ts';
import type { ReadDefinition } from '../../domain/definition/read-definitions.ts';
import { memberLabels, memberNames } from '../../domain/diff/members.ts';
import { Fault } from '../../domain/fault.ts';
import type { FieldName } from '../../domain/payer/fields.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import { newPayer } from '../../domain/payer/payer.ts';
import { propose } from '../../domain/payer/proposals.ts';
import type { Ports } from '../../ports.ts';
import { keepSecret } from '../client-secret.ts';
import { replaced } from './replaced.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'vault'>;

export interface DefinitionWish {
  readonly ref: PayerRef;
  readonly name: string;
  readonly read: ReadDefinition;
  readonly replaces: boolean;
  /** A secret that stood in the file in clear goes into the vault; else it is left out, and that is told. */
  readonly takesSecret: boolean;
}

export interface ImportedDefinition {
  readonly ref: PayerRef;
  readonly is: 'made' | 'replaced';
  readonly changed: readonly FieldName[];
  /** Labels of members that the file does not tell. */
  readonly notTold: readonly string[];
  /** Keys of the file that no field stands for. */
  readonly unknown: readonly string[];
  readonly secret: 'none' | 'taken' | 'left-out';
  /** Where the file says that the secret comes from; '': nowhere. */
  readonly secretVariable: string;
}

/** Throws `payer/exists`, `store/changed-meanwhile`, and the vault’s faults where a secret is taken. */
export async function importDefinition(ports: Needs, wish: DefinitionWish): Promise<ImportedDefinition> {
  const { ref, name, read, replaces, takesSecret } = wish;
  const isThere = (await ports.store.refs()).includes(ref);
  if (isThere && !replaces) throw new Fault('payer/exists', { ref });
  const draft = draftOf({ ref, name, read, now: ports.clock.now().toISOString() });
  const { payer, changed } = isThere
    ? replacedFields(await ports.store.payer(ref), draft)
    : { payer: draft, changed: [] };
  await ports.store.savePayer(payer);
  if (takesSecret && read.secret !== null) await keepSecret(ports, ref, read.secret);
  return {
    ref,
    is: isThere ? 'replaced' : 'made',
    changed,
    notTold: memberNames.filter((member) => read.members[member] === undefined).map((member) => memberLabels[member]),
    unknown: Object.keys(read.unknown),
    secret: read.secret === null ? 'none' : takesSecret ? 'taken' : 'left-out',
    secretVariable: read.secretVariable,
  };
}

function draftOf({ ref, name, read, now }: { ref: PayerRef; name: string; read: ReadDefinition; now: string }): Payer {
  const given = Object.entries(fieldsOfMembers(read.members)).filter(([, value]) => value !== '');
  const fields = Object.fromEntries(given.map(([field, value]) => [field, { value, from: ['definition'] }]));
  return propose({
    ...newPayer({ ref, name: name || read.members.name || ref, now }),
    fields: fields,
  });
}

/** What the file does not tell stands as it was. */
function replacedFields(present: Payer, draft: Payer): { payer: Payer; changed: FieldName[] } {
  const told = Object.entries(draft.fields).filter(([, field]) => field.from.includes('definition'));
  const fields = { ...present.fields, ...Object.fromEntries(told) };
  const { changed } = replaced(present, { ...present, fields });
  return { payer: propose({ ...present, fields }), changed };
}
