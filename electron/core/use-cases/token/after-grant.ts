/** @file What is done with a granted token: looked at, asked about, tried, and given back whatever came before. */
import { addressFlaw } from '../../domain/address.ts';
import { Fault, toFailure } from '../../domain/fault.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Secret } from '../../domain/secret.ts';
import { check } from '../../domain/token/check.ts';
import { introspectionCheck } from '../../domain/token/introspection-check.ts';
import { nextAddress, nextCallOf } from '../../domain/token/next-call.ts';
import type { Check, NextCall, Stage, StageName } from '../../domain/token/report.ts';
import type { Called } from '../../ports.ts';
import { explainUnanswered } from '../explain-unanswered.ts';
import { networkOf } from '../network-of.ts';
import type { Checked, Grant } from './check-token.ts';
import { checkToken } from './check-token.ts';
import type { Run } from './run.ts';
import { ending, isCancelled } from './run.ts';
import { tokenUse } from './token-use.ts';

export interface AfterGrant {
  readonly checks: readonly Check[];
  readonly form: '' | 'jwt' | 'opaque';
  readonly nextCall: { readonly called: Called; readonly told: NextCall } | null;
}

/** Ends with the token given back, where that is offered: also where the test was cancelled, and where something broke. */
export async function afterGrant(run: Run, grant: Grant): Promise<AfterGrant> {
  let seen: AfterGrant = { checks: [], form: '', nextCall: null };
  let givenBack: Check[] = [];
  try {
    seen = await looked(run, grant);
  } finally {
    givenBack = await giveBack(run, grant.token);
  }
  return { ...seen, checks: [...seen.checks, ...givenBack] };
}

async function looked(run: Run, grant: Grant): Promise<AfterGrant> {
  const checked = await run.line.during(
    'checks',
    async () => checkToken(run, grant),
    ({ checks }) => checksStage(checks),
  );
  const active = await introspected(run, grant.token, checked);
  const nextCall = await called(run, grant.token);
  return { checks: [...checked.checks, ...active], form: checked.form, nextCall };
}

/** “9 of 9 good”, “3 of 9 not good”: what could not be checked is in neither number. */
function checksStage(checks: readonly Check[]): Pick<Stage, 'state' | 'says'> {
  const made = checks.filter(({ is }) => is !== 'unknown');
  const notGood = made.filter(({ is }) => is !== 'good').length;
  const unknown = checks.length - made.length;
  const all = String(made.length);
  const says = notGood === 0 ? `${all} of ${all} good` : `${String(notGood)} of ${all} not good`;
  return {
    state: checks.some(({ is }) => is === 'error') ? 'failed' : 'done',
    says: unknown === 0 ? says : `${says}, ${String(unknown)} could not be made`,
  };
}

/** A stage that is asked for: it is made, or told as not reached where the test ended before. */
async function stage<T>(
  run: Run,
  {
    name,
    work,
    told,
    missing,
  }: { name: StageName; work: () => Promise<T>; told: (result: T) => Pick<Stage, 'state' | 'says'>; missing: T },
): Promise<T> {
  if (!isCancelled(run)) return run.line.during(name, work, told);
  run.line.notReached([name]);
  return missing;
}

/** RFC 7662: for a token that cannot be read from here, or whose signature cannot be checked. */
async function introspected(run: Run, token: Secret, { form, signature }: Checked): Promise<Check[]> {
  const endpoint = valueOf(run.payer, 'introspectionEndpoint');
  const isReadable = form === 'jwt' && signature !== null && signature.is !== 'no-keys' && signature.is !== 'no-key';
  if (endpoint === '' || isReadable) return [];
  return stage(run, {
    name: 'introspection',
    work: async () => [await askAbout(run, { endpoint, token })],
    told: ([first]) => stageOf(first),
    missing: [],
  });
}

async function askAbout(run: Run, given: { endpoint: string; token: Secret }): Promise<Check> {
  const { ports, payer } = run;
  return unlessFault('token/introspection-unclear', async () => {
    const use = await tokenUse(ports, payer, given);
    if ('refused' in use) return check('unknown', 'token/introspection-unclear', { reason: use.refused });
    const told = await ports.tokenEndpoint.introspect(use, ending(run));
    return introspectionCheck(told, told.code === '' ? '' : explainUnanswered(told, given.endpoint).says);
  });
}

async function called(run: Run, token: Secret): Promise<AfterGrant['nextCall']> {
  const fhirBase = valueOf(run.payer, 'fhirBaseUrl');
  if (!run.wish.nextCall || nextCallFlaw(fhirBase) !== null) return null;
  const address = nextAddress(fhirBase);
  return stage<AfterGrant['nextCall']>(run, {
    name: 'next-call',
    work: async () => {
      const answer = await run.ports.tokenEndpoint.call(
        { url: address, token, network: networkOf(run.payer) },
        ending(run),
      );
      return {
        called: answer,
        told: nextCallOf(answer, { address, unanswered: () => explainUnanswered(answer, address) }),
      };
    },
    told: (result) => ({
      state: result?.told.is === 'good' ? 'done' : 'failed',
      says: result === null || result.told.status === null ? '' : `status ${String(result.told.status)}`,
    }),
    missing: null,
  });
}

/** Why the next call cannot be made; null: it can. Whose FHIR base it is was settled before anything was sent. */
export function nextCallFlaw(fhirBase: string): 'token/next-call-no-base' | 'token/next-call-unusable-base' | null {
  if (fhirBase === '') return 'token/next-call-no-base';
  const flaw = addressFlaw(fhirBase);
  return flaw === null || flaw === 'not-https' ? null : 'token/next-call-unusable-base';
}

/** RFC 7009. Never left out: a token of a test is nobody's to keep. */
export async function giveBack(run: Run, token: Secret): Promise<Check[]> {
  const { ports, payer, line } = run;
  const endpoint = valueOf(payer, 'revocationEndpoint');
  if (endpoint === '') return [];
  const work = async () =>
    unlessFault('token/not-revoked', async () => {
      const use = await tokenUse(ports, payer, { endpoint, token });
      if ('refused' in use) return check('warning', 'token/not-revoked', { reason: use.refused });
      const told = await ports.tokenEndpoint.revoke(use);
      if (told.code !== '') return notRevoked(explainUnanswered(told, endpoint).says);
      const status = told.answer?.status ?? 0;
      return status === 200
        ? check('good', 'token/revoked', {})
        : notRevoked(`the answer has status ${String(status)}.`);
    });
  return [await line.during('revocation', work, stageOf)];
}

function notRevoked(reason: string): Check {
  return check('warning', 'token/not-revoked', { reason });
}

/** The grant stands whatever comes after it: a vault that was locked meanwhile is told, and the report is kept. */
async function unlessFault(
  code: 'token/not-revoked' | 'token/introspection-unclear',
  work: () => Promise<Check>,
): Promise<Check> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return check(code === 'token/not-revoked' ? 'warning' : 'unknown', code, { reason: toFailure(error).says });
  }
}

function stageOf(made: Check | undefined): Pick<Stage, 'state' | 'says'> {
  const isWrong = made?.is === 'error' || made?.is === 'warning';
  return { state: isWrong ? 'failed' : 'done', says: made?.says ?? '' };
}
