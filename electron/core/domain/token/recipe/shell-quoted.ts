/** @file Any text as a word or a remark of a sh script. Whatever a stranger wrote: sh reads it as text, and a terminal shows it. */

// C0, DEL and C1; what cannot be seen; marks of direction; halves of pairs.
const unseen =
  /([\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Surrogate})/u;

/** Set where `shellQuoted` needs it: command substitution drops a line end, and a quoted one would look like a line of ours. */
export const lineEnd = `NL='\n'`;

/** One word. What cannot be seen is written by its octets, so that it is sent as it is and does nothing on the way. */
export function shellQuoted(text: string): string {
  const parts = text.split(unseen).filter((part) => part !== '');
  return parts.length === 0 ? "''" : parts.map(quotedPart).join('');
}

function quotedPart(part: string): string {
  if (part === '\n') return '"$NL"';
  if (!unseen.test(part)) return `'${part.replaceAll("'", `'\\''`)}'`;
  // No word of a shell can hold it.
  if (part === '\u0000') return quotedPart('\uFFFD');
  const octets = [...new TextEncoder().encode(part)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`);
  return `"$(printf '${octets.join('')}')"`;
}

/** One line of remarks: a line end in it would begin a command. */
export function shellRemark(text: string): string {
  const shown = text
    .split(unseen)
    .map((part) => (part !== '' && unseen.test(part) ? `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}` : part))
    .join('');
  return shown === '' ? '#' : `# ${shown}`;
}
