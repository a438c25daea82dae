import type { Called, TokenAnswer } from '../../ports.ts';
import type { Payer } from '../payer/payer.ts';
import type { Assertion } from '../token/assertion.ts';
import type { Way } from '../token/way.ts';

/** All that a diagnosis looks at. Nothing is asked for it: it is what the test has seen, and what the payer's file holds. */
export interface Evidence {
  /** As it was when the test ran: settings, documents' fields, findings, keys, and the log of earlier tries. */
  readonly payer: Payer;
  readonly way: Way;
  readonly endpoint: string;
  readonly scopes: readonly string[];
  /** null: none was signed. */
  readonly assertion: Assertion | null;
  readonly answer: TokenAnswer;
  /** What the token was tried with; null: not tried, or no token. */
  readonly nextCall: Called | null;
  /** Our clock minus theirs, from the Date header; null: it has none. */
  readonly clockDifferenceSeconds: number | null;
  /** Whether id or secret have a character on which form-encoded and raw differ: only that is known of a secret here. */
  readonly encodingMatters: boolean;
  readonly now: Date;
}
