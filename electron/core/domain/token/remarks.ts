/** @file What to make of a token endpoint's answer: causes with their remedies, the likeliest first (interop-specs §2.10). */
import type { TokenAnswer } from '../../ports.ts';
import type { Code, Details } from '../catalogue.ts';
import { explain } from '../catalogue.ts';
import type { Remark } from './report.ts';

export interface Tried {
  readonly usesKey: boolean;
  readonly audience: string;
  readonly scopes: readonly string[];
  /** The id or the secret has a character on which the two Basic encodings differ. */
  readonly encodingMatters: boolean;
  readonly clockDifferenceSeconds: number | null;
}

function remark<C extends Code>(severity: Remark['severity'], code: C, details: Details<C>): Remark {
  return { code, severity, ...explain(code, details) };
}

/** Beyond this an assertion of one minute is likely to be refused: servers forgive some seconds at most (FAPI 2.0: 10). */
const CLOCK_LIMIT_SECONDS = 10;

export function remarksOn(answer: TokenAnswer, tried: Tried): Remark[] {
  const clock = tried.clockDifferenceSeconds;
  const clockRemarks =
    clock !== null && Math.abs(clock) > CLOCK_LIMIT_SECONDS
      ? [remark(answer.is === 'granted' ? 'warning' : 'error', 'token/hint-clock', { seconds: String(clock) })]
      : [];
  if (answer.is === 'granted') return [...onGranted(answer, tried), ...clockRemarks];
  if (answer.is === 'refused') return [...clockRemarks, ...onRefused(answer, tried)];
  return [...clockRemarks, ...onFailed(answer)];
}

function onGranted(answer: TokenAnswer, { scopes }: Tried): Remark[] {
  const granted = answer.scope?.split(' ') ?? [...scopes];
  const missing = scopes.filter((scope) => !granted.includes(scope));
  const remarks: Remark[] = [];
  if (missing.length > 0) remarks.push(remark('warning', 'token/scopes-missing', { scopes: missing.join(' ') }));
  if (answer.scope === null) remarks.push(remark('info', 'token/no-scope', {}));
  if (typeof answer.expiresIn !== 'number') remarks.push(remark('warning', 'token/no-expiry', {}));
  if (answer.tokenType.toLowerCase() !== 'bearer')
    remarks.push(remark('warning', 'token/not-bearer', { tokenType: answer.tokenType }));
  if (answer.status !== 200) remarks.push(remark('warning', 'token/status-created', { status: String(answer.status) }));
  return remarks;
}

function onRefused(answer: TokenAnswer, tried: Tried): Remark[] {
  const client = remark('error', 'token/hint-client', { error: answer.error });
  const audience = tried.usesKey ? [remark('error', 'token/hint-audience', { audience: tried.audience })] : [];
  const encoding = !tried.usesKey && tried.encodingMatters ? [remark('error', 'token/hint-encoding', {})] : [];
  switch (answer.error) {
    case 'invalid_scope':
      return [remark('error', 'token/hint-scope', { scopes: tried.scopes.join(' ') })];
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return [remark('error', 'token/hint-grant', {})];
    case 'invalid_request':
      return [...encoding, remark('error', 'token/hint-request', {})];
    // The SMART bulk data server answers a wrong audience so.
    case 'invalid_grant':
      return [...audience, client];
    default:
      return [...encoding, client, ...audience];
  }
}

function onFailed({ status, headers }: TokenAnswer): Remark[] {
  if (status === null) return [];
  if (status >= 300 && status < 400)
    return [remark('error', 'token/hint-redirect', { location: headers['location'] ?? '(nowhere)' })];
  const remarks: Remark[] = [];
  if (status === 403 || status === 400 || status === 496) remarks.push(remark('warning', 'token/hint-mutual-tls', {}));
  remarks.push(remark('error', 'token/hint-not-json', { contentType: headers['content-type'] ?? 'no content type' }));
  return remarks;
}
