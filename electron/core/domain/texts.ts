import { assertionTexts } from './texts/assertion.ts';
import { fieldTexts } from './texts/fields.ts';
import { helpTexts } from './texts/help.ts';
import { noteTexts } from './texts/notes.ts';
import { pageTexts } from './texts/pages.ts';
import { proposalTexts } from './texts/proposals.ts';
import { templateTexts } from './texts/templates.ts';
import { verifyTexts } from './texts/verify.ts';
import { wayTexts } from './texts/ways.ts';
import type { Slots } from './words.ts';
import { fillText } from './words.ts';

/** Sentences for a person that tell of no problem. The window is handed them: see [Note: Words of the window]. */
export const texts = {
  ...assertionTexts,
  ...fieldTexts,
  ...helpTexts,
  ...noteTexts,
  ...pageTexts,
  ...proposalTexts,
  ...templateTexts,
  ...verifyTexts,
  ...wayTexts,
} as const;
export type TextCode = keyof typeof texts;

type SlotsOf<C extends TextCode> = Slots<(typeof texts)[C]>;
type DetailsOfText<C extends TextCode> = [SlotsOf<C>] extends [never] ? [] : [{ readonly [S in SlotsOf<C>]: string }];

export function say<C extends TextCode>(code: C, ...[details]: DetailsOfText<C>): string {
  // In the window, a code whose text did not come stands for itself.
  const text = (texts as Partial<Record<TextCode, string>>)[code];
  return fillText(text ?? code, details ?? {});
}
