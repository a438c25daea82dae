import type { TokenReport } from '#core/domain/token/report.ts';

export function reportLines({ outcome, endpoint, stages, sent, answer, granted, refusal }: TokenReport): string[] {
  const said = {
    granted: 'A token was granted.',
    refused: 'The payer refused.',
    failed: 'No usable answer came.',
    cancelled: 'Cancelled.',
  }[outcome];
  return [
    said,
    `endpoint ${endpoint}`,
    ...stages.map(({ name, state, milliseconds, says }) => `  ${name}\t${state}\t${String(milliseconds)} ms\t${says}`),
    ...(sent.assertion === null
      ? []
      : [
          `sent header ${JSON.stringify(sent.assertion.header)}`,
          `sent claims ${JSON.stringify(sent.assertion.claims)}`,
        ]),
    ...(answer === null ? [] : [`answer ${String(answer.status)} ${answer.contentType}`]),
    ...(granted === null ? [] : [`granted ${granted.scopes.join(' ')}, ${String(granted.expiresInSeconds)} s`]),
    ...(refusal === null ? [] : [`refused ${refusal.error} ${refusal.description}`]),
    'The assertion or secret was sent by the wizard. That does not prove that Smile CDR’s own request will be taken.',
  ];
}
