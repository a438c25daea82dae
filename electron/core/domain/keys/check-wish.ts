/**
 * @file What is wrong with the wish for a certificate or request. [Note: One rule, two readers] The window shows these problems at
 * their fields; the adapter that makes the certificate throws the first of them, by `refuse-wish.ts`. (1) A wish without problems is made as
 * it stands, and read back unchanged. Without the schema: the window carries none.
 */
import type { Problem, ProblemCode, ProblemDetails } from '../problem.ts';
import { problem } from '../problem.ts';
import type { CertificateWish, RequestWish, SubjectName } from './certificate-wish.ts';
import type { UsageName } from './usages.ts';

/** No CA takes as many; a certificate beyond some kilobytes is refused in a TLS handshake. */
const MOST_NAMES = 50;
const LONGEST_URI = 1000;
export const MOST_DAYS = 3650;

export interface Wrong<C extends ProblemCode = ProblemCode> {
  readonly at: string;
  readonly code: C;
  readonly details: ProblemDetails<C>;
}

/** `kind`: that of the key, “RSA 3072”; where it is told, usages that do not fit it are problems too. */
export function checkRequestWish(wish: RequestWish, kind = ''): Problem[] {
  return wrongs(wish, kind).map(toProblem);
}

export function checkCertificateWish(wish: CertificateWish, kind = ''): Problem[] {
  return [...wrongs(wish, kind), ...wrongDays(wish)].map(toProblem);
}

function toProblem({ at, code, details }: Wrong): Problem {
  return problem(at, code, details);
}

function wrong<C extends ProblemCode>(at: string, code: C, details: ProblemDetails<C>): Wrong {
  // The code and its details were matched here; in the list they are any of them.
  return { at, code, details };
}

/** For `refuse-wish.ts`, too. */
export function wrongs({ subject, dnsNames, uris, usages }: RequestWish, kind: string): Wrong[] {
  return [
    ...wrongSubject(subject),
    ...dnsNames.flatMap((name, index) => wrongDnsName(`dnsNames.${String(index)}`, name)),
    ...twice(
      'dnsNames',
      dnsNames.map((name) => name.toLowerCase()),
    ),
    ...uris.flatMap((uri, index) =>
      isUri(uri) ? [] : [wrong(`uris.${String(index)}`, 'certificate/wrong-uri', { uri })],
    ),
    ...twice('uris', uris),
    ...(dnsNames.length + uris.length > MOST_NAMES
      ? [wrong('uris', 'certificate/too-many-names', { most: String(MOST_NAMES) })]
      : []),
    ...twice('usages', usages),
    ...usages
      .filter((usage) => kind !== '' && !suits(usage, kind))
      .map((usage) => wrong('usages', 'certificate/wrong-usage', { usage, kind })),
  ];
}

/** Upper bounds of RFC 5280 appendix A.1, in characters. */
const parts = [
  ['organization', 'The organization', 64],
  ['organizationalUnit', 'The unit', 64],
  ['locality', 'The locality', 128],
  ['state', 'The state', 128],
] as const satisfies readonly (readonly [keyof SubjectName, string, number])[];

function wrongSubject(subject: SubjectName): Wrong[] {
  const { commonName, country } = subject;
  return [
    ...(commonName !== '' && isName(commonName, 64) ? [] : [wrong('subject.commonName', 'certificate/wrong-name', {})]),
    ...parts
      .filter(([field, , most]) => !isName(subject[field], most))
      .map(([field, part, most]) => wrong(`subject.${field}`, 'certificate/wrong-part', { part, most: String(most) })),
    ...(/^([A-Z]{2})?$/.test(country) ? [] : [wrong('subject.country', 'certificate/wrong-country', { country })]),
  ];
}

/**
 * A lone surrogate has no UTF-8, and would be read back as another character. Signs that turn the direction of writing
 * would show another name than is there.
 */
function isName(text: string, most: number): boolean {
  return (
    Array.from(text).length <= most && text === text.trim() && !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(text)
  );
}

/** RFC 1034 §3.5, RFC 1123 §2.1; a whole first label may be a wildcard (RFC 6125 §6.4.3). A number at the end makes it an IP address. */
const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function wrongDnsName(at: string, name: string): Wrong[] {
  if (name.length <= 253 && hostName.test(name)) return [];
  const ascii = asciiOf(name);
  return ascii === null
    ? [wrong(at, 'certificate/wrong-dns-name', { name })]
    : [wrong(at, 'certificate/dns-name-not-ascii', { name, ascii })];
}

/** How IDNA writes it, where it is a name in other letters. */
function asciiOf(name: string): string | null {
  if (/^[\0-\x7F]*$/.test(name) || /[\s/?#@:\\%]/.test(name) || !URL.canParse(`https://${name}/`)) return null;
  const { hostname } = new URL(`https://${name}/`);
  return hostName.test(hostname) ? hostname : null;
}

/** RFC 3986: a scheme, something behind it, and no character that a URI does not have. */
const uriForm = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/;

/** An IA5String holds ASCII only, and the URI must not be a relative one: RFC 5280 §4.2.1.6. */
function isUri(uri: string): boolean {
  return uri.length <= LONGEST_URI && uriForm.test(uri) && URL.canParse(uri);
}

function twice(at: string, names: readonly string[]): Wrong[] {
  const again = names.flatMap((name, index) => (names.indexOf(name) < index ? [{ name, index }] : []));
  return again.map(({ name, index }) =>
    wrong(at === 'usages' ? at : `${at}.${String(index)}`, 'certificate/twice', { name }),
  );
}

/** RFC 3279 §2.3.1 (RSA), RFC 8813 §3 (EC), RFC 9295 §3 (Ed25519). */
function suits(usage: UsageName, kind: string): boolean {
  if (usage === 'keyEncipherment') return kind.startsWith('RSA');
  return usage !== 'keyAgreement' || kind.startsWith('EC ');
}

export function wrongDays({ days }: CertificateWish): Wrong[] {
  const isRight = Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
  return isRight ? [] : [wrong('days', 'certificate/wrong-days', { days: String(days) })];
}
