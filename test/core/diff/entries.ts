/** @file Sides and their differences, as short as a test wants them. */
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import type { DefinitionDifference } from '#core/domain/diff/difference.ts';
import { Difference } from '#core/domain/diff/difference.ts';
import type { Entry } from '#core/domain/diff/side.ts';

export const entry = (members: Partial<ServerDefinition>, more: Partial<Entry> = {}): Entry => ({
  ...{ ref: '', members, others: { form: 'definition', values: {} }, keys: null },
  ...{ secret: 'not-told', secretVariable: '', archivedAt: '' },
  ...more,
});
export const manner = { secret: 'not-used', ignoresFinalSlash: false } as const;
export const between = (one: Partial<ServerDefinition>, other: Partial<ServerDefinition>) =>
  compareDefinitions({ before: entry(one), after: entry(other) }, manner);

export function wholeOf(difference: DefinitionDifference): Difference {
  const definitions = [difference];
  return Difference.parse({
    before: { is: 'file', label: 'a' },
    after: { is: 'file', label: 'b' },
    isSame: difference.is === 'same',
    definitions,
  });
}
