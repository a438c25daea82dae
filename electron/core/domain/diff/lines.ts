/** @file Two texts line by line, with what stands around each change. */
import { structuredPatch } from 'diff';
import type { Hunk, Line } from './difference.ts';

const AROUND = 3;
/** Two texts that have less in common than this are told whole: looking for the shortest way between them may take for ever. */
const MOST_EDITS = 2000;

/** As jsdiff marks lines; the last is for “\ No newline at end of file”, which patches say in a line of its own. */
const kinds: Readonly<Record<string, Line['is']>> = { '+': 'added', '-': 'removed', ' ': 'same', '\\': 'no-end' };

/** Line ends are a part of a line: CRLF for LF is a difference, and shown as one. */
export function linesBetween(before: string, after: string): { added: number; removed: number; hunks: Hunk[] } {
  const patch = structuredPatch('', '', before, after, '', '', { context: AROUND, maxEditLength: MOST_EDITS });
  const hunks =
    patch === undefined
      ? [{ before: 1, after: 1, lines: [...linesOf(before, 'removed'), ...linesOf(after, 'added')] }]
      : patch.hunks.map(({ oldStart, newStart, lines }) => ({
          before: oldStart,
          after: newStart,
          lines: lines.map(lineOf),
        }));
  const count = (is: Line['is']) => hunks.flatMap(({ lines }) => lines).filter((line) => line.is === is).length;
  return { added: count('added'), removed: count('removed'), hunks };
}

function lineOf(line: string): Line {
  const is = kinds[line.charAt(0)] ?? 'same';
  return { is, text: is === 'no-end' ? '' : line.slice(1) };
}

function linesOf(text: string, is: Line['is']): Line[] {
  if (text === '') return [];
  const lines = text.split('\n');
  const hasEnd = lines.at(-1) === '';
  if (hasEnd) lines.pop();
  return [...lines.map((line): Line => ({ is, text: line })), ...(hasEnd ? [] : [{ is: 'no-end' as const, text: '' }])];
}
