/**
 * @file Text as it may be shown. A document may hold sequences that clear the screen, colour a finding away, type for the
 * person or turn the order of characters: they are written out instead.
 */

// C0 but for the tab, which is ours between columns; DEL and C1; what cannot be seen; marks of direction; halves of pairs.
const unseen =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Surrogate}/gu;

/** What cannot be seen as `\u202e`. `but`: characters that stay as they are. */
export function visible(text: string, but = ''): string {
  return text.replaceAll(unseen, (character) => (but.includes(character) ? character : writtenOut(character)));
}

/** Everything but plain ASCII written out: for names that have to be ASCII, where a letter may look like another. */
export function visibleAscii(text: string): string {
  return visible(text).replaceAll(/[^\u0000-\u007F]/g, writtenOut);
}

function writtenOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
