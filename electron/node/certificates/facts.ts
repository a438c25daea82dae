import { X509Certificate as NodeCertificate } from 'node:crypto';
import type * as Peculiar from '@peculiar/x509';
import type { CertificateFacts } from '#core/domain/keys/certificate-facts.ts';

/** One certificate, open in both libraries: Node’s verifies, the other reads extensions. */
export interface Certificate {
  readonly node: NodeCertificate;
  readonly x509: Peculiar.X509Certificate;
}

let library: Promise<typeof Peculiar> | undefined;

/** Slow to load, and it throws on import when reflect-metadata was not there before. */
export async function x509(): Promise<typeof Peculiar> {
  library ??= import('reflect-metadata').then(() => import('@peculiar/x509'));
  return library;
}

/** null: it cannot be read. */
export async function openCertificate(der: Uint8Array): Promise<Certificate | null> {
  const { X509Certificate } = await x509();
  try {
    const certificate = { node: new NodeCertificate(der), x509: new X509Certificate(Uint8Array.from(der)) };
    // Most of it is read when it is asked for, extensions all at once: what a stranger wrote has to fail here.
    factsOf(certificate);
    return certificate;
  } catch {
    return null;
  }
}

export function factsOf({ node, x509: certificate }: Certificate): CertificateFacts {
  return {
    subject: nameOf(node.subject),
    issuer: nameOf(node.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    uris: generalNames(certificate, '2.5.29.17'),
    publicJwk: publicJwkOf(node),
  };
}

/** Node writes a name as lines, `C=US\nCN=…`. */
export function nameOf(name: string): string {
  return name.trim().split('\n').join(', ').slice(0, 300);
}

function generalNames(certificate: Peculiar.X509Certificate, oid: string): string[] {
  const extension = certificate.getExtension<Peculiar.SubjectAlternativeNameExtension>(oid);
  return (extension?.names.items ?? []).filter(({ type }) => type === 'url').map(({ value }) => value);
}

function publicJwkOf(certificate: NodeCertificate): Record<string, string> {
  try {
    const jwk = certificate.publicKey.export({ format: 'jwk' });
    const texts = Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}

/** The http and https addresses of its CRL distribution points (RFC 5280 §4.2.1.13). */
export function revocationAddressesOf(certificate: Certificate): string[] {
  return distributionPointsOf(certificate).filter(isWebAddress);
}

/** As they are spelt. */
export function distributionPointsOf({ x509: certificate }: Certificate): string[] {
  const extension = certificate.getExtension<Peculiar.CRLDistributionPointsExtension>('2.5.29.31');
  return (extension?.distributionPoints ?? [])
    .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
    .map(({ uniformResourceIdentifier }) => uniformResourceIdentifier ?? '');
}

/** Where its issuer’s certificate is said to lie (RFC 5280 §4.2.2.1). Nothing is fetched from there. */
export function issuerAddressesOf({ x509: certificate }: Certificate): string[] {
  const extension = certificate.getExtension<Peculiar.AuthorityInfoAccessExtension>('1.3.6.1.5.5.7.1.1');
  return (extension?.caIssuers ?? [])
    .filter(({ type }) => type === 'url')
    .map(({ value }) => value.slice(0, 300))
    .filter(isWebAddress);
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
