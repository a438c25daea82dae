import type { Code, Details } from '../catalogue.ts';
import { explain } from '../catalogue.ts';
import type { Check } from './report.ts';

export function check<C extends Code>(is: Check['is'], code: C, details: Details<C>): Check {
  return { code, is, ...explain(code, details) };
}

/** A stranger's text is shown, and kept to what a person reads. */
export function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
