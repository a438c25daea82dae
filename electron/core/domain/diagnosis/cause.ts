/** @file What a cause is. All of them stand in `causes/table.ts`, from which `docs/causes.md` is made. */
import type { DetailsOf, Words } from '../words.ts';
import type { Remedy, Strength } from './diagnosis.ts';
import type { Phase, Seen, SeenWords } from './seen.ts';

/** What it costs to try: 0 one click here, 1 a look at one's own settings, 2 a question to the payer, 3 waiting for others. */
export const efforts = [0, 1, 2, 3] as const;
export type Effort = (typeof efforts)[number];

/**
 * What one cause makes of the evidence. `not-about`: nothing speaks of it, unless the other side names it. `cannot-be`: not even
 * then, for what was sent cannot have it.
 */
export type Look =
  | { readonly is: 'not-about' }
  | { readonly is: 'cannot-be' }
  | { readonly is: 'ruled-out'; readonly because: string }
  | { readonly is: Strength; readonly evidence: readonly string[] };

export const notAbout: Look = { is: 'not-about' };
export const cannotBe: Look = { is: 'cannot-be' };
export const ruledOut = (because: string): Look => ({ is: 'ruled-out', because });
export const proven = (...evidence: readonly string[]): Look => ({ is: 'proven', evidence });
export const told = (...evidence: readonly string[]): Look => ({ is: 'told', evidence });
export const fits = (...evidence: readonly string[]): Look => ({ is: 'fits', evidence });
export const possible = (...evidence: readonly string[]): Look => ({ is: 'possible', evidence });

/** One explanation: everything that is said of it, and small functions that look whether it fits. They never throw. */
export interface Cause extends Words {
  readonly code: string;
  /** In a word or two, for what was ruled out: “Clock”. */
  readonly subject: string;
  /** How far a test came that can end by it. */
  readonly at: readonly Phase[];
  readonly effort: Effort;
  /** Members of the request in which its sign stands: of the form, and of the assertion’s header and claims. */
  readonly signs: readonly string[];
  /** The settings of a test that it rests on, by their names in `testedSettings`: what earlier tries tell about it. */
  readonly rests: readonly string[];
  /** It may begin without anybody having changed a setting here: a secret runs out, a key set is not reached. */
  readonly comesByItself: boolean;
  /** What fills the slots of its words beside those of `SeenWords`. */
  readonly details: (seen: Seen) => Readonly<Record<string, string>>;
  readonly weighs: (seen: Seen) => Look;
  readonly remedy: (seen: Seen) => Remedy | null;
}

type OwnDetails<W extends Words> = Omit<DetailsOf<W>, keyof SeenWords>;

type Given<W extends Words> = Pick<Cause, 'code' | 'subject' | 'at' | 'effort' | 'weighs'> &
  Partial<Pick<Cause, 'signs' | 'rests' | 'comesByItself' | 'remedy'>> & {
    readonly says: W['says'];
    readonly hint: W['hint'];
  } & (keyof OwnDetails<W> extends never
    ? { readonly details?: never }
    : { readonly details: (seen: Seen) => OwnDetails<W> });

/** A detail that is forgotten does not compile. */
// The two texts are inferred, so that their slots can be read off them.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function cause<const S extends string, const H extends string>(given: Given<{ says: S; hint: H }>): Cause {
  return {
    signs: [],
    rests: [],
    comesByItself: false,
    remedy: () => null,
    ...given,
    details: (given.details as Cause['details'] | undefined) ?? (() => ({})),
  };
}
