/** @file What is done with a granted token: asked about, tried, and given back. */
import type { Secret } from '#core/domain/secret.ts';
import type { Called, Exchange, Introspection, Network, TokenUse, Watcher } from '#core/ports.ts';
import { authenticate, secretsIn } from './credentials.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { keptAnswer } from './kept-answer.ts';
import type { Within } from './token-request.ts';
import type { Incoming, Passed } from './wire.ts';
import { exchange } from './wire.ts';

/** RFC 7662 §2. Nothing of the body is kept: it may name a person. */
export async function introspect(within: Within, given: TokenUse, watcher?: Watcher): Promise<Introspection> {
  const passed = await postToken(within, given, watcher);
  const { json, redact } = passed.told ?? { json: null, redact: () => '' };
  const { active, scope, exp } = json ?? {};
  return {
    ...exchangeOf(passed, { body: '' }),
    active: typeof active === 'boolean' ? active : null,
    scope: typeof scope === 'string' ? redact(scope) : null,
    expiresAt: typeof exp === 'number' && Number.isFinite(exp) ? exp : null,
  };
}

/** RFC 7009 §2. Nobody ends it: what was granted is given back, whatever came before. */
export async function revoke(within: Within, given: TokenUse): Promise<Exchange> {
  return exchangeOf(await postToken(within, given), {});
}

async function postToken(
  { connections, milliseconds }: Within,
  given: TokenUse,
  watcher?: Watcher,
): Promise<Passed<KeptAnswer>> {
  const { endpoint: url, network, token } = given;
  const form = new URLSearchParams({ token: token.reveal(), token_type_hint: 'access_token' });
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
  });
  authenticate(given, { form, headers });
  const secrets = [...secretsIn(given), ...tokenParts(token)];
  return exchange(
    connections,
    {
      url,
      method: 'POST',
      headers: Object.fromEntries(headers),
      body: form.toString(),
      network,
      milliseconds,
      tooLarge: 'fail',
    },
    { watcher, read: (incoming) => keptAnswer(incoming, { asked: url, secrets }) },
  );
}

/** RFC 6750 §2.1. A search's answer names members: (1) nothing of its body is kept but the codes of an OperationOutcome. */
export async function call(
  { connections, milliseconds }: Within,
  { url, token, network }: { url: string; token: Secret; network: Network },
  watcher?: Watcher,
): Promise<Called> {
  const headers = { accept: 'application/fhir+json', authorization: `Bearer ${token.reveal()}` };
  const secrets = tokenParts(token);
  const passed = await exchange(
    connections,
    { url, method: 'GET', headers, body: null, network, milliseconds, tooLarge: 'drop' },
    { watcher, read: (incoming: Incoming) => keptAnswer(incoming, { asked: url, secrets }) },
  );
  return {
    ...exchangeOf(passed, { body: '', members: [] }),
    issueCodes: issueCodesIn(passed.told?.json ?? null),
  };
}

function exchangeOf(
  { code, detail, steps, tls, answer, proxy }: Passed<KeptAnswer>,
  without: { body?: ''; members?: [] },
): Exchange {
  return {
    code,
    detail,
    steps,
    tls,
    answer: answer && { ...answer, ...without },
    ...(proxy === undefined ? {} : { proxy }),
  };
}

function tokenParts(token: Secret): string[] {
  const text = token.reveal();
  return [text, ...(text.startsWith('ey') ? text.split('.') : [])];
}

/** All of FHIR's, R4 and R5 (value set issue-type). A server that puts something else there puts anything there. */
const issueTypes: ReadonlySet<string> = new Set(
  (
    'invalid structure required value invariant security login unknown expired forbidden suppressed processing ' +
    'not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly ' +
    'business-rule conflict limited-filter transient lock-error no-store exception timeout incomplete throttled ' +
    'informational success'
  ).split(' '),
);
const MOST_ISSUES = 20;

function issueCodesIn(json: KeptAnswer['json']): string[] {
  if (json?.['resourceType'] !== 'OperationOutcome' || !Array.isArray(json['issue'])) return [];
  const codes = (json['issue'] as readonly unknown[]).map((issue) =>
    typeof issue === 'object' && issue !== null ? (issue as { code?: unknown }).code : undefined,
  );
  const plain = codes.filter((code): code is string => typeof code === 'string' && issueTypes.has(code));
  return [...new Set(plain)].slice(0, MOST_ISSUES);
}
