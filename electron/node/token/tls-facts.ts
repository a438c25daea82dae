/** @file What a TLS session shows of the other side, for whoever has to find out why it is not trusted. */
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { TlsFacts } from '#core/domain/token/report.ts';
import { harmless } from './harmless.ts';

/** A server may send as many as it likes; nobody reads further. */
const MOST_CERTIFICATES = 10;

export type Seen = Pick<TlsFacts, 'version' | 'cipher' | 'chain'>;

/** At any moment of a handshake: what is not known yet is ''. */
export function seenOf(socket: TLSSocket): Seen {
  const chain = chainOf(socket);
  // Before both sides agree Node names the highest version that it offers itself.
  if (!isAgreed(socket)) return { version: '', cipher: '', chain };
  return { version: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName, chain };
}

function isAgreed(socket: TLSSocket): boolean {
  // The types promise a cipher; a socket without one answers an empty object.
  return (socket.getCipher() as { standardName?: string } | undefined)?.standardName !== undefined;
}

/** The server’s own certificate first. Node ends it with the authority that is trusted here, where there is one, sent or not. */
function chainOf(socket: TLSSocket): TlsFacts['chain'] {
  const chain: TlsFacts['chain'] = [];
  let at: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (at?.raw !== undefined && chain.length < MOST_CERTIFICATES) {
    const certificate = certificateOf(at.raw);
    if (certificate === null) break;
    chain.push(certificate);
    // A self-signed one is its own issuer, for ever.
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate;
  }
  return chain;
}

/** null: what one runtime took in a handshake it may still not read here, and the chain ends with that. */
function certificateOf(der: Buffer): TlsFacts['chain'][number] | null {
  const read = opened(der);
  if (read === null) return null;
  const { subject, issuer, validFrom, validTo, fingerprint256 } = read;
  return {
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    notBefore: isoOf(validFrom),
    notAfter: isoOf(validTo),
    sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

function opened(der: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

const LONGEST_NAME = 300;

/** Node puts each part of a name into a line of its own; a certificate may have no subject. */
function onOneLine(name: string | undefined): string {
  return harmless((name ?? '').trim().split('\n').join(', ')).slice(0, LONGEST_NAME);
}

function isoOf(date: string): string {
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime()) ? '' : parsed.toISOString();
}
