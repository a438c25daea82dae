// Controls but for tab and line feed, what cannot be seen, marks of direction, halves of pairs.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A stranger’s text without what moves a cursor, hides or turns characters, and so without what could split a secret for a search. */
export function harmless(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(unseen, (character) => (character === '\n' || character === '\t' ? character : ''));
}
