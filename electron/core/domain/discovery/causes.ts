/** @file Every cause for which a document could not be had or read, and the findings made of them. */
import type { DetailsOf } from '../words.ts';
import { fillWords } from '../words.ts';
import { answeringCauses } from './causes/answering.ts';
import { askingCauses } from './causes/asking.ts';
import type { Cause } from './causes/cause.ts';
import { contentCauses } from './causes/content.ts';
import type { Finding } from './finding.ts';

export const causes = { ...askingCauses, ...answeringCauses, ...contentCauses } as const;

export type CauseCode = keyof typeof causes;
export type CauseDetails<C extends CauseCode> = DetailsOf<(typeof causes)[C]>;

export function isCause(code: string): code is CauseCode {
  return Object.hasOwn(causes, code);
}

/** A finding in the words of its cause. `member`: the address that was asked, '' where there is none. */
export function causeFinding<C extends CauseCode>(code: C, details: CauseDetails<C>, member = ''): Finding {
  return looseCauseFinding(code, details, member);
}

/** Where the code was told by an adapter, and its details are all that could be known. */
export function looseCauseFinding(code: CauseCode, details: Readonly<Record<string, string>>, member = ''): Finding {
  const { severity, section, ...words }: Cause = causes[code];
  return { code, severity, member, ...fillWords(words, details), rule: section, gate: 'open' };
}
