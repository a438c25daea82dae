/** @file Certificates of every shape, made anew in each run: anchors, authorities below them, servers, clients, and lists of what was revoked. */
import { createPrivateKey, sign } from 'node:crypto';
import type { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(crypto);

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

export interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface CertificateRequest {
  readonly name: string;
  readonly issuer?: Signer | undefined;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly names?: x509.JsonGeneralNames;
  readonly uri?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly x509.Extension[];
  /** In the place of those that it would have of their type. */
  readonly replacing?: readonly x509.Extension[];
  /** Of another certificate, which this one renews. */
  readonly keys?: webcrypto.CryptoKeyPair;
  readonly usage?: x509.KeyUsageFlags;
  /** `CN=…` of the name when nobody says. */
  readonly subject?: string;
}

export async function certify(now: Date, request: CertificateRequest): Promise<Signer> {
  const { name, issuer, ca = false, pathLength, uri, extensions = [], replacing = [] } = request;
  const names = [...(request.names ?? []), ...(uri === undefined ? [] : [{ type: 'url' as const, value: uri }])];
  const keys = request.keys ?? (await crypto.subtle.generateKey(EC, true, ['sign', 'verify']));
  const subject = request.subject ?? `CN=${name}`;
  const own = [
    new x509.BasicConstraintsExtension(ca, pathLength, true),
    usageOf(request),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
    new x509.CRLDistributionPointsExtension([`http://crl.example/${name}.crl`]),
    ...extensions,
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(8)))
      .toString('hex')
      .replace(/^./, '4'),
    notBefore: request.notBefore ?? new Date(now.getTime() - DAY),
    notAfter: request.notAfter ?? new Date(now.getTime() + 365 * DAY),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: EC,
    extensions: [...own.filter(({ type }) => replacing.every((other) => other.type !== type)), ...replacing],
  });
  return { certificate, keys };
}

function usageOf({ usage, ca = false }: CertificateRequest): x509.KeyUsagesExtension {
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  if (usage !== undefined) return new x509.KeyUsagesExtension(usage, true);
  return ca
    ? new x509.KeyUsagesExtension(keyCertSign | cRLSign, true)
    : new x509.KeyUsagesExtension(digitalSignature, true);
}

export function pemOf({ certificate }: Signer): string {
  return certificate.toString('pem');
}

export async function keyPemOf({ keys }: Signer): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

export async function revocationList(
  issuer: Signer,
  {
    revoked = [],
    now,
    days = 7,
    extensions = [],
  }: { revoked?: readonly Signer[]; now: Date; days?: number; extensions?: x509.Extension[] },
): Promise<Uint8Array> {
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.certificate.subject,
    thisUpdate: new Date(now.getTime() - DAY),
    nextUpdate: new Date(now.getTime() + days * DAY),
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: EC,
    extensions,
    entries: revoked.map(({ certificate }) => ({ serialNumber: certificate.serialNumber, revocationDate: now })),
  });
  return new Uint8Array(list.rawData);
}

/** One element of DER, of up to 65,535 bytes. */
export function element(tag: number, ...content: (Uint8Array | string)[]): Buffer {
  const inner = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const length = inner.length < 128 ? [inner.length] : [0x82, inner.length >> 8, inner.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), inner]);
}

/** A compact JWS by a certificate’s key, with its chain in `x5c`. */
export async function signedJwt(
  signer: Signer,
  { claims, chain, header = {} }: { claims: unknown; chain: readonly Signer[]; header?: Record<string, unknown> },
): Promise<string> {
  const x5c = chain.map(({ certificate }) => Buffer.from(certificate.rawData).toString('base64'));
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'ES256', x5c, ...header })}.${part(claims)}`;
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', signer.keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
