/** @file Whose certificate keys and secrets are encrypted to, and whether anything can be. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import type * as Peculiar from '@peculiar/x509';
import { Fault } from '#core/domain/fault.ts';
import { bytesOf, splitPem } from '#core/domain/keys/pem.ts';
import type { Certificate } from '../certificates/facts.ts';
import { nameOf, openCertificate } from '../certificates/facts.ts';
import { elementsOf } from '../der.ts';

export type EcdhCurve = 'prime256v1' | 'secp384r1' | 'secp521r1';

export interface Recipient {
  /** DER, as they stand in the certificate: the reader compares them with its own (RFC 5652 §10.2.4). */
  readonly issuer: Uint8Array;
  readonly serialNumber: Uint8Array;
  readonly key:
    | { readonly is: 'RSA'; readonly publicKey: KeyObject }
    /** The point uncompressed: SEC 1 §2.3.3. */
    | { readonly is: 'EC'; readonly curve: EcdhCurve; readonly point: Uint8Array };
}

/** Throws `recipient/…`. */
export async function recipientOf(pem: string, now: Date): Promise<Recipient> {
  const block = splitPem(pem).blocks.find(({ label }) => label === 'CERTIFICATE');
  const der = block === undefined ? null : bytesOf(block);
  const certificate = der === null ? null : await openCertificate(der);
  if (certificate === null) throw new Fault('recipient/unreadable', {});
  checkHolder(certificate, now);
  const key = keyIn(certificate.node);
  checkUsage(certificate, key.is === 'RSA' ? 'keyEncipherment' : 'keyAgreement');
  return { ...namesIn(certificate.node.raw), key };
}

function checkHolder({ node, x509 }: Certificate, now: Date): void {
  if (node.ca) throw new Fault('recipient/authority', { subject: nameOf(node.subject) });
  const { notBefore, notAfter } = x509;
  if (now < notBefore) throw new Fault('recipient/not-yet-valid', { notBefore: notBefore.toISOString() });
  if (now > notAfter) throw new Fault('recipient/expired', { notAfter: notAfter.toISOString() });
}

function keyIn(certificate: X509Certificate): Recipient['key'] {
  const publicKey = publicKeyOf(certificate);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    if (bits < 2048) throw new Fault('recipient/rsa-too-small', { bits: String(bits) });
    return { is: 'RSA', publicKey };
  }
  if (type !== 'ec') throw new Fault('recipient/other-kind', { kind: type ?? 'unknown' });
  const curve = details?.namedCurve ?? 'without a name';
  if (!isEcdhCurve(curve)) throw new Fault('recipient/other-kind', { kind: `EC ${curve}` });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { is: 'EC', curve, point };
}

/** BoringSSL throws for a key that it does not know; its words may say anything. */
function publicKeyOf(certificate: X509Certificate): KeyObject {
  try {
    return certificate.publicKey;
  } catch {
    throw new Fault('recipient/other-kind', { kind: 'unknown' });
  }
}

function isEcdhCurve(name: string): name is EcdhCurve {
  return name === 'prime256v1' || name === 'secp384r1' || name === 'secp521r1';
}

/** Bits of KeyUsage: RFC 5280 §4.2.1.3. Without the extension every use is allowed. */
const usageBits = { keyEncipherment: 1 << 2, keyAgreement: 1 << 4 } as const;

function checkUsage({ x509 }: Certificate, usage: keyof typeof usageBits): void {
  const extension = x509.getExtension<Peculiar.KeyUsagesExtension>('2.5.29.15');
  if (extension !== null && (extension.usages & usageBits[usage]) === 0)
    throw new Fault('recipient/not-for-encryption', { usage });
}

/** TBSCertificate (RFC 5280 §4.1): version `[0]` or nothing, serialNumber, signature, issuer. */
function namesIn(certificate: Uint8Array): Pick<Recipient, 'issuer' | 'serialNumber'> {
  const [outer] = elementsOf(certificate);
  const [tbs] = elementsOf(outer?.content ?? new Uint8Array());
  const members = elementsOf(tbs?.content ?? new Uint8Array()).filter(({ tag }) => tag !== 0xa0);
  const [serialNumber, , issuer] = members;
  if (serialNumber === undefined || issuer === undefined) throw new RangeError('A certificate without an issuer');
  return { serialNumber: serialNumber.whole, issuer: issuer.whole };
}
