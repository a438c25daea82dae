import type { Evidence } from '../../domain/diagnosis/evidence.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Called, TokenAnswer } from '../../ports.ts';
import type { Prepared } from './token-request.ts';

/** All that a test has seen, for the diagnosis. `payer`: as it was when the request was made. */
export function evidenceOf(given: {
  readonly payer: Payer;
  readonly prepared: Prepared;
  readonly answer: TokenAnswer;
  readonly nextCall: Called | null;
  readonly clockDifferenceSeconds: number | null;
  readonly now: Date;
}): Evidence {
  const { payer, prepared, answer, nextCall, clockDifferenceSeconds, now } = given;
  return {
    payer,
    way: prepared.way,
    endpoint: prepared.request.endpoint,
    scopes: valueOf(payer, 'requestScopes')
      .split(' ')
      .filter((scope) => scope !== ''),
    assertion: prepared.assertion,
    answer,
    nextCall,
    clockDifferenceSeconds,
    encodingMatters: answer.encodingMatters === true,
    now,
  };
}
