import type { NextCall, TokenReport } from '#core/domain/token/report.ts';
import { diagnosisLines } from './diagnosis.ts';

export const shownParts = ['all', 'sent', 'answer', 'none'] as const;
/** Which of the request and of the answer is told; the rest of a report always is. */
export type Shown = (typeof shownParts)[number];

/** A report of the live test for a person, failures as well as success. Secrets are masked in it already. */
export function reportLines(report: TokenReport, { show, ref }: { show: Shown; ref: string }): string[] {
  const { endpoint, stages, checks, nextCall, diagnosis } = report;
  return [
    outcomeLine(report),
    `endpoint ${endpoint}`,
    ...stages.map(({ name, state, milliseconds, says }) => `  ${name}\t${state}\t${String(milliseconds)} ms\t${says}`),
    ...tlsLines(report),
    ...(show === 'all' || show === 'sent' ? sentLines(report) : []),
    ...(show === 'all' || show === 'answer' ? answerLines(report) : []),
    ...(checks.length === 0 ? [] : ['checks']),
    ...checks.flatMap(({ code, is, says, hint }) => [
      `  ${is}\t${says} [${code}]`,
      ...(hint === '' ? [] : [`    ${hint}`]),
    ]),
    ...(nextCall === null ? [] : nextCallLines(nextCall)),
    ...(diagnosis === null ? [] : diagnosisLines(diagnosis, ref)),
    'The assertion or secret was sent by the wizard. That does not prove that Smile CDR’s own request will be taken.',
  ];
}

function outcomeLine({ outcome, granted, refusal, answer }: TokenReport): string {
  switch (outcome) {
    case 'granted': {
      const life = granted?.expiresInSeconds ?? null;
      const scopes = granted?.scopes.join(' ') ?? '';
      return `A token was granted${life === null ? '' : ` for ${String(life)} s`}${scopes === '' ? '' : `: ${scopes}`}.`;
    }
    case 'refused':
      return `The payer refused: ${[refusal?.error ?? '', refusal?.description ?? ''].filter((part) => part !== '').join(', ')}`;
    case 'failed':
      return answer === null ? 'No answer came.' : 'No usable answer came.';
    case 'cancelled':
      return 'Cancelled. What was seen until then is kept.';
  }
}

function tlsLines({ tls }: TokenReport): string[] {
  if (tls === null) return [];
  const { version, cipher, chain, trusted, why, certificateOffered } = tls;
  return [
    `tls ${[version || 'no session', cipher, trusted ? 'trusted' : `not trusted: ${why}`].filter((part) => part !== '').join(', ')}${certificateOffered ? ', client certificate at hand' : ''}`,
    ...chain.map(({ subject, issuer, notAfter }) => `  ${subject}, by ${issuer}, until ${notAfter}`),
  ];
}

function sentLines({ sent }: TokenReport): string[] {
  const { headers, form, assertion } = sent;
  return [
    'sent',
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    ...Object.entries(form).map(([name, value]) => `  ${name}=${value}`),
    ...(assertion === null
      ? []
      : [
          `  assertion header ${JSON.stringify(assertion.header)}`,
          `  assertion claims ${JSON.stringify(assertion.claims)}`,
        ]),
  ];
}

function answerLines({ answer, clockDifferenceSeconds }: TokenReport): string[] {
  if (answer === null) return [];
  const { status, contentType, headers, body, bytes } = answer;
  return [
    `came back ${String(status)} ${contentType || 'without a content type'}, ${String(bytes)} bytes`,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    ...(body === '' ? [] : body.split('\n').map((line) => `  | ${line}`)),
    ...(clockDifferenceSeconds === null
      ? []
      : [`  our clock minus theirs: ${String(clockDifferenceSeconds)} s, by the Date header`]),
  ];
}

function nextCallLines({ address, status, headers, issueCodes, is, code, says, hint }: NextCall): string[] {
  return [
    `next call ${is}: ${says}${code === '' ? '' : ` [${code}]`}`,
    ...(hint === '' ? [] : [`  ${hint}`]),
    `  GET ${address}: ${status === null ? 'no answer' : String(status)}`,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    ...(issueCodes.length === 0 ? [] : [`  OperationOutcome: ${issueCodes.join(', ')}`]),
  ];
}
