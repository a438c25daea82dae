import type { Code } from './catalogue.ts';
import { certificateWords } from './catalogue/certificates.ts';
import { clientWords } from './catalogue/client.ts';
import { definitionWords } from './catalogue/definition.ts';
import { departureWords } from './catalogue/departures.ts';
import { keyWords } from './catalogue/keys.ts';
import { payerWords } from './catalogue/payer.ts';
import type { DetailsOf, Words } from './words.ts';
import { fillWords } from './words.ts';

/** Something in a draft that is not right yet. A value, never thrown: a draft may be unfinished. */
export interface Problem {
  /** The field at which it is shown. */
  readonly at: string;
  readonly code: Code;
  readonly says: string;
  readonly hint: string;
}

/**
 * Of what the window finds by itself, in drafts and about keys. [Note: Words of the window] The window’s code carries none of
 * them, nor of `texts`: main has them anyway and hands them over at the start (`words` of the contract), into these tables.
 */
export const problemWords = {
  ...definitionWords,
  ...payerWords,
  ...clientWords,
  ...certificateWords,
  ...keyWords,
  ...departureWords,
} as const;
export type ProblemCode = keyof typeof problemWords;
export type ProblemDetails<C extends ProblemCode> = DetailsOf<(typeof problemWords)[C]>;

export function problem<C extends ProblemCode>(at: string, code: C, details: ProblemDetails<C>): Problem {
  return { at, code, ...sayProblem(code, details) };
}

export function sayProblem<C extends ProblemCode>(code: C, details: ProblemDetails<C>): Words {
  // In the window, a code whose words did not come stands for itself.
  const words = (problemWords as Partial<Record<ProblemCode, Words>>)[code];
  return fillWords(words ?? { says: code, hint: '' }, details);
}
