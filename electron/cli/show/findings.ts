import type { Finding } from '#core/domain/discovery/finding.ts';
import { shown } from '../shown.ts';

export function findingLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ severity, says, code, member, hint, rule, compared }) => [
    `${severity}: ${says} [${code}]${member === '' ? '' : ` ${member}`}`,
    ...(compared === undefined || compared.expected === '' ? [] : comparedLines(compared)),
    `  ${hint} (${rule})`,
  ]);
}

/** The two values below each other, with a mark under the first character that differs: characters, not halves of them. */
function comparedLines({ expected, told }: { expected: string; told: string }): string[] {
  const [own, other] = [Array.from(shown(expected)), Array.from(shown(told))];
  let first = 0;
  while (first < own.length && own[first] === other[first]) first += 1;
  return [
    `  expected  ${own.join('')}`,
    `  told      ${other.join('')}`,
    ...(first > LONGEST_MARKED ? [] : [`            ${' '.repeat(first)}^`]),
  ];
}

/** Beyond it no terminal has the mark under its character. */
const LONGEST_MARKED = 300;
