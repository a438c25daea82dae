/** @file Text as a terminal may show it. */
import { visible } from '#core/domain/visible.ts';

/** Far more than any value that a person compares; a document may hold a mebibyte in one. */
const LONGEST_LINE = 4000;

/** One line: line ends in it are written out too, so that no value can look like a line of ours. */
export function shown(line: string): string {
  const clipped =
    line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}… (${String(line.length)} characters)` : line;
  return visible(clipped);
}

/** JSON stays the same value: what JSON.stringify leaves as it is may be escaped as well. */
export function shownJson(json: string): string {
  return visible(json, '\n');
}
