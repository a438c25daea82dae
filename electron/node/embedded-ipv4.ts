/** @file The IPv4 addresses that an IPv6 address carries: some gateway or kernel on the way may ask them instead. */

/** All that a way of writing them down allows; where a form leaves the place open, every place. */
export function embeddedIpv4(address: string): string[] {
  const words = wordsOf(address);
  return forms.flatMap((form) => form(words));
}

type Form = (words: readonly number[]) => string[];

const last = (words: readonly number[]) => dotted(words.slice(6));
const areZero = (words: readonly number[]) => words.every((word) => word === 0);

/** IPv4-compatible, `::a.b.c.d` (RFC 4291 §2.5.5.1). `::` and `::1` have meanings of their own. */
const compatible: Form = (words) => (areZero(words.slice(0, 6)) && words[6] !== 0 ? [last(words)] : []);

/** IPv4-translated, `::ffff:0:a.b.c.d` (RFC 2765 §2.1). IPv4-mapped ones BlockList knows by itself. */
const translated: Form = (words) =>
  areZero(words.slice(0, 4)) && words[4] === 0xffff && words[5] === 0 ? [last(words)] : [];

/** NAT64 with the well-known prefix (RFC 6052 §2.1). */
const nat64: Form = (words) =>
  words[0] === 0x64 && words[1] === 0xff9b && areZero(words.slice(2, 6)) ? [last(words)] : [];

/**
 * NAT64 with a local prefix (RFC 8215). Its length is the operator’s choice, so each place of RFC 6052 §2.2 counts; one
 * that would be 0.… is the padding of another length.
 */
const localNat64: Form = (words) => {
  if (words[0] !== 0x64 || words[1] !== 0xff9b || words[2] !== 1) return [];
  const bytes = words.flatMap((word) => [word >> 8, word & 0xff]);
  // Bits 64 to 71 stay empty, and an address that reaches over them goes on behind.
  const places = [
    [6, 7, 9, 10],
    [7, 9, 10, 11],
    [9, 10, 11, 12],
    [12, 13, 14, 15],
  ];
  return places.map((place) => place.map((at) => bytes[at] ?? 0).join('.')).filter((text) => !text.startsWith('0.'));
};

/** 6to4 (RFC 3056 §2). */
const sixToFour: Form = (words) => (words[0] === 0x2002 ? [dotted(words.slice(1, 3))] : []);

/** Teredo (RFC 4380 §4): its server, and the client behind a NAT with every bit turned over. */
const teredo: Form = (words) =>
  words[0] === 0x2001 && words[1] === 0
    ? [dotted(words.slice(2, 4)), dotted(words.slice(6).map((word) => word ^ 0xffff))]
    : [];

/** ISATAP (RFC 5214 §6.1), under any prefix; the bits for “global” and “group” may be set. */
const isatap: Form = (words) => (((words[4] ?? 0) & 0xfcff) === 0 && words[5] === 0x5efe ? [last(words)] : []);

const forms = [compatible, translated, nat64, localNat64, sixToFour, teredo, isatap];

/** The eight 16-bit words; URL writes any spelling of an address in one form, without dots. */
function wordsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const parse = (text: string) => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)));
  if (tail === undefined) return parse(head);
  const [before, after] = [parse(head), parse(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function dotted(words: readonly number[]): string {
  return words.flatMap((word) => [word >> 8, word & 0xff]).join('.');
}
