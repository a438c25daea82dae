/** @file The live token test: one request, and a report of what was sent and what came back. */
import { addressFlaw } from '../domain/address.ts';
import { Fault } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import { blockingFindings } from '../domain/payer/findings.ts';
import { algorithmFor } from '../domain/token/algorithm.ts';
import type { Assertion } from '../domain/token/assertion.ts';
import { base64Url, makeAssertion, signingInput } from '../domain/token/assertion.ts';
import type { AudienceChoice } from '../domain/token/audience.ts';
import { audienceOf } from '../domain/token/audience.ts';
import { remarksOn } from '../domain/token/remarks.ts';
import type { Stage, TokenReport } from '../domain/token/report.ts';
import { testedSettings } from '../domain/token/settings.ts';
import type { Ports, TokenAnswer, TokenRequest } from '../ports.ts';
import { secretOf } from './client-secret.ts';
import { explainUnanswered } from './explain-unanswered.ts';
import { judgedAmongAll } from './judge-payer.ts';
import { networkOf } from './network-of.ts';
import { throughProxy } from './through-proxy.ts';

type Needs = Pick<Ports, 'vault' | 'tokenEndpoint' | 'clock' | 'store'>;

/**
 * Asks the payer for a token with a secret or with an assertion of our own. Smile CDR may send its own differently.
 * A refusal is a result. Faults: `token/no-…` where something is missing, `token/not-confirmed` where a finding about
 * the endpoint is open, and the vault's own.
 */
export async function testToken(ports: Needs, payer: Payer): Promise<TokenReport> {
  const endpoint = valueOf(payer, 'tokenEndpoint');
  if (endpoint === '') throw new Fault('token/no-endpoint', {});
  const flaw = addressFlaw(endpoint);
  // Whether http may be asked, as on this machine itself, is known where the connection is made.
  if (flaw !== null && flaw !== 'not-https') throw new Fault('token/unusable-endpoint', {});
  const [blocking] = blockingFindings(await judgedAmongAll(ports, payer));
  if (blocking !== undefined) throw new Fault('token/not-confirmed', { endpoint, code: blocking.code });

  const settings = testedSettings(payer);
  const { request, assertion, encodingMatters } = await prepare(ports, payer, endpoint);
  const askedAt = ports.clock.now();
  const answer = await ports.tokenEndpoint.request(request);
  const scopes = request.scope.split(' ').filter((scope) => scope !== '');
  const clockDifferenceSeconds = clockDifference(answer, askedAt);
  const remarks = remarksOn(answer, {
    usesKey: assertion !== null,
    audience: assertion?.claims.aud ?? '',
    scopes,
    encodingMatters,
    clockDifferenceSeconds,
  });

  return {
    at: askedAt.toISOString(),
    outcome: answer.is,
    settings,
    endpoint,
    stages: stagesOf(answer),
    sent: sentOf(request, assertion),
    answer:
      answer.status === null
        ? null
        : { status: answer.status, contentType: answer.headers['content-type'] ?? '', members: [...answer.members] },
    granted: answer.is === 'granted' ? grantedOf(answer, scopes) : null,
    refusal: answer.is === 'refused' ? { error: answer.error, description: answer.errorDescription } : null,
    remarks: [
      ...(answer.is === 'failed'
        ? [{ code: answer.code, severity: 'error' as const, ...explainUnanswered(answer, endpoint) }]
        : []),
      ...throughProxy(endpoint, answer).map(({ code, severity, says, hint }) => ({ code, severity, says, hint })),
      ...remarks,
    ],
    clockDifferenceSeconds,
  };
}

interface Prepared {
  readonly request: TokenRequest;
  readonly assertion: Assertion | null;
  readonly encodingMatters: boolean;
}

async function prepare(ports: Needs, payer: Payer, endpoint: string): Promise<Prepared> {
  const clientId = valueOf(payer, 'clientId');
  if (clientId === '') throw new Fault('token/no-client-id', {});
  const common = {
    issuer: valueOf(payer, 'issuer'),
    endpoint,
    clientId,
    scope: valueOf(payer, 'requestScopes'),
    network: networkOf(payer),
  };
  if (valueOf(payer, 'clientAuthenticationMode') === 'PRIVATE_KEY_JWT') {
    const assertion = assertionFor(ports, payer, endpoint);
    const signed = await sign(ports, payer, assertion);
    return {
      request: { ...common, credential: { is: 'assertion', assertion: signed } },
      assertion,
      encodingMatters: false,
    };
  }
  const encoding = valueOf(payer, 'basicEncoding') === 'raw' ? ('raw' as const) : ('form' as const);
  const secret = await secretOf(ports, payer);
  return {
    request: { ...common, credential: { is: 'secret', secret, encoding } },
    assertion: null,
    encodingMatters: true,
  };
}

function assertionFor({ clock }: Pick<Ports, 'clock'>, payer: Payer, endpoint: string): Assertion {
  const key = payer.keys[0];
  if (key === undefined) throw new Fault('token/no-key', {});
  const algorithm = valueOf(payer, 'assertionAlgorithm') || algorithmFor(payer, key);
  if (!key.algorithms.includes(algorithm))
    throw new Fault('token/wrong-algorithm', { kind: key.kind, algorithm, possible: key.algorithms.join(', ') });

  const choice: AudienceChoice = valueOf(payer, 'assertionAudience') === 'issuer' ? 'issuer' : 'token-endpoint';
  const settings = {
    clientId: valueOf(payer, 'clientId'),
    audience: audienceOf(choice, { issuer: valueOf(payer, 'issuer'), endpoint }),
    type: valueOf(payer, 'assertionType') || 'JWT',
    algorithm,
    kid: key.kid,
    // One minute is enough for a test, and forgives a clock that is a little off.
    seconds: Number(valueOf(payer, 'assertionSeconds') || '60'),
  };
  return makeAssertion(settings, { now: clock.now(), jti: clock.newId() });
}

async function sign({ vault }: Pick<Ports, 'vault'>, payer: Payer, assertion: Assertion): Promise<string> {
  // Said again where the signature is made: no other way of building an assertion may go around the rule.
  const { aud } = assertion.claims;
  if (aud !== valueOf(payer, 'issuer') && aud !== valueOf(payer, 'tokenEndpoint'))
    throw new Fault('token/audience-not-ours', { audience: aud });

  const input = signingInput(assertion);
  const signature = await vault.sign({
    owner: payer.ref,
    keyId: payer.keys[0]?.id ?? '',
    algorithm: assertion.header.alg,
    form: 'jose',
    bytes: new TextEncoder().encode(input),
  });
  return `${input}.${base64Url(signature)}`;
}

const MASK = '••••••••';

function sentOf(request: TokenRequest, assertion: Assertion | null): TokenReport['sent'] {
  const form: Record<string, string> = { grant_type: 'client_credentials', scope: request.scope };
  if (assertion !== null) {
    form['client_id'] = request.clientId;
    form['client_assertion_type'] = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    form['client_assertion'] = MASK;
  }
  return { authorization: assertion === null ? `Basic ${MASK}` : '', form, assertion: assertion && { ...assertion } };
}

function grantedOf(answer: TokenAnswer, asked: string[]): TokenReport['granted'] {
  const scopes = answer.scope?.split(' ').filter((scope) => scope !== '') ?? asked;
  return {
    tokenType: answer.tokenType,
    expiresInSeconds: typeof answer.expiresIn === 'number' ? answer.expiresIn : null,
    scopes,
    missingScopes: asked.filter((scope) => !scopes.includes(scope)),
  };
}

function clockDifference({ headers }: TokenAnswer, askedAt: Date): number | null {
  const theirs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(theirs) ? null : Math.round((askedAt.getTime() - theirs) / 1000);
}

function stagesOf(answer: TokenAnswer): Stage[] {
  const reached = answer.status !== null;
  const connected = reached || answer.connectMilliseconds > 0;
  const good = answer.is === 'granted';
  const stage = (name: Stage['name'], state: Stage['state'], milliseconds: number, says: string): Stage => ({
    name,
    state,
    milliseconds,
    says,
  });
  return [
    stage('settings', 'done', 0, 'Settings are complete and confirmed.'),
    stage(
      'connect',
      connected ? 'done' : 'failed',
      answer.connectMilliseconds,
      connected ? 'Connected over TLS.' : answer.detail,
    ),
    stage('request', connected ? 'done' : 'not-reached', 0, connected ? 'Token request sent.' : ''),
    reached
      ? stage('answer', 'done', answer.answerMilliseconds, `Status ${String(answer.status)}.`)
      : stage(
          'answer',
          connected ? 'failed' : 'not-reached',
          answer.answerMilliseconds,
          connected ? answer.detail : '',
        ),
    stage(
      'checks',
      good ? 'done' : reached ? 'failed' : 'not-reached',
      0,
      good ? 'A token was granted.' : answer.error || answer.detail,
    ),
  ];
}
