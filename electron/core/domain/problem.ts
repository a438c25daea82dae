import type { Code } from './catalogue.ts';
import { definitionWords } from './catalogue/definition.ts';
import { payerWords } from './catalogue/payer.ts';
import type { DetailsOf } from './words.ts';
import { fillWords } from './words.ts';

/** Something in a draft that is not right yet. A value, never thrown: a draft may be unfinished. */
export interface Problem {
  /** The field at which it is shown. */
  readonly at: string;
  readonly code: Code;
  readonly says: string;
  readonly hint: string;
}

/** The window finds problems by itself: these words it carries, and no others of the catalogue. */
const problemWords = { ...definitionWords, ...payerWords } as const;
type ProblemCode = keyof typeof problemWords;

export function problem<C extends ProblemCode>(
  at: string,
  code: C,
  details: DetailsOf<(typeof problemWords)[C]>,
): Problem {
  return { at, code, ...fillWords(problemWords[code], details) };
}
