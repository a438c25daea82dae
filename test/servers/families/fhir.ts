/**
 * @file A FHIR endpoint that answers as HAPI FHIR does. From github:hapifhir/hapi-fhir: `AuthorizationInterceptor.handleDeny` (403,
 * HAPI-0334 “Access denied by default policy (no applicable rules)”), `AuthenticationException` (401), `BaseMethodBinding` and
 * `RestfulServer` (404, HAPI-0302 “Unknown resource type”); the OperationOutcome has `processing` as its code in each of them.
 */
import type { Answer, Call, Issued } from './family.ts';

export interface FhirWish {
  /** The audience that its tokens must have; absent: any. */
  readonly audience?: string;
  /** Whether it knows the tokens of this authorization server at all: one that trusts another issuer does not. */
  readonly trustsIssuer?: boolean;
  /** Whether the client was given rights of its own beside its scopes. */
  readonly hasPermission?: boolean;
  /** Where it really is; absent: `/fhir`. */
  readonly base?: string;
}

const scopesForPatients =
  /^(?:system|user)\/(?:\*|Patient)\.(?:read|\*|c?r?u?d?s)$|^\S+\/\.default$|^cdr_all_user_authorities$/;

export function answerFhir(given: {
  call: Call;
  query: URLSearchParams;
  issued: ReadonlyMap<string, Issued>;
  wish: FhirWish;
}): Answer {
  const { call, query, issued, wish } = given;
  const base = wish.base ?? '/fhir';
  if (!call.path.startsWith(`${base}/`)) return outcome(404, 'HAPI-0302: Unknown resource type');
  const resource = call.path.slice(base.length + 1);
  if (resource !== 'Patient' || query.get('_summary') !== 'count')
    return outcome(404, `HAPI-0302: Unknown resource type '${resource}' - Server knows how to handle: [Patient]`);

  const [, bearer = ''] = /^Bearer (\S+)$/i.exec(call.headers['authorization'] ?? '') ?? [];
  const facts = wish.trustsIssuer === false ? undefined : issued.get(bearer);
  if (facts === undefined) return challenge('HAPI-0644: Missing or invalid Authorization header value');
  if (wish.audience !== undefined && facts.audience !== wish.audience)
    return challenge('HAPI-0644: Missing or invalid Authorization header value');
  const isAllowed = facts.scope.split(' ').some((scope) => scopesForPatients.test(scope));
  if (!isAllowed || wish.hasPermission === false)
    return outcome(403, 'HAPI-0334: Access denied by default policy (no applicable rules)');
  return {
    status: 200,
    headers: { 'Content-Type': 'application/fhir+json;charset=UTF-8' },
    json: { resourceType: 'Bundle', type: 'searchset', total: 3 },
  };
}

/** RFC 6750 §3.1. */
function challenge(diagnostics: string): Answer {
  const answer = outcome(401, diagnostics);
  return { ...answer, headers: { ...answer.headers, 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
}

function outcome(status: number, diagnostics: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/fhir+json;charset=UTF-8', 'X-Powered-By': 'HAPI FHIR 7.4.0' },
    json: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', diagnostics }] },
  };
}
