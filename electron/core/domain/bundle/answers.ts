/**
 * @file `evidence/answers.json`: every answer of a payer with where it came from, and its public keys, so that a reviewer sees who
 * said what, and a draft can be made of the bundle again. What only this store has a use for stays here: see docs/formats.md.
 */
import { z } from 'zod';
import { KeyRecord } from '../keys/key-record.ts';
import { fieldNames } from '../payer/fields.ts';
import { Payer } from '../payer/payer.ts';

/** All of a key that is public and has a meaning elsewhere: not where its private half lies, nor the file that it came from. */
const BundledKey = KeyRecord.omit({ keptFor: true, loadedFrom: true, shared: true });

export const Answers = z.object({
  version: z.literal(1),
  ...Payer.pick({ name: true, address: true, understoodAs: true, fields: true, found: true }).shape,
  ...Payer.pick({ listsBefore: true, held: true }).shape,
  /** The first one signs. */
  keys: z.array(BundledKey),
  /** The id of the key whose certificate is shown in TLS; null: none is. */
  clientKeyId: z.string().nullable(),
});
export type Answers = z.infer<typeof Answers>;

export const answersName = 'evidence/answers.json';

/** Fields stand in the order of their list, so that two versions can be compared line by line. */
export function answersOf(payer: Payer): Answers {
  const { name, address, understoodAs, found, listsBefore, held, keys, network } = payer;
  const fields = Object.fromEntries(
    fieldNames.flatMap((field) => (payer.fields[field] === undefined ? [] : [[field, payer.fields[field]]])),
  ) as Answers['fields'];
  return Answers.parse({
    version: 1,
    name,
    address,
    understoodAs,
    fields,
    found,
    listsBefore,
    held,
    keys,
    clientKeyId: network.clientKeyId,
  });
}
