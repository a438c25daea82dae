/**
 * Whether a text can be a `kid`. Any string may (RFC 7517 §4.5); this takes what every server and shell carries unharmed:
 * 1 to 200 visible ASCII characters without a blank, a quote or a backslash.
 */
export function checkKid(text: string): boolean {
  return /^[\x21\x23-\x26\x28-\x5B\x5D-\x7E]{1,200}$/.test(text);
}
