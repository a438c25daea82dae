/** @file The answer that brought a token: RFC 6749 §5.1, SMART Backend Services, and the rules that Inferno's kits test servers by. */
import type { TokenAnswer } from '../../ports.ts';
import { check, short } from './check.ts';
import type { Granted } from './checks.ts';
import type { Check } from './report.ts';

/** SMART App Launch 2.2, backend-services, “expires_in”; HL7 UDAP Security, b2b §5.3. */
const mostLife = { smart: { who: 'SMART', most: 300 }, udap: { who: 'UDAP', most: 3600 } };

export function answerChecks({ answer, method }: Granted): Check[] {
  return [
    ...formChecks(answer),
    typeCheck(answer.tokenType),
    lifeCheck(answer.expiresIn, method === 'udap'),
    ...extraChecks(answer.answer?.members ?? []),
  ];
}

function formChecks({ answer }: TokenAnswer): Check[] {
  if (answer === null) return [];
  const { status, contentType, headers } = answer;
  const cacheControl = headers['cache-control'] ?? '';
  return [
    status === 200
      ? check('good', 'token/status-ok', {})
      : check('warning', 'token/status-created', { status: String(status) }),
    /^application\/json\s*(;|$)/i.test(contentType)
      ? check('good', 'token/json', {})
      : check('warning', 'token/not-json', { contentType: short(contentType) }),
    /(^|[\s,])no-store\s*(,|$)/i.test(cacheControl)
      ? check('good', 'token/no-store', {})
      : check('warning', 'token/may-be-stored', {
          cacheControl: cacheControl === '' ? 'absent' : `“${short(cacheControl)}”`,
        }),
  ];
}

/** Compared without regard to case: RFC 6749 §5.1. */
function typeCheck(given: string): Check {
  const tokenType = short(given);
  switch (given.toLowerCase()) {
    case 'bearer':
      return check('good', 'token/bearer', { tokenType });
    case 'bearertoken':
      return check('warning', 'token/bearer-token', { tokenType });
    case '':
      return check('warning', 'token/no-token-type', {});
    default:
      return check('warning', 'token/not-bearer', { tokenType });
  }
}

function lifeCheck(given: unknown, isUdap: boolean): Check {
  if (typeof given === 'string' && /^\d+$/.test(given))
    return check('warning', 'token/expiry-text', { given: short(given) });
  if (typeof given !== 'number') return check('warning', 'token/no-expiry', {});
  const seconds = String(given);
  if (!(given > 0)) return check('error', 'token/expiry-odd', { given: seconds });
  const { who, most } = isUdap ? mostLife.udap : mostLife.smart;
  return given > most
    ? check('warning', 'token/long-life', { seconds, who, most: String(most) })
    : check('good', 'token/expires', { seconds });
}

function extraChecks(members: readonly string[]): Check[] {
  const refresh = members.includes('refresh_token');
  const identity = members.includes('id_token');
  return [
    ...(refresh ? [check('warning', 'token/refresh-token', {})] : []),
    ...(identity ? [check('warning', 'token/id-token', {})] : []),
    ...(refresh || identity ? [] : [check('good', 'token/nothing-more', {})]),
  ];
}
