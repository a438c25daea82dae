import type { KeyObject } from 'node:crypto';
import { createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { shapeOf } from './key-shape.ts';

export interface CertificateWish {
  readonly commonName: string;
  readonly days: number;
  /** For the subject alternative name; '' for none. */
  readonly uri: string;
  readonly now: Date;
}

const day = 86_400_000;
/** A certificate of this minute would be refused by a server whose clock is a little behind. */
const forgiven = 5 * 60_000;

/**
 * A self-signed X.509 v3 certificate, PEM: for signatures, no authority, valid from five minutes ago for so many days from now.
 * Throws `certificate/wrong-…`.
 */
export async function selfSigned(key: KeyObject, wish: CertificateWish): Promise<string> {
  check(wish);
  // Both are slow to load, and x509 throws on import when reflect-metadata was not there before.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const crypto = webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0];

  const { keys, signingAlgorithm } = await webKeys(key);
  const { commonName, days, uri, now } = wish;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      // A bare string would be parsed: quotes and backslashes would be taken out of it.
      name: new x509.Name([{ CN: [{ utf8String: commonName }] }]),
      notBefore: new Date(now.getTime() - forgiven),
      notAfter: new Date(now.getTime() + days * day),
      signingAlgorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        ...(uri === '' ? [] : [new x509.SubjectAlternativeNameExtension([{ type: 'url', value: uri }])]),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return writePem('CERTIFICATE', new Uint8Array(certificate.rawData));
}

function check({ commonName, days, uri }: CertificateWish): void {
  const isName = commonName.trim() !== '' && Array.from(commonName).length <= 64 && !/\p{Cc}/u.test(commonName);
  if (!isName) throw new Fault('certificate/wrong-name', {});
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Fault('certificate/wrong-days', { days: String(days) });
  // An IA5String holds ASCII only: RFC 5280 §4.2.1.6.
  if (uri !== '' && (!URL.canParse(uri) || !/^[\x21-\x7E]+$/.test(uri)))
    throw new Fault('certificate/wrong-uri', { uri });
}

/** Sixteen random bytes, positive and without a leading zero: RFC 5280 §4.1.2.2. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** The same key for WebCrypto, not extractable. (`toCryptoKey` is not there in Node 20.) */
async function webKeys(key: KeyObject) {
  const shape = shapeOf(key);
  const signingAlgorithm =
    shape.type === 'RSA'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: shape.curve, hash: shape.curve === 'P-384' ? 'SHA-384' : 'SHA-256' };
  const der = key.export({ format: 'der', type: 'pkcs8' });
  try {
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, signingAlgorithm, false, ['sign']);
    const publicKey = await webcrypto.subtle.importKey('spki', spki, signingAlgorithm, true, ['verify']);
    return { keys: { privateKey, publicKey }, signingAlgorithm };
  } finally {
    der.fill(0);
  }
}
