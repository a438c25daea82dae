/**
 * @file A certificate authority that lives as long as its process. Every run makes its own: no key lies in the repository,
 * and nobody is asked to trust one for longer than a run.
 */
import type { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Leaf {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface LeafRequest {
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface Authority {
  readonly certificatePem: string;
  /** A server certificate; for localhost and 127.0.0.1, valid now, where nothing else is asked. */
  issue(request?: LeafRequest): Promise<Leaf>;
}

export async function makeAuthority(name = 'Payer Wizard throwaway CA'): Promise<Authority> {
  x509.cryptoProvider.set(crypto);
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // Two authorities of one name confuse a verifier that looks issuers up by name.
    name: `CN=${name} ${serialNumber().slice(0, 8)}`,
    serialNumber: serialNumber(),
    notBefore: new Date(Date.now() - 5 * MINUTE),
    notAfter: new Date(Date.now() + DAY),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificatePem: certificate.toString('pem'),
    issue: (request = {}) => issueLeaf({ certificate, keys }, request),
  };
}

/** A leaf whose life ended yesterday. */
export function issueExpired(authority: Authority): Promise<Leaf> {
  return authority.issue({ notBefore: new Date(Date.now() - 2 * DAY), notAfter: new Date(Date.now() - DAY) });
}

/** A valid leaf for a host that no loopback server has. */
export function issueForAnotherHost(authority: Authority): Promise<Leaf> {
  return authority.issue({ dnsNames: ['another-host.example'], addresses: [] });
}

/** A valid leaf whose authority nobody was told of. */
export async function issueOfUnknownAuthority(): Promise<Leaf> {
  const unknown = await makeAuthority('Payer Wizard unknown CA');
  return unknown.issue();
}

async function issueLeaf(
  issuer: { certificate: x509.X509Certificate; keys: webcrypto.CryptoKeyPair },
  {
    dnsNames = ['localhost'],
    addresses = ['127.0.0.1'],
    notBefore = new Date(Date.now() - 5 * MINUTE),
    notAfter = new Date(Date.now() + DAY),
  }: LeafRequest,
): Promise<Leaf> {
  const keys = await makeKeys();
  const names = [
    ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...addresses.map((value) => ({ type: 'ip' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names[0]?.value ?? 'nameless'}`,
    issuer: issuer.certificate.subject,
    serialNumber: serialNumber(),
    notBefore,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificatePem: certificate.toString('pem'), keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** 64 random bits, positive: RFC 5280 §4.1.2.2. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}
