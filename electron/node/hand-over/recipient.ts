/** @file Whose certificate keys and secrets are encrypted to, and whether anything can be. */
import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { readCertificate } from '../keys/certificate.ts';
import { childrenOf, onlyElement, tags } from '../keys/reading/asn1.ts';

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

/** Of the first certificate of the text. Throws `recipient/…`. */
export function recipientOf(pem: string, now: Date): Recipient {
  const record = recordOf(pem);
  checkHolder(record, now);
  const certificate = new X509Certificate(record.pem);
  const key = keyIn(certificate);
  checkUsage(record, key.is === 'RSA' ? 'keyEncipherment' : 'keyAgreement');
  return { ...namesIn(certificate.raw), key };
}

function recordOf(pem: string): CertificateRecord {
  try {
    return readCertificate(pem);
  } catch (error) {
    throw error instanceof Fault ? new Fault('recipient/unreadable', {}, { cause: error }) : error;
  }
}

function checkHolder({ subject, isAuthority, notBefore, notAfter }: CertificateRecord, now: Date): void {
  if (isAuthority) throw new Fault('recipient/authority', { subject });
  if (now < new Date(notBefore)) throw new Fault('recipient/not-yet-valid', { notBefore });
  if (now > new Date(notAfter)) throw new Fault('recipient/expired', { notAfter });
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

/** RFC 5280 §4.2.1.3. Without that extension every use is allowed; the names of extended usages are others. */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

function checkUsage({ usages }: CertificateRecord, usage: 'keyEncipherment' | 'keyAgreement'): void {
  const isStated = usages.some((each) => keyUsages.includes(each));
  if (isStated && !usages.includes(usage)) throw new Fault('recipient/not-for-encryption', { usage });
}

/** TBSCertificate (RFC 5280 §4.1): version `[0]` or nothing, serialNumber, signature, issuer. */
function namesIn(certificate: Uint8Array): Pick<Recipient, 'issuer' | 'serialNumber'> {
  const members = childrenOf(childrenOf(onlyElement(certificate))[0]);
  const [serialNumber, , issuer] = members.filter(({ tag }) => tag !== tags.context(0));
  if (serialNumber === undefined || issuer === undefined) throw new RangeError('A certificate without an issuer');
  return { serialNumber: serialNumber.whole, issuer: issuer.whole };
}
