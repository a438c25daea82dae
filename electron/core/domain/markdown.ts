/** @file Foreign words in a Markdown text of ours: they can be read, and can neither end a table nor begin a heading, a link or a tag. */

// What cannot be seen, what ends a line, and marks that turn the order of characters.
const unseen = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]+/g;

/** In a sentence, a list or a cell: one line, every sign that Markdown or HTML knows written as itself. */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(unseen, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#]/g, (sign) => `\\${sign}`);
}

/** As code, in one line: for what is to be copied or compared. '' stays ''. */
export function codeMarkdown(text: string): string {
  if (text === '') return '';
  const line = text.replaceAll(unseen, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
