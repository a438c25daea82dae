import type { LikelyCause } from '#core/domain/diagnosis/diagnosis.ts';
import type { TokenReport } from '#core/domain/token/report.ts';

/** Where in a request the sign of a cause stands: members of the assertion's header and claims, and of the form. */
const signs: Readonly<Record<string, readonly string[]>> = {
  'cause/audience-issuer-wanted': ['aud'],
  'cause/audience-endpoint-wanted': ['aud'],
  'cause/audience-spelling': ['aud'],
  'cause/clock-ahead': ['iat', 'exp'],
  'cause/clock-behind': ['iat', 'exp'],
  'cause/life-too-long': ['iat', 'exp'],
  'cause/key-not-registered': ['kid'],
  'cause/key-set-cached': ['kid'],
  'cause/kid-mismatch': ['kid'],
  'cause/algorithm-not-taken': ['alg'],
  'cause/key-alg-mismatch': ['alg'],
  'cause/typ-refused': ['typ'],
  'cause/jti-replayed': ['jti'],
  'cause/subject-refused': ['iss', 'sub'],
  'cause/client-unknown': ['iss', 'client_id'],
  'cause/client-other-environment': ['iss', 'client_id'],
  'cause/certificate-not-trusted': ['x5c'],
  'cause/certificate-expired': ['x5c'],
  'cause/san-mismatch': ['iss', 'x5c'],
  'cause/b2b-extension-refused': ['extensions'],
  'cause/assertion-type-refused': ['client_assertion_type'],
  'cause/grant-not-allowed': ['grant_type'],
  'cause/grant-unsupported': ['grant_type'],
  'cause/scope-version': ['scope'],
  'cause/pdex-scope-spelling': ['scope'],
  'cause/scope-not-registered': ['scope'],
  'cause/openid-scope': ['scope'],
  'cause/basic-encoding': ['authorization'],
};

function leadOf({ diagnosis }: TokenReport): LikelyCause | undefined {
  return diagnosis?.groups[0]?.causes[0];
}

/** What of the request decides, if the likeliest cause is the true one. */
export function decisiveInRequest(report: TokenReport): readonly string[] {
  return signs[leadOf(report)?.code ?? ''] ?? [];
}

/** What of the answer led there. */
export function decisiveInAnswer(report: TokenReport): readonly string[] {
  if (leadOf(report) === undefined || report.refusal === null) return [];
  return [report.refusal.description === '' ? 'error' : 'error_description'];
}
