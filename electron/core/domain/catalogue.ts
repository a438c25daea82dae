/** @file Every fault and problem this app can name, gathered from one file a subject. A code is a promise and never changes; the words may improve. */
import { bundleWords } from './catalogue/bundle.ts';
import { commonWords } from './catalogue/common.ts';
import { definitionWords } from './catalogue/definition.ts';
import { discoveryWords } from './catalogue/discovery.ts';
import { keyWords } from './catalogue/keys.ts';
import { payerWords } from './catalogue/payer.ts';
import { pushWords } from './catalogue/push.ts';
import { readingWords } from './catalogue/reading.ts';
import { targetWords } from './catalogue/target.ts';
import { tokenWords } from './catalogue/token.ts';
import { storeWords } from './catalogue/store.ts';
import { verdictWords } from './catalogue/verdict.ts';

export const catalogue = {
  ...commonWords,
  ...payerWords,
  ...discoveryWords,
  ...readingWords,
  ...keyWords,
  ...storeWords,
  ...tokenWords,
  ...definitionWords,
  ...bundleWords,
  ...verdictWords,
  ...pushWords,
  ...targetWords,
} as const satisfies Words;

/** `says` is what is wrong, `hint` is what to do next. A `{slot}` in either is filled from the details. */
export type Words = Record<string, { readonly says: string; readonly hint: string }>;

export type Code = keyof typeof catalogue;

type Slots<S extends string> = S extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never;

/** The details that the words of a code need. A detail that is forgotten does not compile. */
export type Details<C extends Code> = {
  readonly [K in Slots<(typeof catalogue)[C]['says']> | Slots<(typeof catalogue)[C]['hint']>]: string;
};

/** The words of a code, with its details filled in. */
export function explain<C extends Code>(code: C, details: Details<C>): { says: string; hint: string } {
  const { says, hint } = catalogue[code];
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => (details as Record<string, string>)[name] ?? slot);
  return { says: fill(says), hint: fill(hint) };
}
