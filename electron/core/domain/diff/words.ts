/** @file A difference in lines for a terminal: `-` what was, `+` what is, `?` what one side does not tell. */
import { visible, visibleAscii } from '../visible.ts';
import type {
  DefinitionDifference,
  Difference,
  Line,
  MemberDifference,
  SecretDifference,
  SideOfPair,
} from './difference.ts';
import { sidesOfPair } from './difference.ts';

export function differenceLines(difference: Difference): string[] {
  const { before, after, isSame, definitions } = difference;
  const differing = definitions.filter(({ is }) => is !== 'same');
  return [
    `--- ${before.is} ${before.label}`,
    `+++ ${after.is} ${after.label}`,
    ...differing.flatMap(definitionLines),
    ...definitions.filter(({ is }) => is === 'same').map(({ name, issuer }) => `same\t${name}\t${issuer}`),
    ...untoldMembers(definitions).map(
      ({ by, labels }) => `? not told by ${difference[by].label}: ${labels.join(', ')}`,
    ),
    ...sidesOfPair.flatMap((side) => besidesLines(difference[side])),
    isSame
      ? 'no difference, as far as both tell'
      : `${String(differing.length)} of ${String(definitions.length)} ${definitions.length === 1 ? 'differs' : 'differ'}`,
  ];
}

const heads: Readonly<Record<DefinitionDifference['is'], string>> = {
  same: 'same',
  changed: 'changed',
  'only-before': 'only before',
  'only-after': 'only after',
};

function definitionLines({ is, name, issuer, members, secret }: DefinitionDifference): string[] {
  return [
    `${heads[is]}\t${name}\t${issuer}`,
    ...members.flatMap(memberLines),
    ...(secret === 'not-used' ? [] : [`  Client Secret: ${secretWords(secret, is)}`]),
  ];
}

function memberLines(difference: MemberDifference): string[] {
  const { label, member } = difference;
  const head = `  ${label === member ? label : `${label} (${member})`}`;
  switch (difference.is) {
    case 'text': {
      const { before, after } = difference;
      const apart = firstApart(before, after);
      return [
        head,
        ...(before === '' ? [] : [`  - ${before}`]),
        ...(after === '' ? [] : [`  + ${after}`]),
        ...(apart === '' ? [] : [`    ${apart}`]),
      ];
    }
    case 'set':
      return [
        head,
        ...difference.removed.map((entry) => `  - ${visibleAscii(entry)}`),
        ...difference.added.map((entry) => `  + ${visibleAscii(entry)}`),
      ];
    case 'lines':
      return [
        `${head}: ${String(difference.added)} lines added, ${String(difference.removed)} removed`,
        ...difference.hunks.flatMap(({ before, after, lines }) => [
          `  @@ -${String(before)} +${String(after)} @@`,
          ...lines.map((line) => `  ${lineText(line, ' ')}`),
        ]),
      ];
  }
}

/** As patches write it. */
export function lineText({ is, text }: Line, gap = ''): string {
  return is === 'no-end' ? `\\${gap || ' '}no line end` : `${signs[is]}${gap}${text}`;
}

const signs = { same: ' ', added: '+', removed: '-' } as const;

/** '' where none is used. */
export function secretWords(secret: SecretDifference, is: DefinitionDifference['is']): string {
  if (secret === 'not-told' && is !== 'same' && is !== 'changed') return 'one is used, and not shown';
  return secretStates[secret];
}

const secretStates: Readonly<Record<SecretDifference, string>> = {
  'not-used': '',
  same: 'the same on both sides',
  different: 'another one',
  'not-told': 'not compared, for not both sides tell it',
};

/** Where two values begin to differ that look alike, or that nobody reads to their end; '' for all others. */
export function firstApart(before: string, after: string): string {
  if (before === '' || after === '' || !(isOdd(before) || isOdd(after))) return '';
  const [one, other] = [Array.from(before), Array.from(after)];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `they differ from character ${String(at + 1)} on: ${codePoint(one[at])}, ${codePoint(other[at])}`;
}

const LONGEST_READ = 300;

/** Blanks fall together where Markdown is shown; a backslash may look like what is written for a character that cannot be seen. */
function isOdd(text: string): boolean {
  return text.length > LONGEST_READ || visibleAscii(text) !== text || /^\s|\s$|\s\s|\t|\\u/.test(text);
}

function codePoint(character: string | undefined): string {
  if (character === undefined) return 'the end';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} “${visible(character)}”`;
}

/** Once for all definitions: a form that has no place for a member has none in any of them. */
export function untoldMembers(definitions: readonly DefinitionDifference[]): { by: SideOfPair; labels: string[] }[] {
  return sidesOfPair.flatMap((by) => {
    const labels = definitions.flatMap(({ notTold }) =>
      notTold.filter((one) => one.by === by).map(({ label }) => label),
    );
    return labels.length === 0 ? [] : [{ by, labels: [...new Set(labels)] }];
  });
}

const MOST_NAMED = 5;

function besidesLines({ label, besides }: Difference['before']): string[] {
  if (besides.length === 0) return [];
  const named = besides.slice(0, MOST_NAMED).join(', ');
  const more = besides.length > MOST_NAMED ? `, and ${String(besides.length - MOST_NAMED)} more` : '';
  return [`not compared, for only ${label} has them: ${named}${more}`];
}
