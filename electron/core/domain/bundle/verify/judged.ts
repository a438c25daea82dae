import type { Code, Details } from '../../catalogue.ts';
import { explain } from '../../catalogue.ts';
import type { Verification } from '../verdict.ts';

/** What a check found: the verdict that it asks for, in words, and the files at fault. */
export interface Judged {
  readonly verdict: Verification['verdict'];
  readonly says: string;
  readonly hint: string;
  readonly paths: readonly string[];
}

export function judged<C extends Code>(
  verdict: Verification['verdict'],
  code: C,
  { details, paths = [] }: { details: Details<C>; paths?: readonly string[] },
): Judged {
  return { verdict, ...explain(code, details), paths };
}

/** Paths for a sentence: the first few, and how many more. */
export function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${shown} and ${String(paths.length - 5)} more` : shown;
}
