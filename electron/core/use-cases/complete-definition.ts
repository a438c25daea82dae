import { definitionOf } from '../domain/definition/definition-of.ts';
import type { ServerDefinition } from '../domain/definition/server-definition.ts';
import { Fault } from '../domain/fault.ts';
import { fields } from '../domain/payer/fields.ts';
import type { FieldName } from '../domain/payer/fields.ts';
import type { Payer } from '../domain/payer/payer.ts';

/** The payer's definition. Throws `payer/incomplete` with the first thing that is missing or wrong. */
export function completeDefinition(payer: Payer): ServerDefinition {
  const { definition, problems } = definitionOf(payer);
  if (definition !== null) return definition;
  const [first] = problems;
  const label =
    first !== undefined && Object.hasOwn(fields, first.at) ? fields[first.at as FieldName].label : (first?.at ?? '');
  throw new Fault('payer/incomplete', {
    ref: payer.ref,
    label,
    problem: first?.says ?? '',
    remedy: first?.hint ?? '',
  });
}
