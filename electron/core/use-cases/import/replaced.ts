import type { FieldName } from '../../domain/payer/fields.ts';
import { fieldNames } from '../../domain/payer/fields.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';

/**
 * A payer that is there, with what was imported in the place of its answers. Its keys, secrets, what left the vault, how it is
 * reached, its tries and its test stay: they are this store’s own.
 */
export function replaced(present: Payer, imported: Payer): { payer: Payer; changed: FieldName[] } {
  const { name, fields, address, understoodAs, found, listsBefore, held, documents, findings, accepted } = imported;
  const answers = { name, fields, address, understoodAs, found, listsBefore, held, documents, findings };
  return {
    payer: {
      ...present,
      ...answers,
      // What was let stand here stays so; `stillAccepted` drops what is about something else now.
      accepted: [...present.accepted, ...accepted],
      keys: present.keys.length > 0 ? present.keys : imported.keys,
    },
    changed: fieldNames.filter((field) => valueOf(present, field) !== valueOf(imported, field)),
  };
}
