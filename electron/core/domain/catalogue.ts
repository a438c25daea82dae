/**
 * @file Every fault and problem this app can name, gathered from one file a subject. A code is a promise and never
 * changes; the words may improve. Findings of discovery have theirs beside their rule, in `discovery/rules` and
 * `discovery/causes`: the window shows them as they come, and does not carry what it never makes.
 */
import { bundleWords } from './catalogue/bundle.ts';
import { certificateWords } from './catalogue/certificates.ts';
import { clientWords } from './catalogue/client.ts';
import { commonWords } from './catalogue/common.ts';
import { definitionWords } from './catalogue/definition.ts';
import { departureWords } from './catalogue/departures.ts';
import { keyFileWords } from './catalogue/key-files.ts';
import { keyWords } from './catalogue/keys.ts';
import { payerWords } from './catalogue/payer.ts';
import { pushWords } from './catalogue/push.ts';
import { remedyWords } from './catalogue/remedies.ts';
import { signInWords } from './catalogue/sign-in.ts';
import { targetWords } from './catalogue/target.ts';
import { tokenWords } from './catalogue/token.ts';
import { trustWords } from './catalogue/trust.ts';
import { vaultWords } from './catalogue/vault.ts';
import { storeWords } from './catalogue/store.ts';
import { verdictWords } from './catalogue/verdict.ts';
import type { DetailsOf, Words } from './words.ts';
import { fillWords } from './words.ts';

export const catalogue = {
  ...commonWords,
  ...payerWords,
  ...clientWords,
  ...keyWords,
  ...keyFileWords,
  ...certificateWords,
  ...departureWords,
  ...storeWords,
  ...vaultWords,
  ...tokenWords,
  ...remedyWords,
  ...signInWords,
  ...definitionWords,
  ...bundleWords,
  ...verdictWords,
  ...trustWords,
  ...pushWords,
  ...targetWords,
} as const satisfies Record<string, Words>;

export type Code = keyof typeof catalogue;

/** The details that the words of a code need. */
export type Details<C extends Code> = DetailsOf<(typeof catalogue)[C]>;

/** The words of a code, with its details filled in. */
export function explain<C extends Code>(code: C, details: Details<C>): Words {
  return fillWords(catalogue[code], details);
}
