/** @file A name or a word that somebody else chose, in a sentence of ours: it cannot end the quotation, turn the order of characters or fill the screen. */

/** As long as a name may be. */
const MOST = 60;

/** Controls, line ends, marks of direction, what cannot be seen, halves of pairs; and the quotation marks around it. */
const notPlain = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}“”„‟"]/gu;

/** In quotation marks, what is not plain written out, and cut after `most` characters. */
export function quoted(text: string, most = MOST): string {
  const characters = Array.from(text.slice(0, 2 * most));
  const isLonger = text.length > 2 * most || characters.length > most;
  const shown = characters.slice(0, most).join('').replaceAll(notPlain, writtenOut);
  return `“${shown}${isLonger ? '…' : ''}”`;
}

function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
