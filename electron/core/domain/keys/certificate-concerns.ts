/** @file What is to be looked after about one certificate or request: its time, and whether it says what was asked for. */
import type { KeyConcern, Says } from './concerns.ts';
import { dayOf, expiryOf } from './expiry.ts';
import type { CertificateRecord, KeyRecord, RequestRecord } from './key-record.ts';
import { templateOf } from './templates.ts';

interface Circumstances {
  readonly says: Says;
  readonly now: Date;
  /** Whether servers see it now; that of a previous or a next key can wait. */
  readonly isInUse: boolean;
}

export function concernsOfCertificate(key: KeyRecord, circumstances: Circumstances): KeyConcern[] {
  const { kid, certificate, chain, answered } = key;
  if (certificate === null) return [];
  return [
    ...ofTime({ kid, certificate }, circumstances),
    ...chain.flatMap((above) => ofTimeAbove({ kid, certificate }, above, circumstances)),
    ...(answered === null ? [] : ofAnswer({ kid, certificate, answered }, circumstances.says)),
  ];
}

function ofTime(
  { kid, certificate }: { kid: string; certificate: CertificateRecord },
  { says, now, isInUse }: Circumstances,
): KeyConcern[] {
  const { is, says: when } = expiryOf(certificate, now);
  const until = { kid, when, day: dayOf(certificate.notAfter) };
  if (is === 'ended') return [says(isInUse ? 'error' : 'warning', 'certificate/ended', until)];
  if (is === 'renewal-due') return [says(isInUse ? 'warning' : 'info', 'certificate/renewal-due', until)];
  if (is === 'not-yet-valid')
    return [
      says(isInUse ? 'warning' : 'info', 'certificate/not-yet-valid', { ...until, day: dayOf(certificate.notBefore) }),
    ];
  return [];
}

/** One that is due and outlives the certificate below it needs nothing: the next certificate comes with the next chain. */
function ofTimeAbove(
  { kid, certificate }: { kid: string; certificate: CertificateRecord },
  above: CertificateRecord,
  { says, now, isInUse }: Circumstances,
): KeyConcern[] {
  const { is, says: when } = expiryOf(above, now);
  const { subject, notBefore, notAfter } = above;
  const due = isInUse ? 'warning' : 'info';
  if (is === 'ended') return [says(isInUse ? 'error' : 'warning', 'certificate/chain-ended', { kid, when, subject })];
  if (is === 'not-yet-valid')
    return [says(due, 'certificate/chain-not-yet-valid', { kid, when, subject, day: dayOf(notBefore) })];
  if (is !== 'renewal-due' || Date.parse(notAfter) >= Date.parse(certificate.notAfter)) return [];
  return [says(due, 'certificate/chain-renewal-due', { kid, when, subject, day: dayOf(notAfter) })];
}

interface Answer {
  readonly kid: string;
  readonly certificate: CertificateRecord;
  readonly answered: RequestRecord;
}

/** Many a CA takes the subject and the key of a request, and leaves out its extensions, or writes its own. */
function ofAnswer({ kid, certificate, answered }: Answer, says: Says): KeyConcern[] {
  const [iss] = needsUri(answered) ? answered.uris : [];
  const lostIss = iss !== undefined && !certificate.uris.includes(iss);
  const has = new Set([...certificate.dnsNames.map((name) => name.toLowerCase()), ...certificate.uris]);
  const names = [
    ...answered.dnsNames.filter((name) => !has.has(name.toLowerCase())),
    ...answered.uris.filter((uri) => !has.has(uri) && uri !== iss),
  ].join(', ');
  const usages = answered.usages.filter((usage) => isRefused(usage, certificate.usages)).join(', ');
  return [
    ...(lostIss ? [says('error', 'certificate/uri-not-iss', { kid, uri: iss })] : []),
    ...(needsUri(answered) && !lostIss ? ofUris({ kid, what: 'certificate', uris: certificate.uris }, says) : []),
    ...(names === '' ? [] : [says('warning', 'certificate/names-lost', { kid, names })]),
    ...(usages === '' ? [] : [says('warning', 'certificate/usages-lost', { kid, usages })]),
    ...ofAdded({ kid, certificate, answered }, says),
  ];
}

function ofAdded({ kid, certificate, answered }: Answer, says: Says): KeyConcern[] {
  const { subject } = certificate;
  const asked = new Set([...answered.dnsNames.map((name) => name.toLowerCase()), ...answered.uris]);
  const names = [
    ...certificate.dnsNames.filter((name) => !asked.has(name.toLowerCase())),
    // Where a URI is looked at, each one too many is told already.
    ...(needsUri(answered) ? [] : certificate.uris.filter((uri) => !asked.has(uri))),
  ].join(', ');
  // A request that asks for no use leaves them to the CA.
  const isOpen = answered.usages.length === 0;
  const usages = isOpen ? '' : certificate.usages.filter((usage) => !answered.usages.includes(usage)).join(', ');
  return [
    ...(folded(subject) === folded(answered.subject)
      ? []
      : [says('warning', 'certificate/other-subject', { kid, subject, asked: answered.subject })]),
    ...(names === '' ? [] : [says('warning', 'certificate/names-added', { kid, names })]),
    ...(usages === '' ? [] : [says('warning', 'certificate/usages-added', { kid, usages })]),
  ];
}

/** Case and repeated blanks do not count: RFC 5280 §7.1. */
function folded(subject: string): string {
  return subject.toLowerCase().replaceAll(/ +/g, ' ');
}

const extended = new Set(['clientAuth', 'serverAuth']);

/** A certificate that names no usage of a sort may be used for all of that sort: RFC 5280 §4.2.1.3, §4.2.1.12. */
function isRefused(usage: string, allowed: readonly string[]): boolean {
  const ofItsSort = allowed.filter((each) => isExtended(each) === isExtended(usage));
  return ofItsSort.length > 0 && !ofItsSort.includes(usage);
}

function isExtended(usage: string): boolean {
  return (
    extended.has(usage) ||
    usage.includes('.') ||
    /^(codeSigning|emailProtection|timeStamping|OCSPSigning|anyExtendedKeyUsage)$/.test(usage)
  );
}

export function concernsOfRequest({ kid, request }: KeyRecord, says: Says): KeyConcern[] {
  if (request === null) return [];
  return [
    says('info', 'request/waiting', { kid }),
    ...(needsUri(request) ? ofUris({ kid, what: 'request', uris: request.uris }, says) : []),
  ];
}

function needsUri({ template }: Pick<RequestRecord, 'template'>): boolean {
  return template !== null && templateOf(template).needsUri;
}

function ofUris({ kid, what, uris }: { kid: string; what: string; uris: readonly string[] }, says: Says): KeyConcern[] {
  if (uris.length === 0) return [says('warning', 'certificate/no-uri', { kid, what })];
  if (uris.length === 1) return [];
  return [says('warning', 'certificate/several-uris', { kid, what, count: String(uris.length) })];
}
