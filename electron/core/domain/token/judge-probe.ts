/** @file What an answer to a negative probe means. */
import type { TokenAnswer } from '../../ports.ts';
import type { ProbeName, ProbeResult } from './probe-report.ts';
import type { Probe } from './probes.ts';
import { expectedWords, probeNamed } from './probes.ts';
import type { Way } from './way.ts';

export type ProbeAnswer = Pick<TokenAnswer, 'is' | 'code' | 'detail' | 'error' | 'scope' | 'answer'>;

/** What the handshake says where a certificate is wanted and none is shown. */
const wanted: ReadonlySet<string> = new Set([
  'discovery/tls-certificate-wanted',
  'discovery/tls-handshake-refused',
  'discovery/tls-certificate-refused',
]);

/** No scope can be spelt so by chance; the characters are those that RFC 6749 §3.3 allows. */
export const unknownScope = 'payer-wizard-no-such-scope';

export function judgeProbe(name: ProbeName, way: Way, answer: ProbeAnswer): ProbeResult {
  const probe = probeNamed(name);
  const status = answer.answer?.status ?? null;
  const base = { name, status, error: answer.error, expected: expectedWords(probe.expected(way)) };
  return { ...base, ...verdictOf(name, { probe, way, answer, status }) };
}

/** One that was not sent, and why. */
export function notRun(name: ProbeName, way: Way, { says, hint }: { says: string; hint: string }): ProbeResult {
  const expected = expectedWords(probeNamed(name).expected(way));
  return { name, is: 'not-run', status: null, error: '', expected, says, hint };
}

interface Judged {
  readonly probe: Probe;
  readonly way: Way;
  readonly answer: ProbeAnswer;
  readonly status: number | null;
}
type Verdict = Pick<ProbeResult, 'is' | 'says' | 'hint'>;

function verdictOf(name: ProbeName, judged: Judged): Verdict {
  const { probe, way, answer, status } = judged;
  if (answer.is === 'granted') return grantedVerdict(name, judged);
  if (status === null) return unansweredVerdict(name, judged);

  const { statuses, errors } = probe.expected(way);
  const came = `${String(status)} ${answer.error === '' ? 'without an error code' : answer.error}`;
  if (statuses.includes(status) && errors.includes(answer.error))
    return { is: 'refused-well', says: `Sent ${probe.sends}: refused with ${came}, as it should be.`, hint: '' };
  return {
    is: 'refused-otherwise',
    says: `Sent ${probe.sends}: no token came, but ${came} instead of ${expectedWords({ statuses, errors })}.`,
    hint: 'Nothing got in. A client that reads the error code is led astray: tell the payer when there is occasion.',
  };
}

function grantedVerdict(name: ProbeName, { probe, answer }: Judged): Verdict {
  // RFC 6749 §3.3: a server may leave a scope out, if the answer says which ones are granted.
  if (name === 'unknown-scope' && answer.scope !== null && !answer.scope.split(' ').includes(unknownScope))
    return {
      is: 'refused-otherwise',
      says: `Sent ${probe.sends}: a token came without it, and the answer says so. RFC 6749 §3.3 allows that; SMART servers answer invalid_scope.`,
      hint: 'Nothing got in. A misspelt scope is not told by an error here: compare the scopes of each answer.',
    };
  return { is: 'taken', says: `Sent ${probe.sends}: a token came. ${probe.taken}`, hint: probe.tell };
}

function unansweredVerdict(name: ProbeName, { probe, way, answer }: Judged): Verdict {
  if (name === 'no-assertion' && way.usesCertificate && wanted.has(answer.code))
    return {
      is: 'refused-well',
      says: `Sent ${probe.sends}: refused in the TLS handshake already (${answer.detail || answer.code}).`,
      hint: '',
    };
  return {
    is: 'no-answer',
    says: `Sent ${probe.sends}: no answer came (${answer.detail || answer.code || 'no reason was told'}).`,
    hint: 'This proves nothing. Run the probes again when the plain test is answered.',
  };
}
