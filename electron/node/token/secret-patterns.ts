/** @file What looks like a secret, whoever’s it is. Each pattern begins at something rare, so that no text makes it slow. … is what `shownLocation` leaves. */

/** Members whose value is always one. */
const always =
  '(?:access|refresh|id|subject|actor|session|csrf|xsrf|registration_access)[_-]?token|client[_-]?secret|device_code|code_verifier|passw(?:or)?d|private[_-]?key|api[_-]?key|jsessionid|session_?id';
/** Members that may hold a sentence about one: `"assertion": "the audience is wrong"`. */
const often = 'client_assertion|assertion|secret|token|jwt';

const quoted = (names: string, value: string) =>
  new RegExp(`(?<![\\w-])(?:${names})["']?\\s*[:=]\\s*"(?<secret>${value})`, 'dgi');

const patterns: readonly RegExp[] = [
  // A JWT, or what is left of it: Base64 of `{"`, `{ `, or `{` and a line end.
  /(?<secret>(?:eyJ|(?<![\w-])(?:eyA|ewo|ewk|ew0))[\w-]{8,}(?:\.[\w-]*){0,4})/dg,
  /(?<![\w.-])(?<secret>[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,})/dg,
  quoted(always, '(?:\\\\.|[^"\\\\])+'),
  quoted(often, '(?=[^"]*[^a-z\\s.,\'"-])[^"\\\\\\s]+'),
  new RegExp(`(?<![\\w-])(?:${always}|${often})=(?<secret>(?!…)[^&;\\s"'<>]+)`, 'dgi'),
  new RegExp(`<(?:${always}|${often})(?:\\s[^<>]{0,200})?>(?<secret>[^<]+)`, 'dgi'),
  new RegExp(
    `(?<![\\w-])(?:${always}|${often})["']?\\s{0,9}[:=]\\s{0,9}'?(?<secret>(?=[^\\s"',;<>{}\\[\\]]{0,99}\\d)[^\\s"',;<>{}\\[\\]]{12,})`,
    'dgi',
  ),
  /\b(?:Bearer|Basic|DPoP|Digest|Negotiate|NTLM)[ \t]{1,9}(?<secret>(?=[^\s",;]{0,99}\d)[A-Za-z0-9+/=._~-]{8,})/dgi,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[^-]+)/dg,
];

export type Range = readonly [start: number, end: number];

export function suspiciousRanges(text: string): Range[] {
  const found = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ indices }) => indices?.groups?.['secret'] ?? ([0, 0] as Range)),
  );
  return [...found, ...addressRanges(text)];
}

/** Of an address its user part and the values of its query and fragment: see `shownLocation`. */
function addressRanges(text: string): Range[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>]{1,4000}/gi)].flatMap(({ 0: address, index }) => {
    const login = /^[a-z]+:\/\/(?<secret>[^/?#@]+)@/di.exec(address)?.indices?.groups?.['secret'];
    const values = [...address.matchAll(/[?&#;][^=?&#;]*=(?<secret>(?!…)[^&#;]+)/dg)].map(
      ({ indices }) => indices?.groups?.['secret'] ?? ([0, 0] as Range),
    );
    return [...(login === undefined ? [] : [login]), ...values].map(([from, to]): Range => [from + index, to + index]);
  });
}
