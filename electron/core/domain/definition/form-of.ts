/** @file Which form an object is written in, told by the keys that only one form has. */
import { Fault } from '../fault.ts';
import { ownedByServer } from '../push/same.ts';
import { tutorialKeys } from './dialects/tutorial.ts';
import { ServerDefinition } from './server-definition.ts';
import { secretKey, wireMembers, wireNames } from './wire-names.ts';

/** `wire`: the Admin API’s object, which a seed file holds too. */
export type ObjectForm = 'definition' | 'tutorial' | 'wire';

const keys: Readonly<Record<ObjectForm, readonly string[]>> = {
  definition: Object.keys(ServerDefinition.shape),
  tutorial: tutorialKeys,
  wire: [
    ...wireMembers.map((member) => wireNames[member].key),
    ...[secretKey, 'validationJwkText', 'validationJwkFile'],
    ...ownedByServer,
  ],
};
const forms = Object.keys(keys) as ObjectForm[];

/**
 * An object with no key but those that all forms have (an issuer, a node, a module) reads the same in each, and counts as `wire`.
 * Throws `definition/file-ambiguous` for one whose keys no single form has.
 */
export function formOf(object: object, file: string): ObjectForm {
  const given = Object.keys(object).filter((key) => forms.some((form) => keys[form].includes(key)));
  const [form] = order.filter((each) => given.every((key) => keys[each].includes(key)));
  if (form !== undefined) return form;
  const [one = '', other = ''] = apart(given);
  throw new Fault('definition/file-ambiguous', { file, one, other });
}

/** Where an object would do for several: the fewer members a form lacks, the later it is looked at. */
const order: readonly ObjectForm[] = ['wire', 'tutorial', 'definition'];

/** Two keys that no form has together; '' where there are no two. */
function apart(given: readonly string[]): string[] {
  const pairs = given.flatMap((one) => given.map((other) => [one, other]));
  return pairs.find((pair) => !forms.some((form) => pair.every((key) => keys[form].includes(key)))) ?? [];
}
