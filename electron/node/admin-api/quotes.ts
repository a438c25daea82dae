/**
 * @file Whether words quote what was sent in confidence. A server may quote it cut short, escaped for JSON or HTML, in other letters,
 * or encoded: one run of a few characters in any of these forms is enough, and nothing of the words is shown then.
 */

/** Fewer characters tell nothing, and stand in any text. */
const RUN = 5;

export function quotes(words: string, secrets: readonly string[]): boolean {
  const forms = [words, decoded(words), decoded(decoded(words))].map(bare);
  return secrets
    .filter((secret) => secret !== '')
    .flatMap(runsOf)
    .some((run) => forms.some((form) => form.includes(run)));
}

/** All runs of a secret; a shorter one is a run itself. */
function runsOf(secret: string): string[] {
  const whole = bare(secret);
  const length = Math.min(RUN, whole.length);
  return Array.from({ length: whole.length - length + 1 }, (_, at) => whole.slice(at, at + length));
}

/** What escapes and case add says nothing, in the secret as in the words. */
function bare(text: string): string {
  return text.replaceAll(/[\\\s]/g, '').toLowerCase();
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** JSON’s \uXXXX, HTML’s entities and the per cent of a form. */
function decoded(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/&#x([0-9a-f]{1,5});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,6});/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll(/&(amp|lt|gt|quot|apos);/gi, (_, name: string) => named[name.toLowerCase()] ?? '')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
