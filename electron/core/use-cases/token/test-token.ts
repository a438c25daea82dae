/** @file The live token test: one request, and a report of what was sent and what came back. */
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { Fault } from '../../domain/fault.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { checksWithoutToken } from '../../domain/token/checks.ts';
import { clockDifference } from '../../domain/token/clock.ts';
import type { TokenReport } from '../../domain/token/report.ts';
import { postedTo } from '../../domain/token/way.ts';
import type { Called, TokenAnswer } from '../../ports.ts';
import type { AfterGrant } from './after-grant.ts';
import { afterGrant, giveBack } from './after-grant.ts';
import { confirmed } from './confirmed.ts';
import { evidenceOf } from './evidence-of.ts';
import type { Run, TestPorts, TestWish } from './run.ts';
import { ending, isCancelled } from './run.ts';
import { TimeLine } from './time-line.ts';
import { reportOf, unseenSteps } from './token-report.ts';
import type { Prepared } from './token-request.ts';
import { prepareRequest } from './token-request.ts';

export { confirmed };
export type { TestPorts, TestWish };

/**
 * Asks the payer for a token, once, in the way that the payer's settings say. Smile CDR may ask otherwise. A refusal is a result, and
 * so is a test that was cancelled: at any moment, and a token that had come by then is still given back. Faults: `token/no-…` where
 * something is missing, `token/not-confirmed` where a finding about whom we talk to is open, and the vault's own.
 */
export async function testToken(ports: TestPorts, given: Payer, wish: TestWish): Promise<TokenReport> {
  const payer = await confirmed(ports, given);
  const run: Run = { ports, payer, wish, line: new TimeLine(ports.clock, wish.onStages) };
  const prepared = await prepare(run);
  const at = ports.clock.now();
  const answer = prepared === null ? nothingSent : await ask(run, prepared);
  const assertion = prepared?.assertion ?? null;
  const clockDifferenceSeconds = clockDifference(answer, at);
  const { accessToken } = answer;
  const after: AfterGrant =
    answer.is === 'granted' && accessToken !== null
      ? await afterGrant(run, { answer, token: accessToken, assertion, clockDifferenceSeconds })
      : await withoutGrant(run, answer, { assertion, clockDifferenceSeconds });

  const { checks, form, nextCall } = after;
  const diagnosis = diagnosed(run, { prepared, answer, nextCall, clockDifferenceSeconds });
  return reportOf(run, {
    at,
    answer,
    assertion,
    checks,
    form,
    nextCall: nextCall?.told ?? null,
    diagnosis,
    clockDifferenceSeconds,
  });
}

/** null: the test was cancelled before anything went out. */
async function prepare(run: Run): Promise<Prepared | null> {
  const { ports, payer, line } = run;
  try {
    const prepared = await line.during(
      'settings',
      async () => prepareRequest(ports, payer),
      ({ assertion }) => ({
        state: 'done',
        says: assertion === null ? 'Complete and confirmed.' : `Assertion signed, ${lifeOf(assertion.claims)} s.`,
      }),
    );
    return isCancelled(run) ? null : prepared;
  } catch (error) {
    // A keychain that asks in vain is what many a test is cancelled for.
    if (error instanceof Fault && isCancelled(run)) return null;
    throw error;
  }
}

function lifeOf({ iat, exp }: { iat: number; exp: number }): string {
  return String(exp - iat);
}

async function ask(run: Run, { request }: Prepared): Promise<TokenAnswer> {
  const onSteps = run.line.wire();
  const answer = await run.ports.tokenEndpoint.request(request, { ...ending(run), onSteps });
  onSteps(answer.steps);
  return answer;
}

const nothingSent: TokenAnswer = {
  is: 'cancelled',
  code: 'token/cancelled',
  detail: '',
  steps: [],
  tls: null,
  answer: null,
  sent: { headers: {}, form: {} },
  tokenType: '',
  expiresIn: null,
  scope: null,
  error: '',
  errorDescription: '',
  errorUri: '',
  accessToken: null,
};

async function withoutGrant(
  run: Run,
  answer: TokenAnswer,
  known: Parameters<typeof checksWithoutToken>[1],
): Promise<AfterGrant> {
  const { line, payer } = run;
  line.notReached(unseenSteps(answer, postedTo(payer)));
  line.notReached(['checks'], 'no token');
  // One that came in an answer that is no grant is nobody's to keep either.
  const givenBack = answer.accessToken === null ? [] : await giveBack(run, answer.accessToken);
  return { checks: [...checksWithoutToken(answer, known), ...givenBack], form: '', nextCall: null };
}

interface Known {
  readonly prepared: Prepared | null;
  readonly answer: TokenAnswer;
  readonly nextCall: AfterGrant['nextCall'];
  readonly clockDifferenceSeconds: number | null;
}

/** null: nothing is wrong as far as was tried, or the test ended before anything was seen. */
function diagnosed(
  { ports, payer }: Run,
  { prepared, answer, nextCall, clockDifferenceSeconds }: Known,
): Diagnosis | null {
  if (prepared === null || (answer.is === 'cancelled' && answer.steps.length === 0)) return null;
  if (answer.is === 'granted' && (nextCall === null || nextCall.told.is === 'good')) return null;
  const called: Called | null = nextCall?.called ?? null;
  return diagnose(
    evidenceOf({ payer, prepared, answer, nextCall: called, clockDifferenceSeconds, now: ports.clock.now() }),
  );
}
