import type { ProbeName, ProbeResult } from '#core/domain/token/probe-report.ts';

export const probeWords: Readonly<Record<ProbeName, string>> = {
  'wrong-audience': 'Assertion for another audience',
  expired: 'Assertion that has expired',
  'wrong-key': 'Assertion signed with a key that nobody knows',
  'replayed-jti': 'The same assertion twice',
  'wrong-assertion-type': 'Another client_assertion_type',
  'wrong-grant': 'A grant that does not exist',
  'unknown-scope': 'A scope that does not exist',
  'no-assertion': 'No assertion at all',
  'wrong-issuer': 'Assertion of another client',
  'too-long-a-life': 'Assertion that lives for an hour',
  unsigned: 'Assertion without a signature',
  'wrong-secret': 'Another secret',
  'secret-twice': 'The secret in header and form',
};

export const verdicts: Readonly<Record<ProbeResult['is'], { tone: 'ok' | 'warn' | 'error' | 'none'; words: string }>> =
  {
    'refused-well': { tone: 'ok', words: 'Refused well' },
    'refused-otherwise': { tone: 'warn', words: 'Refused otherwise' },
    taken: { tone: 'error', words: 'Taken' },
    'no-answer': { tone: 'warn', words: 'No answer' },
    'not-run': { tone: 'none', words: 'Not run' },
  };

/** “401, invalid_client”. */
export function didWords({ status, error }: ProbeResult): string {
  return [status === null ? '' : String(status), error].filter((word) => word !== '').join(', ') || 'nothing';
}
