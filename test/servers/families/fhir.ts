/**
 * @file A FHIR endpoint as HAPI FHIR's JPA starter is, which runs on Spring Boot. From github:hapifhir/hapi-fhir:
 * `AuthorizationInterceptor.handleDeny` (403, HAPI-0334), `AuthenticationException` (401, HAPI-0644, no challenge), `RestfulServer` (404,
 * HAPI-0302), each as an OperationOutcome with the code `processing`; what is not under its path is answered by Spring Boot
 * (`DefaultErrorAttributes`). Where Spring Security looks at the tokens, 401 has its challenge and no body:
 * github:spring-projects/spring-security, `BearerTokenAuthenticationEntryPoint` and `JwtClaimValidator` (“The aud claim is not valid”).
 */
import type { Answer, Call, Issued } from './family.ts';

export interface FhirWish {
  /** The audience that its tokens must have; absent: any. */
  readonly audience?: string;
  /** Who looks at the tokens; absent: HAPI. */
  readonly by?: 'hapi' | 'spring-security';
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
  if (!call.path.startsWith(`${base}/`)) return notThere(call.path);
  const resource = call.path.slice(base.length + 1);
  if (resource !== 'Patient' || query.get('_summary') !== 'count')
    return outcome(404, `HAPI-0302: Unknown resource type '${resource}' - Server knows how to handle: [Patient]`);

  const [, bearer = ''] = /^Bearer (\S+)$/i.exec(call.headers['authorization'] ?? '') ?? [];
  const facts = wish.trustsIssuer === false ? undefined : issued.get(bearer);
  if (facts === undefined) return unbelieved(wish, 'iss');
  if (wish.audience !== undefined && facts.audience !== wish.audience) return unbelieved(wish, 'aud');
  const isAllowed = facts.scope.split(' ').some((scope) => scopesForPatients.test(scope));
  if (!isAllowed || wish.hasPermission === false)
    return outcome(403, 'HAPI-0334: Access denied by default policy (no applicable rules)');
  return {
    status: 200,
    headers: { 'Content-Type': 'application/fhir+json;charset=UTF-8' },
    json: { resourceType: 'Bundle', type: 'searchset', total: 3 },
  };
}

function unbelieved({ by }: FhirWish, claim: string): Answer {
  if (by !== 'spring-security') return outcome(401, 'HAPI-0644: Missing or invalid Authorization header value');
  const description = `An error occurred while attempting to decode the Jwt: The ${claim} claim is not valid`;
  const uri = 'https://tools.ietf.org/html/rfc6750#section-3.1';
  return {
    status: 401,
    text: '',
    headers: {
      'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}", error_uri="${uri}"`,
    },
  };
}

function notThere(path: string): Answer {
  return {
    status: 404,
    json: { timestamp: '2026-11-26T06:14:27.000+00:00', status: 404, error: 'Not Found', path },
  };
}

function outcome(status: number, diagnostics: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/fhir+json;charset=UTF-8', 'X-Powered-By': 'HAPI FHIR 7.4.0' },
    json: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', diagnostics }] },
  };
}
