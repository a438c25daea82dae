import type { Diagnosis, LikelyCause } from '../../domain/diagnosis/diagnosis.ts';
import { Fault } from '../../domain/fault.ts';
import type { FieldName } from '../../domain/payer/fields.ts';
import { fields as fieldWords } from '../../domain/payer/fields.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';
import { saveChanges } from '../save-changes.ts';

export interface AppliedSetting {
  readonly name: FieldName;
  readonly from: string;
  readonly to: string;
}

/**
 * Puts in what the remedy of one cause of the last diagnosis changes, as a person would: the payer is judged anew, and what then
 * needs a confirmation waits for it. Nothing is asked. Throws `remedy/no-diagnosis`, `remedy/no-such-cause`,
 * `remedy/nothing-to-change`, and what `saveChanges` throws.
 */
export async function applyRemedy(
  ports: Pick<Ports, 'store' | 'vault'>,
  before: Payer,
  code: string,
): Promise<{ readonly payer: Payer; readonly changed: readonly AppliedSetting[] }> {
  const cause = causeIn(before, code);
  const { remedy } = cause;
  if (remedy?.is !== 'change') throw new Fault('remedy/nothing-to-change', { code, says: remedy?.says ?? cause.hint });
  const names = Object.keys(remedy.fields).filter((name): name is FieldName => Object.hasOwn(fieldWords, name));
  const fields = Object.fromEntries(names.map((name) => [name, remedy.fields[name] ?? '']));
  const payer = await saveChanges(ports, before, { changes: { fields } });
  const changed = names.map((name) => ({ name, from: valueOf(before, name), to: valueOf(payer, name) }));
  return { payer, changed };
}

function causeIn({ ref, test }: Payer, code: string): LikelyCause {
  const causes = causesOf(test?.diagnosis ?? null);
  if (causes.length === 0) throw new Fault('remedy/no-diagnosis', { ref });
  const cause = causes.find((each) => each.code === code);
  if (cause === undefined)
    throw new Fault('remedy/no-such-cause', { ref, code, named: causes.map((each) => each.code).join(', ') });
  return cause;
}

function causesOf(diagnosis: Diagnosis | null): readonly LikelyCause[] {
  return diagnosis?.groups.flatMap(({ causes }) => causes) ?? [];
}
