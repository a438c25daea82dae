/**
 * @file Text as a terminal may show it. A document may hold sequences that clear the screen, colour a finding away, type
 * for the person or turn the order of characters: they are written out instead.
 */

/** Far more than any value that a person compares; a document may hold a mebibyte in one. */
const LONGEST_LINE = 4000;

// C0 but for the tab, which is ours between columns; DEL and C1; what cannot be seen; marks of direction; halves of pairs.
const unseen =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Surrogate}/gu;

/** One line: line ends in it are written out too, so that no value can look like a line of ours. */
export function shown(line: string): string {
  const clipped =
    line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}… (${String(line.length)} characters)` : line;
  return clipped.replaceAll(unseen, escaped);
}

/** JSON stays the same value: what JSON.stringify leaves as it is may be escaped as well. */
export function shownJson(json: string): string {
  return json.replaceAll(unseen, (character) => (character === '\n' ? character : escaped(character)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
