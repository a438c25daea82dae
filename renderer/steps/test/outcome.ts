import type { Outcome, TokenReport } from '#core/domain/token/report.ts';

const titles: Readonly<Record<Outcome, string>> = {
  granted: 'Token granted',
  refused: 'Refused',
  failed: 'No answer',
  cancelled: 'Cancelled',
};

/** How it went, in a few words. */
export function titleOf({ outcome, refusal, diagnosis, answer }: TokenReport): string {
  if (outcome === 'granted' && diagnosis !== null) return 'Token granted, with a problem';
  if (outcome === 'refused' && refusal?.error) return `Refused: ${refusal.error}`;
  if (outcome === 'failed' && answer !== null) return 'An answer, but no token';
  return titles[outcome];
}

/** The colour and the sign of it: warned where a token was granted and something is wrong all the same. */
export function toneOf({ outcome, diagnosis }: TokenReport, isCurrent: boolean): 'ok' | 'warn' | 'error' {
  if (outcome === 'cancelled') return 'warn';
  if (outcome !== 'granted') return 'error';
  return isCurrent && diagnosis === null ? 'ok' : 'warn';
}

/** How it went, in one or two sentences. */
export function sentenceOf(report: TokenReport, after: string): string {
  const { outcome, granted, answer, refusal, stages, remarks } = report;
  if (outcome === 'cancelled') return `Cancelled after ${after}. What was seen until then is kept below.`;
  if (granted !== null) {
    const life =
      granted.expiresInSeconds === null ? 'without a stated life' : `for ${String(granted.expiresInSeconds)} s`;
    return `The Token Endpoint gave a ${granted.tokenType} token ${life}, after ${after}.`;
  }
  const failed = stages.find(({ state }) => state === 'failed');
  const what =
    answer === null
      ? (remarks[0]?.says ?? failed?.says ?? 'No answer came.')
      : `The Token Endpoint answered ${String(answer.status)} after ${after}.`;
  return `${what} No token was issued.${refusal?.description ? ` It says: “${refusal.description}”` : ''}`;
}
