/** @file A difference in lines for a terminal: `-` what was, `+` what is, `?` what one side does not tell. */
import type { DefinitionDifference, Difference, MemberDifference, SecretDifference } from './difference.ts';

export function differenceLines({ before, after, isSame, definitions }: Difference): string[] {
  const differing = definitions.filter(({ is }) => is !== 'same');
  return [
    `--- ${before.is} ${before.label}`,
    `+++ ${after.is} ${after.label}`,
    ...differing.flatMap(definitionLines),
    ...untold(definitions),
    isSame
      ? 'no difference, as far as both tell'
      : `${String(differing.length)} of ${String(definitions.length)} differ`,
  ];
}

const heads: Readonly<Record<DefinitionDifference['is'], string>> = {
  same: 'same',
  changed: 'changed',
  'only-before': 'only before',
  'only-after': 'only after',
};

function definitionLines({ is, name, issuer, members, secret }: DefinitionDifference): string[] {
  return [`${heads[is]}\t${name}\t${issuer}`, ...members.flatMap(memberLines), ...secretLine(secret)];
}

function memberLines(difference: MemberDifference): string[] {
  const head = `  ${difference.label} (${difference.member})`;
  switch (difference.is) {
    case 'text': {
      const { before, after } = difference;
      return [head, ...(before === '' ? [] : [`  - ${before}`]), ...(after === '' ? [] : [`  + ${after}`])];
    }
    case 'set':
      return [
        head,
        ...difference.removed.map((entry) => `  - ${entry}`),
        ...difference.added.map((entry) => `  + ${entry}`),
      ];
    case 'lines':
      return [
        `${head}: ${String(difference.added)} lines added, ${String(difference.removed)} removed`,
        ...difference.hunks.flatMap(({ before, after, lines }) => [
          `  @@ -${String(before)} +${String(after)} @@`,
          ...lines.map(({ is, text }) => `  ${signs[is]} ${text}`),
        ]),
      ];
  }
}

export const signs = { same: ' ', added: '+', removed: '-' } as const;

export const secretWords: Readonly<Record<SecretDifference, string>> = {
  'not-used': '',
  same: 'the same on both sides',
  different: 'another one',
  'not-told': 'not told by both sides',
};

function secretLine(secret: SecretDifference): string[] {
  return secret === 'not-used' ? [] : [`  Client Secret: ${secretWords[secret]}`];
}

/** Once for all definitions: a form that has no place for a member has none in any of them. */
export function untoldMembers(
  definitions: readonly DefinitionDifference[],
): { by: 'before' | 'after'; labels: string[] }[] {
  return (['before', 'after'] as const).flatMap((by) => {
    const labels = definitions.flatMap(({ notTold }) =>
      notTold.filter((one) => one.by === by).map(({ label }) => label),
    );
    return labels.length === 0 ? [] : [{ by, labels: [...new Set(labels)] }];
  });
}

function untold(definitions: readonly DefinitionDifference[]): string[] {
  return untoldMembers(definitions).map(({ by, labels }) => `? not told by ${by}: ${labels.join(', ')}`);
}
