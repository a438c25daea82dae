/** @file Times, sizes and counts as every screen writes them: `10 Feb 2027`, `214 ms`, `2 warnings`. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number) => String(number).padStart(2, '0');

/** `12:04`, in the local time zone. */
export function clock(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `12:04:07`, in the local time zone. */
export function clockSeconds(iso: string): string {
  return `${clock(iso)}:${two(new Date(iso).getSeconds())}`;
}

/** `10 Feb 2027`. */
export function day(iso: string): string {
  const at = new Date(iso);
  return `${at.getDate()} ${months[at.getMonth()] ?? ''} ${at.getFullYear()}`;
}

/** `today 11:42`, `20 Nov`, or with the year when it is another. */
export function when(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (at.toDateString() === now.toDateString()) return `today ${clock(iso)}`;
  return at.getFullYear() === now.getFullYear() ? `${at.getDate()} ${months[at.getMonth()] ?? ''}` : day(iso);
}

/** To the second: `today 11:42:07`, `20 Nov 11:42:07`. */
export function moment(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  return `${at.toDateString() === now.toDateString() ? 'today' : when(iso, now)} ${clockSeconds(iso)}`;
}

/** How much of a span of time is used, from 0 to 1. */
export function usedShare({ from, until }: { from: string; until: string }, now: Date = new Date()): number {
  const [start, end] = [new Date(from).getTime(), new Date(until).getTime()];
  return end <= start ? 1 : Math.min(1, Math.max(0, (now.getTime() - start) / (end - start)));
}

/** `214 ms`, from ten seconds on `12 s`, between them `1.3 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

/** `84 bytes`, `3.1 kB`, `61 kB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const kilobytes = bytes / 1000;
  return `${kilobytes < 10 ? kilobytes.toFixed(1) : Math.round(kilobytes)} kB`;
}

/** `1 error`, `2 errors`, `2 addresses`. */
export function count(number: number, noun: string): string {
  const ending = number === 1 ? '' : noun.endsWith('s') ? 'es' : 's';
  return `${number} ${noun}${ending}`;
}

/** With a capital at its start: “ended 3 days ago” → “Ended 3 days ago”. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A hex digest in groups of four, as people compare them. */
export function grouped(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? '';
}
