import type { TokenReport } from '#core/domain/token/report.ts';

/** How it went, in two words. */
export function titleOf({ outcome, refusal }: TokenReport): string {
  if (outcome === 'granted') return 'Token granted';
  return outcome === 'refused' && refusal
    ? `Refused: ${refusal.error}`
    : outcome === 'refused'
      ? 'Refused'
      : 'No answer';
}

/** How it went, in one sentence. */
export function sentenceOf(report: TokenReport, after: string): string {
  const { granted, answer, refusal, stages } = report;
  if (granted !== null) {
    const life =
      granted.expiresInSeconds === null ? 'without a stated life' : `for ${String(granted.expiresInSeconds)} s`;
    return `The Token Endpoint gave a ${granted.tokenType} token ${life}, after ${after}.`;
  }
  const failed = stages.find(({ state }) => state === 'failed');
  const status =
    answer === null
      ? (failed?.says ?? 'No answer came.')
      : `The Token Endpoint answered ${String(answer.status)} after ${after}.`;
  return `${status} No token was issued.${refusal?.description ? ` It says: “${refusal.description}”` : ''}`;
}
