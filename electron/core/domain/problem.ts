import type { Code, Details } from './catalogue.ts';
import { explain } from './catalogue.ts';

/** Something in a draft that is not right yet. A value, never thrown: a draft may be unfinished. */
export interface Problem {
  /** The field at which it is shown. */
  readonly at: string;
  readonly code: Code;
  readonly says: string;
  readonly hint: string;
}

export function problem<C extends Code>(at: string, code: C, details: Details<C>): Problem {
  return { at, code, ...explain(code, details) };
}
