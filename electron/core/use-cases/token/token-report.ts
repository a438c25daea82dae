/** @file What is kept of a live test, put together. */
import type { Code, Details } from '../../domain/catalogue.ts';
import { explain } from '../../domain/catalogue.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Assertion } from '../../domain/token/assertion.ts';
import { compareScopes } from '../../domain/token/compare-scopes.ts';
import type { Check, NextCall, Remark, StageName, TokenReport } from '../../domain/token/report.ts';
import { scopesIn } from '../../domain/token/scopes.ts';
import { testedSettings } from '../../domain/token/settings.ts';
import { grantTypeOf, postedTo, wayOf } from '../../domain/token/way.ts';
import type { TokenAnswer } from '../../ports.ts';
import { explainUnanswered } from '../explain-unanswered.ts';
import { throughProxy } from '../through-proxy.ts';
import { nextCallFlaw } from './after-grant.ts';
import type { Run } from './run.ts';

/** What one run has seen. */
export interface Seen {
  readonly at: Date;
  readonly answer: TokenAnswer;
  /** null: none was signed, or nothing was sent. */
  readonly assertion: Assertion | null;
  readonly checks: readonly Check[];
  readonly form: '' | 'jwt' | 'opaque';
  readonly nextCall: NextCall | null;
  readonly diagnosis: Diagnosis | null;
  readonly clockDifferenceSeconds: number | null;
}

export function reportOf(run: Run, seen: Seen): TokenReport {
  const { payer, line } = run;
  const { at, answer, assertion, checks, form, nextCall, diagnosis, clockDifferenceSeconds } = seen;
  const { is, error, errorDescription: description, errorUri: uri } = answer;
  return {
    at: at.toISOString(),
    outcome: is,
    settings: testedSettings(payer),
    endpoint: postedTo(payer),
    stages: line.stages,
    sent: sentOf(answer, assertion),
    tls: answer.tls,
    answer: answer.answer,
    granted: is === 'granted' ? grantedOf(run, answer, form) : null,
    refusal: is === 'refused' ? { error, description, uri } : null,
    checks: [...checks],
    nextCall,
    remarks: remarksOf(run, answer),
    diagnosis,
    clockDifferenceSeconds,
  };
}

/** The steps of an exchange that were not seen, in their order: what comes after the last that was. */
export function unseenSteps({ steps }: TokenAnswer, endpoint: string): StageName[] {
  const order = (['dns', 'tcp', 'tls', 'request', 'answer'] as const).filter(
    (name) => name !== 'tls' || !endpoint.startsWith('http:'),
  );
  const last = Math.max(-1, ...steps.map(({ name }) => order.findIndex((each) => each === name)));
  return order.slice(last + 1);
}

function sentOf({ sent: { headers, form } }: TokenAnswer, assertion: Assertion | null): TokenReport['sent'] {
  return {
    authorization: headers['authorization'] ?? '',
    headers: { ...headers },
    form: { ...form },
    assertion: assertion && { header: { ...assertion.header }, claims: { ...assertion.claims } },
  };
}

function grantedOf({ payer }: Run, answer: TokenAnswer, form: Seen['form']): TokenReport['granted'] {
  const asked = scopesIn(valueOf(payer, 'requestScopes'));
  const scopes = answer.scope === null ? asked : scopesIn(answer.scope);
  return {
    tokenType: answer.tokenType,
    expiresInSeconds: typeof answer.expiresIn === 'number' ? answer.expiresIn : null,
    scopes,
    missingScopes: [...compareScopes(asked, scopes).missing],
    form,
  };
}

function remarksOf(run: Run, answer: TokenAnswer): Remark[] {
  const endpoint = postedTo(run.payer);
  return [
    ...(answer.is === 'failed' && answer.code !== ''
      ? [{ code: answer.code, severity: 'error' as const, ...explainUnanswered(answer, endpoint) }]
      : []),
    ...(answer.is === 'cancelled'
      ? [remark('info', wasSent(answer) ? 'token/cancelled' : 'token/cancelled-early', {})]
      : []),
    ...throughProxy(endpoint, answer).map(({ code, severity, says, hint }) => ({ code, severity, says, hint })),
    ...ofSettings(run),
    ...(answer.is === 'granted' && run.wish.nextCall ? ofNextCall(run) : []),
  ];
}

/** Until the request goes out only the way to the server is made. */
function wasSent({ steps }: TokenAnswer): boolean {
  return steps.some(({ name }) => name === 'request' || name === 'answer');
}

function ofSettings({ payer }: Run): Remark[] {
  const { method, grant, usesSecret } = wayOf(payer);
  const mode = valueOf(payer, 'clientAuthenticationMode');
  const same = mode === 'CLIENT_SECRET_BASIC' ? 'client_secret_basic' : 'private_key_jwt';
  const details = { method, grant: grantTypeOf[grant], mode };
  return [
    ...(method === same && grant === 'client_credentials' ? [] : [remark('warning', 'token/method-differs', details)]),
    ...(usesSecret ? [remark('info', 'token/secret-weaker', {})] : []),
  ];
}

function ofNextCall({ payer }: Run): Remark[] {
  const flaw = nextCallFlaw(valueOf(payer, 'fhirBaseUrl'));
  return flaw === null ? [] : [remark('info', flaw, {})];
}

function remark<C extends Code>(severity: Remark['severity'], code: C, details: Details<C>): Remark {
  return { code, severity, ...explain(code, details) };
}
