export interface Parts {
  readonly before: string;
  readonly middle: string;
  readonly after: string;
}

/** Both strings cut at what differs, between characters: what stands before and after the middle is equal in both. */
export function compared(one: string, other: string): { a: Parts; b: Parts } {
  const [a, b] = [Array.from(one), Array.from(other)];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const cut = (text: string[]): Parts => ({
    before: text.slice(0, start).join(''),
    middle: text.slice(start, text.length - end).join(''),
    after: text.slice(text.length - end).join(''),
  });
  return { a: cut(a), b: cut(b) };
}

/** How many lines the second text has that the first has not, and the other way round. */
export function changedLines(a: string, b: string): { added: number; removed: number } {
  const beyond = (text: string, other: string) => {
    const left = new Map<string, number>();
    for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
    return text.split('\n').filter((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return count <= 0;
    }).length;
  };
  return { added: beyond(b, a), removed: beyond(a, b) };
}
