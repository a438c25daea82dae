/** @file What keeps a text from being a server’s address, wherever it came from: a document, a hand, an edited file. */

export type AddressFlaw = 'characters' | 'template' | 'not-a-url' | 'holds-credentials' | 'not-https';

/** URL drops or rewrites them without a word; the program that is told the address next may not. */
const strange = /[\s\\\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/;

/** Places to fill in: {tenant}, <tenant>, [tenant], $TENANT, and :tenant as a part of the path. */
const templates = [
  /\{[^{}]*\}|%7B[^{}%]*%7D/i,
  /<[^<>]+>|%3C[^<>%]+%3E/i,
  // [::1] is a host.
  /(?<=[/.=])\[[a-z_][\w-]*\]/i,
  /(?<=[/.=])\$[A-Z][A-Z0-9_]{2,}/,
  /(?<=\/):[a-z_]\w*/i,
];

/** The first place to fill in; '' where there is none. Linear, whatever a stranger wrote. */
export function templateIn(address: string): string {
  for (const template of templates) {
    const [part] = template.exec(address) ?? [];
    if (part !== undefined) return part;
  }
  return '';
}

/** The first flaw of an address; null: it may be used. */
export function addressFlaw(address: string): AddressFlaw | null {
  if (strange.test(address)) return 'characters';
  if (templateIn(address) !== '') return 'template';
  // “https:a.example” and “https:///a.example” are addresses to URL, and to few others.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(address) || !URL.canParse(address)) return 'not-a-url';
  const { protocol, username, password } = new URL(address);
  if (username !== '' || password !== '') return 'holds-credentials';
  return protocol === 'https:' ? null : 'not-https';
}
