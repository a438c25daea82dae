/** @file What a certificate or a request says, in words: shown before it leaves. [Note: Shown before it leaves] */
import type { CertificateRecord, PublicJwk, RequestRecord } from './key-record.ts';
import { dayOf, expiryOf } from './expiry.ts';

export type Described = [label: string, value: string][];

type Named = Pick<
  RequestRecord,
  'subject' | 'dnsNames' | 'uris' | 'usages' | 'publicJwk' | 'publicKeySha256' | 'sha256'
>;

export function describeRequest(request: RequestRecord): Described {
  return [...named(request), ['SHA-256 of the request', request.sha256]];
}

export function describeCertificate(certificate: CertificateRecord, now: Date): Described {
  const { issuer, selfSigned, isAuthority, notBefore, notAfter } = certificate;
  return [
    ...named(certificate),
    ['Issuer', selfSigned ? `${issuer} (itself)` : issuer],
    ...(isAuthority ? ([['Authority', 'it may issue certificates']] satisfies Described) : []),
    ['Valid', `${dayOf(notBefore)} to ${dayOf(notAfter)}, ${expiryOf(certificate, now).says}`],
    ['SHA-256 of the certificate', certificate.sha256],
  ];
}

function named({ subject, dnsNames, uris, usages, publicJwk, publicKeySha256 }: Named): Described {
  return [
    ['Subject', subject],
    ['DNS names', listed(dnsNames)],
    ['URIs', listed(uris)],
    ['Use', listed(usages.map(usageInWords))],
    ['Public key', kindOfJwk(publicJwk)],
    ['SHA-256 of the public key', publicKeySha256],
  ];
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}

const usageWords: Readonly<Record<string, string>> = {
  digitalSignature: 'digital signature',
  nonRepudiation: 'non-repudiation',
  keyEncipherment: 'key encipherment',
  keyAgreement: 'key agreement',
  keyCertSign: 'signing of certificates',
  cRLSign: 'signing of revocation lists',
  clientAuth: 'TLS client',
  serverAuth: 'TLS server',
};

/** The word of a person first, that of the certificate behind it. */
export function usageInWords(usage: string): string {
  const words = usageWords[usage];
  return words === undefined ? usage : `${words} (${usage})`;
}

/** “RSA 3072”, “EC P-384”, “Ed25519”. */
export function kindOfJwk({ kty, crv = '', n = '' }: PublicJwk): string {
  if (kty === 'RSA') return `RSA ${String(bitsOf(n))}`;
  if (kty === 'EC') return `EC ${crv}`;
  return kty === 'OKP' ? crv : 'of another kind';
}

/** Of a number in base64url without leading zero octets: RFC 7518 §2. */
function bitsOf(base64Url: string): number {
  const octets = Math.floor((base64Url.length * 6) / 8);
  const head = atob(base64Url.slice(0, 4).replaceAll('-', '+').replaceAll('_', '/').padEnd(4, '='));
  return octets * 8 - Math.clz32(head.charCodeAt(0)) + 24;
}
