import type { Finding } from '#core/domain/discovery/finding.ts';

export function findingLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ severity, says, code, member, hint, rule }) => [
    `${severity}: ${says} [${code}]${member === '' ? '' : ` ${member}`}`,
    `  ${hint} (${rule})`,
  ]);
}
