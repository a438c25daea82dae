/** Nothing of a sentence may be taken for a mark. */
export function plain(words: string): string {
  return words.replaceAll(/[*_<>]/g, (sign) => `\\${sign}`);
}
