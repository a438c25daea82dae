/** @file Two texts line by line, with what stands around each change. */
import { structuredPatch } from 'diff';
import type { Line, MemberDifference } from './difference.ts';

type Hunks = Extract<MemberDifference, { is: 'lines' }>['hunks'];

const AROUND = 3;
/** Two texts that have less in common than this are told whole: looking for the shortest way between them may take for ever. */
const MOST_EDITS = 2000;

const kinds: Readonly<Record<string, Line['is']>> = { '+': 'added', '-': 'removed', ' ': 'same' };

/** Line ends are a part of a line: CRLF for LF is a difference, and shown as one. */
export function linesBetween(before: string, after: string): { added: number; removed: number; hunks: Hunks } {
  const patch = structuredPatch('', '', before, after, '', '', { context: AROUND, maxEditLength: MOST_EDITS });
  const hunks =
    patch === undefined
      ? whole(before, after)
      : patch.hunks.map(({ oldStart, newStart, lines }) => ({
          before: oldStart,
          after: newStart,
          lines: lines.map(lineOf),
        }));
  const count = (is: Line['is']) => hunks.flatMap(({ lines }) => lines).filter((line) => line.is === is).length;
  return { added: count('added'), removed: count('removed'), hunks };
}

/** jsdiff says in a line of its own, as patches do, where the last line has no end. */
function lineOf(line: string): Line {
  const is = kinds[line.charAt(0)];
  return is === undefined ? { is: 'same', text: '(the line above has no end)' } : { is, text: line.slice(1) };
}

function whole(before: string, after: string): Hunks {
  const linesOf = (text: string, is: Line['is']) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line): Line => ({ is, text: line }));
  return [{ before: 1, after: 1, lines: [...linesOf(before, 'removed'), ...linesOf(after, 'added')] }];
}
