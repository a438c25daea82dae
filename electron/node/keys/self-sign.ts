import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { CertificateWish } from '#core/domain/keys/certificate-wish.ts';
import { refuseWrongCertificate } from '#core/domain/keys/refuse-wish.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { x509 } from '../certificates/facts.ts';
import { readCertificate } from './certificate.ts';
import { webKeys } from './web-keys.ts';
import { extensionsOf, subjectOf } from './wish-to-x509.ts';

const DAY = 86_400_000;
/** A certificate of this minute would be refused by a server whose clock is a little behind. */
const FORGIVEN = 5 * 60_000;

/**
 * A self-signed X.509 v3 certificate, no authority, valid from five minutes ago for so many days from now. Read again before
 * it is answered. Throws `certificate/wrong-…`.
 */
export async function selfSigned(
  key: KeyObject,
  wish: CertificateWish,
  { now }: { now: Date },
): Promise<CertificateRecord> {
  const { keys, kind, signingAlgorithm, webCrypto } = await webKeys(key);
  refuseWrongCertificate(wish, kind);
  const library = await x509();
  const certificate = await library.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: subjectOf(library, wish.subject),
      notBefore: new Date(now.getTime() - FORGIVEN),
      notAfter: new Date(now.getTime() + wish.days * DAY),
      signingAlgorithm,
      keys,
      extensions: [
        new library.BasicConstraintsExtension(false, undefined, true),
        ...extensionsOf(library, wish),
        await library.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webCrypto),
      ],
    },
    webCrypto,
  );
  return readCertificate(writePem('CERTIFICATE', new Uint8Array(certificate.rawData)));
}

/** Sixteen random bytes, positive and without a leading zero: RFC 5280 §4.1.2.2. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
