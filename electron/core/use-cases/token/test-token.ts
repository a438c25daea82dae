/** @file The live token test: one request, and a report of what was sent and what came back. */
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Granted } from '../../domain/token/checks.ts';
import { checksOf } from '../../domain/token/checks.ts';
import type { Remark, Stage, TokenReport } from '../../domain/token/report.ts';
import { testedSettings } from '../../domain/token/settings.ts';
import type { Ports, TokenAnswer, WireStep } from '../../ports.ts';
import { explainUnanswered } from '../explain-unanswered.ts';
import { throughProxy } from '../through-proxy.ts';
import { confirmed } from './confirmed.ts';
import type { Prepared } from './token-request.ts';
import { prepareRequest } from './token-request.ts';

export { confirmed };

export type TestPorts = Pick<Ports, 'vault' | 'tokenEndpoint' | 'clock' | 'store' | 'web'>;

export interface TestWish {
  /** Whether the token is tried with `GET [FHIR base]/Patient?_summary=count`. */
  readonly nextCall: boolean;
  readonly signal?: AbortSignal;
  readonly onStages?: (stages: readonly Stage[]) => void;
}

/**
 * Asks the payer for a token, once, in the way that the payer's settings say. Smile CDR may ask otherwise. A refusal is a result.
 * Faults: `token/no-…` where something is missing, `token/not-confirmed` where a finding about whom we talk to is open, and the
 * vault's own.
 */
export async function testToken(ports: TestPorts, given: Payer, wish: TestWish): Promise<TokenReport> {
  const payer = await confirmed(ports, given);
  const settings = testedSettings(payer);
  const prepared = await prepareRequest(ports, payer);
  const { request, assertion, way } = prepared;
  const askedAt = ports.clock.now();
  const answer = await ports.tokenEndpoint.request(request, {
    ...(wish.signal === undefined ? {} : { signal: wish.signal }),
    onSteps: (steps) => wish.onStages?.(stagesOf(steps)),
  });
  const scopes = scopesOf(payer);
  const clockDifferenceSeconds = clockDifference(answer, askedAt);
  const granted: Granted = {
    answer,
    asked: scopes,
    token: answer.accessToken === null ? null : await ports.tokenEndpoint.open(answer.accessToken),
    signature: null,
    introspection: null,
    issuer: valueOf(payer, 'issuer'),
    fhirBase: valueOf(payer, 'fhirBaseUrl'),
    now: ports.clock.now(),
    clockDifferenceSeconds,
  };
  const checks = answer.is === 'granted' ? checksOf(granted) : [];
  const { endpoint } = request;

  return {
    at: askedAt.toISOString(),
    outcome: answer.is,
    settings,
    endpoint,
    stages: [...stagesOf(answer.steps), checksStage(answer)],
    sent: sentOf(answer, prepared),
    tls: answer.tls,
    answer: answer.answer,
    granted: answer.is === 'granted' ? grantedOf(granted) : null,
    refusal:
      answer.is === 'refused'
        ? { error: answer.error, description: answer.errorDescription, uri: answer.errorUri }
        : null,
    checks,
    nextCall: null,
    remarks: remarksOf(answer, endpoint),
    diagnosis:
      answer.is === 'granted'
        ? null
        : diagnose({
            payer,
            way,
            endpoint,
            scopes,
            assertion,
            answer,
            nextCall: null,
            clockDifferenceSeconds,
            encodingMatters: false,
            now: ports.clock.now(),
          }),
    clockDifferenceSeconds,
  };
}

function scopesOf(payer: Payer): string[] {
  return valueOf(payer, 'requestScopes')
    .split(' ')
    .filter((scope) => scope !== '');
}

function sentOf({ sent }: TokenAnswer, { assertion }: Prepared): TokenReport['sent'] {
  const { headers, form } = sent;
  return {
    authorization: headers['authorization'] ?? '',
    headers: { ...headers },
    form: { ...form },
    assertion: assertion && { header: { ...assertion.header }, claims: { ...assertion.claims } },
  };
}

function grantedOf({ answer, asked, token }: Granted): TokenReport['granted'] {
  const scopes = answer.scope?.split(' ').filter((scope) => scope !== '') ?? [...asked];
  return {
    tokenType: answer.tokenType,
    expiresInSeconds: typeof answer.expiresIn === 'number' ? answer.expiresIn : null,
    scopes,
    missingScopes: asked.filter((scope) => !scopes.includes(scope)),
    form: token === null ? 'opaque' : 'jwt',
  };
}

function remarksOf(answer: TokenAnswer, endpoint: string): Remark[] {
  return [
    ...(answer.is === 'failed' && answer.code !== ''
      ? [{ code: answer.code, severity: 'error' as const, ...explainUnanswered(answer, endpoint) }]
      : []),
    ...throughProxy(endpoint, answer).map(({ code, severity, says, hint }) => ({ code, severity, says, hint })),
  ];
}

function clockDifference({ answer }: TokenAnswer, askedAt: Date): number | null {
  const theirs = Date.parse(answer?.headers['date'] ?? '');
  return Number.isNaN(theirs) ? null : Math.round((askedAt.getTime() - theirs) / 1000);
}

/** What is known before anything is sent, then what was seen on the wire. */
function stagesOf(steps: readonly WireStep[]): Stage[] {
  const settings: Stage = { name: 'settings', state: 'done', milliseconds: 0, says: 'Complete and confirmed.' };
  return [
    settings,
    ...steps.map(({ name, state, milliseconds, noted }) => ({ name, state, milliseconds, says: noted })),
  ];
}

function checksStage(answer: TokenAnswer): Stage {
  const stage = { name: 'checks' as const, milliseconds: 0 };
  if (answer.is === 'granted') return { ...stage, state: 'done', says: 'A token was granted.' };
  if (answer.answer === null) return { ...stage, state: 'not-reached', says: '' };
  return { ...stage, state: 'failed', says: answer.error || answer.detail };
}
