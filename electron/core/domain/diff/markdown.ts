/** @file A difference in Markdown: for a change ticket, and for the README of a bundle. The same difference gives the same bytes. */
import { codeMarkdown, plainMarkdown } from '../markdown.ts';
import type { DefinitionDifference, Difference, MemberDifference } from './difference.ts';
import { secretWords, signs, untoldMembers } from './words.ts';

export function differenceMarkdown({ before, after, isSame, definitions }: Difference): string[] {
  const differing = definitions.filter(({ is }) => is !== 'same');
  return [
    `From the ${before.is} ${codeMarkdown(before.label)} to the ${after.is} ${codeMarkdown(after.label)}: ${
      isSame
        ? '**no difference**, as far as both tell.'
        : `${String(differing.length)} of ${String(definitions.length)} definitions differ.`
    }`,
    ...untoldMembers(definitions).map(
      ({ by, labels }) =>
        `Not told by the ${by === 'before' ? before.is : after.is}, and not compared: ${labels.join(', ')}.`,
    ),
    ...differing.flatMap(definitionMarkdown),
  ];
}

const heads: Readonly<Record<DefinitionDifference['is'], string>> = {
  same: 'unchanged',
  changed: 'changed',
  'only-before': 'is there no more',
  'only-after': 'is new',
};

function definitionMarkdown({ is, name, issuer, members, secret }: DefinitionDifference): string[] {
  const texts = members.filter((member) => member.is === 'lines');
  return [
    '',
    `### ${plainMarkdown(name)}: ${heads[is]}`,
    '',
    `Issuer ${codeMarkdown(issuer)}.${secret === 'not-used' ? '' : ` The client secret: ${secretWords[secret]}.`}`,
    ...(is === 'only-before' || members.length === 0
      ? []
      : ['', '| field | before | after |', '|---|---|---|', ...members.map(row)]),
    ...(is === 'only-before' ? [] : texts.flatMap(linesMarkdown)),
  ];
}

function row(difference: MemberDifference): string {
  const [before, after] = cells(difference);
  return `| ${plainMarkdown(difference.label)} | ${before} | ${after} |`;
}

function cells(difference: MemberDifference): [string, string] {
  switch (difference.is) {
    case 'text':
      return [codeMarkdown(difference.before), codeMarkdown(difference.after)];
    case 'set':
      return [listed('−', difference.removed), listed('+', difference.added)];
    case 'lines':
      return [`− ${String(difference.removed)} lines`, `+ ${String(difference.added)} lines`];
  }
}

function listed(sign: string, entries: readonly string[]): string {
  return entries.map((entry) => `${sign} ${codeMarkdown(entry)}`).join('<br>');
}

/** The fence is longer than any run of backticks inside, so that no line can end it. */
function linesMarkdown({ label, hunks }: Extract<MemberDifference, { is: 'lines' }>): string[] {
  const lines = hunks.flatMap(({ before, after, lines: inside }) => [
    `@@ -${String(before)} +${String(after)} @@`,
    ...inside.map(({ is, text }) => `${signs[is]}${visible(text)}`),
  ]);
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return ['', `${plainMarkdown(label)}:`, '', `${fence}diff`, ...lines, fence];
}

/** A line end of another kind, and marks that turn the order of characters, are what a reviewer has to see. */
function visible(line: string): string {
  return line.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
