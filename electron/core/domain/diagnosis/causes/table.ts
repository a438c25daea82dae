/** @file Every cause, in the order in which equal ones are shown. `docs/causes.md` is made from it. */
import type { Cause } from '../cause.ts';
import { cause, possible, proven } from '../cause.ts';
import { again, ask } from '../remedies.ts';
import { answerInWords } from '../seen.ts';
import { answeringCauses } from './answering.ts';
import { assertionCauses } from './assertion.ts';
import { clientCauses } from './client.ts';
import { grantAndScopeCauses } from './grant-and-scope.ts';
import { keyCauses } from './keys.ts';
import { reachingCauses } from './reaching.ts';
import { stateCauses } from './server-state.ts';
import { tlsCauses } from './tls.ts';
import { udapCauses } from './udap.ts';
import { tokenCauses } from './with-the-token.ts';

const cancelled = cause({
  code: 'cause/cancelled',
  subject: 'Test',
  at: ['cancelled'],
  effort: 0,
  says: 'The test was cancelled before an answer came.',
  hint: 'Whether the Source Payer worked on the request cannot be told from here.',
  weighs: () => proven('You cancelled it.'),
  remedy: () => again('Run the test again when you like'),
});

/** Where nothing of the table fits: it is said, with all that somebody else needs to look it up. */
export const fallback = cause({
  code: 'cause/unexplained',
  subject: 'Answer',
  at: ['reaching', 'answering', 'refused', 'token'],
  effort: 2,
  says: 'Nothing that is known here explains this answer of {host}.',
  hint: 'Send the Source Payer the question: with the time and the ids of the answer they find it in their log.',
  weighs: (seen) =>
    possible(
      seen.phase === 'reaching'
        ? `The connection ended with ${seen.answer.code || 'no code'}: ${seen.answer.detail || 'no words'}.`
        : answerInWords(seen),
    ),
  remedy: (seen) => ask(seen, 'We cannot explain this answer of yours. What does your log say about our request?'),
});

/** By phase, for the page that is made of them. */
export const causesByPhase = {
  'Reaching the server': [...reachingCauses, ...tlsCauses],
  'An answer that no token endpoint gives': answeringCauses,
  'The server itself': stateCauses,
  'The client': clientCauses,
  'Keys and algorithms': keyCauses,
  'The assertion': [...assertionCauses, ...udapCauses],
  'Grant, scopes and request': grantAndScopeCauses,
  'With the token': tokenCauses,
  Otherwise: [cancelled],
} as const satisfies Record<string, readonly Cause[]>;

export const causes: readonly Cause[] = Object.values(causesByPhase).flat();
