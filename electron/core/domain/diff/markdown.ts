/**
 * @file A difference in Markdown: for a change ticket, and for the README of a bundle. The same difference gives the same bytes.
 * (1) No value ends a cell, a fence or a heading, or is read as HTML: values stand in code alone. (2) What cannot be seen is written out.
 */
import { codeMarkdown, plainMarkdown } from '../markdown.ts';
import { visible, visibleAscii } from '../visible.ts';
import type { DefinitionDifference, Difference, MemberDifference, SideSeen } from './difference.ts';
import { firstApart, lineText, secretWords, untoldMembers } from './words.ts';

export function differenceMarkdown(difference: Difference): string[] {
  const { before, after, isSame, definitions } = difference;
  const differing = definitions.filter(({ is }) => is !== 'same');
  const all = String(definitions.length);
  return [
    `From ${sideWords(before)} to ${sideWords(after)}: ${
      isSame
        ? '**no difference**, as far as both tell.'
        : `${String(differing.length)} of ${all} ${definitions.length === 1 ? 'definition differs' : 'definitions differ'}.`
    }`,
    ...untoldMembers(definitions).flatMap(({ by, labels }) => [
      '',
      `Not told by ${sideWords(difference[by])}, and not compared: ${labels.map(plain).join(', ')}.`,
    ]),
    ...differing.flatMap(definitionMarkdown),
  ];
}

/** What the bundles among the sides are worth to whoever made the ticket: not for a README, whose bytes depend on no trust list. */
export function verdictMarkdown({ before, after }: Difference): string[] {
  return [before, after].flatMap((side) => {
    const { verification } = side;
    if (verification === null) return [];
    return [`- ${sideWords(side)}: **${verification.verdict}**. ${plain(verification.says)}`];
  });
}

function sideWords({ is, label, verification }: SideSeen): string {
  const sums =
    verification === null || verification.sha256sums === '' ? '' : ` (SHA256SUMS \`${verification.sha256sums}\`)`;
  return `the ${is} ${code(label)}${sums}`;
}

const heads: Readonly<Record<DefinitionDifference['is'], string>> = {
  same: 'unchanged',
  changed: 'changed',
  'only-before': 'is there no more',
  'only-after': 'is new',
};

function definitionMarkdown({ is, name, issuer, members, secret }: DefinitionDifference): string[] {
  const shown = is === 'only-before' ? [] : members;
  return [
    '',
    `### ${code(name)}: ${heads[is]}`,
    '',
    `Issuer ${code(issuer)}.${secret === 'not-used' ? '' : ` The client secret: ${secretWords(secret, is)}.`}`,
    ...(shown.length === 0 ? [] : ['', '| field | before | after |', '|---|---|---|', ...shown.map(row)]),
    ...shown.flatMap(blocks),
  ];
}

function row(difference: MemberDifference): string {
  const [before, after] = cells(difference);
  return `| ${plain(difference.label)} | ${before} | ${after} |`;
}

function cells(difference: MemberDifference): [string, string] {
  switch (difference.is) {
    case 'text': {
      const { before, after } = difference;
      return [before, after].some((value) => !fitsCell(value)) ? ['below', 'below'] : [cell(before), cell(after)];
    }
    case 'set': {
      const { removed, added } = difference;
      const fits = [...removed, ...added].every(fitsCell);
      return fits ? [listed('without', removed), listed('with', added)] : ['below', 'below'];
    }
    case 'lines':
      return [`${String(difference.removed)} lines removed`, `${String(difference.added)} lines added`];
  }
}

const cell = (value: string) => (value === '' ? '*not set*' : code(value));

const LONGEST_IN_CELL = 200;

/** A bar in code may end a cell, as renderers differ; so does what is long. Those stand below, where no sign means anything. */
function fitsCell(value: string): boolean {
  return !value.includes('|') && value.length <= LONGEST_IN_CELL;
}

function listed(sign: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `${sign} ${entries.map((entry) => codeMarkdown(visibleAscii(entry))).join(', ')}`;
}

function blocks(difference: MemberDifference): string[] {
  const { label } = difference;
  switch (difference.is) {
    case 'lines': {
      const lines = difference.hunks.flatMap(({ before, after, lines: inside }) => [
        `@@ -${String(before)} +${String(after)} @@`,
        ...inside.map((line) => lineText(line)),
      ]);
      return fenced(label, lines);
    }
    case 'set': {
      const { removed, added } = difference;
      if ([...removed, ...added].every(fitsCell)) return [];
      const lines = [
        ...removed.map((entry) => `-${visibleAscii(entry)}`),
        ...added.map((entry) => `+${visibleAscii(entry)}`),
      ];
      return fenced(label, lines);
    }
    case 'text': {
      const { before, after } = difference;
      const apart = firstApart(before, after);
      const lines = [...(before === '' ? [] : [`-${before}`]), ...(after === '' ? [] : [`+${after}`])];
      if ([before, after].some((value) => !fitsCell(value)) || apart !== '')
        return fenced(label, [...lines, ...(apart === '' ? [] : [` ${apart}`])]);
      return [];
    }
  }
}

/** The fence is longer than any run of backticks inside, so that no line can end it. */
function fenced(label: string, given: readonly string[]): string[] {
  const lines = given.map((line) => visible(line));
  const longest = lines.reduce(
    (most, line) => Math.max(most, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length)),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  return ['', `**${plain(label)}:**`, '', `${fence}diff`, ...lines, fence];
}

function code(text: string): string {
  return codeMarkdown(visible(text).replaceAll('\t', '\\u0009'));
}

function plain(text: string): string {
  return plainMarkdown(visible(text));
}
