/**
 * @file Keys and secrets for one recipient: CMS EnvelopedData (RFC 5652 §6.1) in DER, opened by `openssl cms -decrypt`.
 * (1) What is answered was taken apart again and decrypted, and says what it was to say. (2) AES-256-CBC, and no
 * AuthEnvelopedData: OpenSSL 1.1.1, which RHEL 8 has, cannot open that. So the file hides what it holds and does not show
 * whether it was altered on its way: its SHA-256 is told and recorded, to be compared.
 */
import { randomBytes } from 'node:crypto';
import { decryptsTo, encryptCbc } from '../aes-cbc.ts';
import { integer, objectIdentifier, octetString, sequence, setOfOne, tagged, taggedOctets } from '../der.ts';
import { childrenOf, onlyElement, tags } from '../keys/reading/asn1.ts';
import type { HandOverSource } from './contents.ts';
import { handOverContents } from './contents.ts';
import { recipientInfo } from './recipient-info.ts';
import type { Recipient } from './recipient.ts';
import { recipientOf } from './recipient.ts';

const oids = {
  data: '1.2.840.113549.1.7.1',
  envelopedData: '1.2.840.113549.1.7.3',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

/** Throws `recipient/…` before anything is taken from the vault, `key/gone`, `vault/item-gone`. */
export async function writeHandOver({
  recipientPem,
  ...source
}: HandOverSource & { readonly recipientPem: string }): Promise<Uint8Array> {
  const recipient = recipientOf(recipientPem, source.madeAt);
  const contents = await handOverContents(source);
  const contentKey = randomBytes(32);
  try {
    const envelope = enveloped(contents, { recipient, contentKey });
    confirm(envelope, { contents, contentKey });
    return envelope;
  } finally {
    contents.fill(0);
    contentKey.fill(0);
  }
}

function enveloped(
  contents: Uint8Array,
  { recipient, contentKey }: { recipient: Recipient; contentKey: Uint8Array },
): Uint8Array {
  const iv = randomBytes(16);
  const encrypted = encryptCbc(contents, { key: contentKey, iv });
  const encryptedContentInfo = sequence(
    objectIdentifier(oids.data),
    sequence(objectIdentifier(oids.aes256Cbc), octetString(iv)),
    taggedOctets(0, encrypted),
  );
  // Version 0 where all recipients are of version 0, else 2: RFC 5652 §6.1.
  const version = integer(recipient.key.is === 'RSA' ? 0 : 2);
  const data = sequence(version, setOfOne(recipientInfo(recipient, contentKey)), encryptedContentInfo);
  return sequence(objectIdentifier(oids.envelopedData), tagged(0, data));
}

/** Everything but the content key is taken from the bytes that were written. */
function confirm(
  envelope: Uint8Array,
  { contents, contentKey }: { contents: Uint8Array; contentKey: Uint8Array },
): void {
  const [, content] = childrenOf(onlyElement(envelope));
  const [, , encryptedContentInfo] = childrenOf(childrenOf(content, tags.context(0))[0]);
  const [, algorithm, encrypted] = childrenOf(encryptedContentInfo);
  const [, iv] = childrenOf(algorithm);
  if (iv === undefined || encrypted === undefined) throw new Error('A hand-over without its content');
  if (!decryptsTo(contents, encrypted.content, { key: contentKey, iv: iv.content }))
    throw new Error('A hand-over that does not open again');
}
