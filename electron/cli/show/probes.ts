import type { ProbeReport, ProbeResult } from '#core/domain/token/probe-report.ts';

/** The probes for a person: how many were refused well, then each with what came, and what to tell the payer. */
export function probeLines({ endpoint, plain, results }: ProbeReport): string[] {
  const well = results.filter(({ is }) => is === 'refused-well').length;
  return [
    `${String(well)} of ${String(results.length)} refused as they should be`,
    `endpoint ${endpoint}`,
    plain === null
      ? 'the plain request before them was cancelled'
      : `the plain request before them: ${plainWords(plain)}`,
    ...results.flatMap(resultLines),
  ];
}

function plainWords({ is, status, error }: NonNullable<ProbeReport['plain']>): string {
  return [is, ...(status === null ? [] : [String(status)]), ...(error === '' ? [] : [error])].join(' ');
}

function resultLines({ name, is, says, hint, expected }: ProbeResult): string[] {
  return [
    `${is}\t${name}`,
    `  ${says}`,
    ...(is === 'taken' ? [`  A good server says ${expected}.`] : []),
    ...(hint === '' ? [] : [`  ${hint}`]),
  ];
}
