/** @file How a refusal is written: RFC 6749 §5.2. What is odd there is no cause of it, and tells who answered. */
import type { TokenAnswer } from '../../ports.ts';
import { check, short } from './check.ts';
import type { Check } from './report.ts';

/** RFC 6749 §5.2, and of those that extend it: RFC 8707 §2, RFC 9449 §5. */
const knownErrors: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'invalid_dpop_proof',
  'use_dpop_nonce',
]);

export function refusalChecks({ is, answer, error }: TokenAnswer): Check[] {
  if (is !== 'refused' || answer === null) return [];
  const status = String(answer.status);
  return [
    answer.status === 400 || answer.status === 401
      ? check('good', 'token/refusal-status', { status })
      : check('warning', 'token/refusal-odd-status', { status }),
    knownErrors.has(error)
      ? check('good', 'token/refusal-known', { error })
      : check('warning', 'token/refusal-unknown', { error: short(error) }),
  ];
}
