/** @file Reads X.509 certificates: what they say for the record, and who issued whom. */
import { X509Certificate } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';
import { readExtensions } from './extensions.ts';
import { nameOnOneLine } from './names.ts';
import { hex, publicHalfOf } from './public-half.ts';
import { childrenOf, onlyElement, tags } from './reading/asn1.ts';

/** The first certificate of a text. Throws `certificate/unreadable`. */
export function readCertificate(pem: string): CertificateRecord {
  const certificate = parse(pem);
  const names = said(certificate.raw);
  return {
    pem: writePem('CERTIFICATE', certificate.raw),
    ...names,
    notBefore: timeOf(certificate.validFrom),
    notAfter: timeOf(certificate.validTo),
    sha256: hex('sha256', certificate.raw),
    sha1: hex('sha1', certificate.raw),
    selfSigned: isIssuedBy({ certificate, names }, { certificate, names }),
  };
}

/** OpenSSL says “Bad time value” of what is no time, and reads on. */
function timeOf(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Fault('certificate/unreadable', {});
  return time.toISOString();
}

type Said = Omit<CertificateRecord, 'pem' | 'notBefore' | 'notAfter' | 'sha256' | 'sha1' | 'selfSigned'>;

/** RFC 5280 §4.1: [0] version, serial number, signature, issuer, validity, subject, key, …, [3] extensions. */
function said(der: Uint8Array): Said {
  try {
    const parts = childrenOf(childrenOf(onlyElement(der))[0]);
    // A certificate of version 1 does not tell its version.
    const from = parts[0]?.tag === tags.context(0) ? 1 : 0;
    const extensions = parts.find(({ tag }) => tag === tags.context(3));
    return {
      issuer: nameOnOneLine(parts[from + 2]),
      subject: nameOnOneLine(parts[from + 4]),
      ...publicHalfOf(parts[from + 5]?.whole ?? new Uint8Array()),
      ...readExtensions(extensions && onlyElement(extensions.content)),
    };
  } catch (error) {
    throw new Fault('certificate/unreadable', {}, { cause: error });
  }
}

export interface Issued {
  readonly issuer: number;
  readonly subject: number;
}

/** Who issued whom among them (PEM): see `Certificates.issued`. What cannot be read has issued nothing. */
export function issuing(pems: readonly string[]): (pair: Issued) => boolean {
  const opened = new Map<number, Opened | null>();
  const at = (place: number): Opened | null => {
    const known = opened.get(place);
    if (known !== undefined) return known;
    const read = open(pems[place] ?? '');
    opened.set(place, read);
    return read;
  };
  return (pair) => {
    const [issuer, subject] = [at(pair.issuer), at(pair.subject)];
    return issuer !== null && subject !== null && isIssuedBy(subject, issuer);
  };
}

interface Opened {
  readonly certificate: X509Certificate;
  readonly names: Pick<Said, 'subject' | 'issuer'>;
}

function open(pem: string): Opened | null {
  try {
    const certificate = parse(pem);
    return { certificate, names: said(certificate.raw) };
  } catch {
    return null;
  }
}

/** (`checkIssued` would ask for the usage keyCertSign too, which a self-signed certificate of a client does not have.) */
function isIssuedBy(subject: Opened, issuer: Opened): boolean {
  if (!isSameName(subject.names.issuer, issuer.names.subject)) return false;
  try {
    return subject.certificate.verify(issuer.certificate.publicKey);
  } catch {
    // A key that this engine does not know.
    return false;
  }
}

/** Whatever kind of string a name is written as; case and repeated blanks do not count: RFC 5280 §7.1. */
function isSameName(one: string, other: string): boolean {
  const folded = (name: string) => name.toLowerCase().replaceAll(/ +/g, ' ');
  return folded(one) === folded(other);
}

/**
 * A CA to trust, from a file with PEM or DER, as PEM of our own writing.
 * Throws `certificate/unreadable`, `certificate/not-an-authority`.
 */
export function readAuthority(bytes: Uint8Array): string {
  // DER starts with a SEQUENCE.
  const certificate = bytes[0] === 0x30 ? parseDer(bytes) : parse(Buffer.from(bytes).toString('utf8'));
  if (!certificate.ca) throw new Fault('certificate/not-an-authority', { subject: said(certificate.raw).subject });
  return writePem('CERTIFICATE', certificate.raw);
}

export interface AuthoritiesRead {
  /** PEM of our own writing, each once, in the order of the file. */
  readonly authorities: readonly string[];
  /** What else is in the file: the subjects of certificates that may not sign others. */
  readonly leftOut: readonly string[];
}

/**
 * All CAs of a file with PEM or DER. A CA hands out its whole chain in one file, and which of it is missing nobody knows
 * before. Throws as `readAuthority` does where there is none.
 */
export function readAuthorities(bytes: Uint8Array): AuthoritiesRead {
  const pem = bytes[0] === 0x30 ? '' : Buffer.from(bytes).toString('utf8');
  const blocks = splitPem(pem).blocks.filter(({ label }) => label === 'CERTIFICATE');
  if (blocks.length < 2) return { authorities: [readAuthority(bytes)], leftOut: [] };
  const read = blocks.map((block, at) => {
    const certificate = orNull(bytesOf(block));
    const subject = certificate === null ? '' : said(certificate.raw).subject;
    return { certificate, subject: subject || `number ${String(at + 1)}, which cannot be read` };
  });
  const authorities = read.flatMap(({ certificate }) =>
    certificate?.ca === true ? [writePem('CERTIFICATE', certificate.raw)] : [],
  );
  const leftOut = read.flatMap(({ certificate, subject }) => (certificate?.ca === true ? [] : [subject]));
  if (authorities.length === 0) throw new Fault('certificate/not-an-authority', { subject: leftOut.join('; ') });
  return { authorities: [...new Set(authorities)], leftOut };
}

function orNull(der: Uint8Array | null): X509Certificate | null {
  try {
    return der === null ? null : new X509Certificate(der);
  } catch {
    return null;
  }
}

function parse(pem: string): X509Certificate {
  const block = splitPem(pem).blocks.find(({ label }) => label === 'CERTIFICATE');
  const der = block === undefined ? null : bytesOf(block);
  if (der === null) throw new Fault('certificate/unreadable', {});
  return parseDer(der);
}

function parseDer(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (error) {
    throw new Fault('certificate/unreadable', {}, { cause: error });
  }
}
