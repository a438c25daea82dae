import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';

/** The first certificate of a text. Throws `certificate/unreadable`. */
export function readCertificate(pem: string): CertificateRecord {
  const certificate = parse(pem);
  return {
    pem: writePem('CERTIFICATE', certificate.raw),
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    selfSigned: certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey),
  };
}

/**
 * A CA to trust, from a file with PEM or DER, as PEM of our own writing.
 * Throws `certificate/unreadable`, `certificate/not-an-authority`.
 */
export function readAuthority(bytes: Uint8Array): string {
  // DER starts with a SEQUENCE.
  const certificate = bytes[0] === 0x30 ? parseDer(bytes) : parse(Buffer.from(bytes).toString('utf8'));
  if (!certificate.ca) throw new Fault('certificate/not-an-authority', { subject: onOneLine(certificate.subject) });
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
    const subject = certificate === null ? '' : onOneLine(certificate.subject);
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

/** The certificate, among those that stood beside a key, that belongs to it. */
export function certificateOf(key: KeyObject, certificates: readonly string[]): CertificateRecord | null {
  const own = certificates.find((pem) => isReadable(pem) && parse(pem).checkPrivateKey(key));
  return own === undefined ? null : readCertificate(own);
}

function isReadable(pem: string): boolean {
  try {
    return parse(pem).raw.length > 0;
  } catch {
    return false;
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

/** Node writes a name as lines, `C=US\nCN=…`. */
function onOneLine(name: string): string {
  return name.trim().split('\n').join(', ');
}
