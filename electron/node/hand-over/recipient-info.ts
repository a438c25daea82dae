/** @file The content key for one recipient: by RSA (RFC 8017 OAEP), or by an agreement with an EC key (RFC 5753). */
import { constants, createECDH, createHash, publicEncrypt } from 'node:crypto';
import { bitString, integer, nothing, objectIdentifier, octetString, sequence, tagged } from '../der.ts';
import { wrapKey } from './key-wrap.ts';
import type { EcdhCurve, Recipient } from './recipient.ts';

export const recipientOids = {
  rsaesOaep: '1.2.840.113549.1.1.7',
  mgf1: '1.2.840.113549.1.1.8',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecPublicKey: '1.2.840.10045.2.1',
  aes256Wrap: '2.16.840.1.101.3.4.1.45',
} as const;

/** dhSinglePass-stdDH-sha…kdf-scheme, with a digest as strong as the curve: RFC 5753 §7.1.4, §8. */
const agreements: Readonly<Record<EcdhCurve, { digest: string; scheme: string }>> = {
  prime256v1: { digest: 'sha256', scheme: '1.3.132.1.11.1' },
  secp384r1: { digest: 'sha384', scheme: '1.3.132.1.11.2' },
  secp521r1: { digest: 'sha512', scheme: '1.3.132.1.11.3' },
};

/** The digest of a scheme; null: one that is not ours. */
export function agreementOf(scheme: string): string | null {
  return Object.values(agreements).find((each) => each.scheme === scheme)?.digest ?? null;
}

/** RecipientInfo in DER (RFC 5652 §6.2). */
export function recipientInfo(recipient: Recipient, contentKey: Uint8Array): Uint8Array {
  const { key } = recipient;
  return key.is === 'RSA'
    ? keyTransport(recipient, key.publicKey, contentKey)
    : keyAgreement(recipient, key, contentKey);
}

function issuerAndSerialNumber({ issuer, serialNumber }: Recipient): Uint8Array {
  return sequence(issuer, serialNumber);
}

/** KeyTransRecipientInfo, version 0: RFC 5652 §6.2.1; the algorithm’s parameters: RFC 4055 §4.1. */
function keyTransport(recipient: Recipient, publicKey: RsaKey, contentKey: Uint8Array): Uint8Array {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  // MGF1 then takes the same digest.
  const encryptedKey = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, contentKey);
  const sha256 = sequence(objectIdentifier(recipientOids.sha256), nothing());
  const maskGeneration = sequence(objectIdentifier(recipientOids.mgf1), sha256);
  const algorithm = sequence(
    objectIdentifier(recipientOids.rsaesOaep),
    sequence(tagged(0, sha256), tagged(1, maskGeneration)),
  );
  return sequence(integer(0), issuerAndSerialNumber(recipient), algorithm, octetString(encryptedKey));
}

type RsaKey = Extract<Recipient['key'], { is: 'RSA' }>['publicKey'];
type EcKey = Extract<Recipient['key'], { is: 'EC' }>;

/** KeyAgreeRecipientInfo, `[1]`, version 3, with a key pair of this one file: RFC 5652 §6.2.2, RFC 5753 §3.1. */
function keyAgreement(recipient: Recipient, { curve, point }: EcKey, contentKey: Uint8Array): Uint8Array {
  const { digest, scheme } = agreements[curve];
  const ephemeral = createECDH(curve);
  const ephemeralPoint = ephemeral.generateKeys();
  const shared = ephemeral.computeSecret(point);
  // Without parameters, here as in the shared info: RFC 5753 §7.2.
  const wrapping = sequence(objectIdentifier(recipientOids.aes256Wrap));
  const wrappingKey = derivedKey(shared, { digest, wrapping });
  shared.fill(0);
  const encryptedKey = wrapKey(contentKey, { by: wrappingKey });
  wrappingKey.fill(0);
  const originator = tagged(1, sequence(objectIdentifier(recipientOids.ecPublicKey)), bitString(ephemeralPoint));
  return tagged(
    1,
    integer(3),
    tagged(0, originator),
    sequence(objectIdentifier(scheme), wrapping),
    sequence(sequence(issuerAndSerialNumber(recipient), octetString(encryptedKey))),
  );
}

const wrappingKeyBits = 256;

/** The KDF of ANSI X9.63 (SEC 1 §3.6.1) over ECC-CMS-SharedInfo (RFC 5753 §7.2); one round of any of the digests is enough. */
export function derivedKey(shared: Uint8Array, { digest, wrapping }: { digest: string; wrapping: Uint8Array }): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(wrappingKeyBits);
  const sharedInfo = sequence(wrapping, tagged(2, octetString(length)));
  const counter = Buffer.from([0, 0, 0, 1]);
  const derived = createHash(digest).update(shared).update(counter).update(sharedInfo).digest();
  const key = Buffer.from(derived.subarray(0, wrappingKeyBits / 8));
  derived.fill(0);
  return key;
}
