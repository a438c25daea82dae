import type { Finding } from '#core/domain/discovery/finding.ts';

export function findingLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ severity, says, code, member, hint, rule, compared }) => [
    `${severity}: ${says} [${code}]${member === '' ? '' : ` ${member}`}`,
    ...(compared === undefined || compared.expected === '' ? [] : comparedLines(compared)),
    `  ${hint} (${rule})`,
  ]);
}

/** The two values below each other, with a mark under the first character that differs. */
function comparedLines({ expected, told }: { expected: string; told: string }): string[] {
  let first = 0;
  while (first < expected.length && expected[first] === told[first]) first += 1;
  return [`  expected  ${expected}`, `  told      ${told}`, `            ${' '.repeat(first)}^`];
}
