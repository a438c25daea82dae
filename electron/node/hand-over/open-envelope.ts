/**
 * @file Opens a hand-over: CMS EnvelopedData (RFC 5652 §6.1) in DER, as `hand-over.ts` and `openssl cms -encrypt -aes256` write it. (1)
 * Each recipient in it is tried with the key: who it is for is told by what opens. (2) RSA key transport by OAEP only: PKCS#1 v1.5
 * would tell a stranger by its errors what the content is.
 */
import type { KeyObject } from 'node:crypto';
import { constants, createDecipheriv, createECDH, privateDecrypt } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { Element } from '../keys/reading/asn1.ts';
import { bitsOf, childrenOf, elementsIn, Malformed, octetsOf, oidOf, onlyElement, tags } from '../keys/reading/asn1.ts';
import { unwrapKey } from './key-wrap.ts';
import { agreementOf, derivedKey, recipientOids } from './recipient-info.ts';

const oids = { envelopedData: '1.2.840.113549.1.7.3', aes256Cbc: '2.16.840.1.101.3.4.1.42' } as const;
const mostBytes = 4 * 1024 * 1024;
const contentKeyBytes = 32;

/** What it holds; the caller overwrites it after use. Throws `hand-over/…`. */
export function openEnvelope(bytes: Uint8Array, key: KeyObject): Buffer {
  if (bytes.length > mostBytes) throw new Fault('hand-over/too-large', {});
  const { recipients, iv, encrypted } = partsOf(bytes);
  const contentKey = contentKeyFor(recipients, key);
  if (contentKey === null) throw new Fault('hand-over/other-recipient', {});
  try {
    const decipher = createDecipheriv('aes-256-cbc', contentKey, iv);
    const head = decipher.update(encrypted);
    const content = Buffer.concat([head, decipher.final()]);
    head.fill(0);
    return content;
  } catch (error) {
    throw new Fault('hand-over/altered', {}, { cause: error });
  } finally {
    contentKey.fill(0);
  }
}

interface Envelope {
  readonly recipients: readonly Element[];
  readonly iv: Uint8Array;
  readonly encrypted: Uint8Array;
}

function partsOf(bytes: Uint8Array): Envelope {
  try {
    const [type, content] = childrenOf(onlyElement(bytes));
    if (oidOf(type) !== oids.envelopedData) throw new Malformed('another CMS');
    const [data] = childrenOf(content, tags.context(0));
    // Behind the version, and certificates of the sender where there are some.
    const parts = childrenOf(data);
    const set = parts.findIndex(({ tag }) => tag === tags.set);
    const [, algorithm, encrypted] = childrenOf(parts[set + 1]);
    const [cipher, iv] = childrenOf(algorithm);
    if (oidOf(cipher) !== oids.aes256Cbc) throw new Fault('hand-over/other-cipher', {});
    return {
      recipients: childrenOf(parts[set], tags.set),
      iv: octetsOf(iv, same),
      // [0] IMPLICIT OCTET STRING, whole or in pieces.
      encrypted: octetsOf(encrypted, same, 0x80),
    };
  } catch (error) {
    throw error instanceof Malformed ? new Fault('hand-over/not-one', {}) : error;
  }
}

/** Encrypted as it is: no copy of it has to be overwritten. */
const same = (copy: Uint8Array): Uint8Array => copy;

function contentKeyFor(recipients: readonly Element[], key: KeyObject): Buffer | null {
  for (const recipient of recipients) {
    const found = tried(() =>
      recipient.tag === tags.context(1) ? agreed(recipient, key) : transported(recipient, key),
    );
    if (found?.length === contentKeyBytes) return found;
    found?.fill(0);
  }
  return null;
}

/** Not for this key, and not in a form that we read, come to the same: another recipient may be. */
function tried(open: () => Buffer | null): Buffer | null {
  try {
    return open();
  } catch {
    return null;
  }
}

/** KeyTransRecipientInfo: RFC 5652 §6.2.1. */
function transported(recipient: Element, key: KeyObject): Buffer | null {
  if (key.asymmetricKeyType !== 'rsa') return null;
  const [, , algorithm, encryptedKey] = childrenOf(recipient);
  const [scheme, parameters] = childrenOf(algorithm);
  if (oidOf(scheme) !== recipientOids.rsaesOaep) return null;
  // RFC 4055 §4.1: SHA-1 where nothing is said.
  const [hash] = parameters === undefined ? [] : childrenOf(parameters).filter(({ tag }) => tag === tags.context(0));
  const isSha256 = hash !== undefined && oidOf(childrenOf(elementsIn(hash.content)[0])[0]) === recipientOids.sha256;
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return privateDecrypt({ key, padding, oaepHash: isSha256 ? 'sha256' : 'sha1' }, octetsOf(encryptedKey, same));
}

const curves: Readonly<Record<string, string>> = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };

/** KeyAgreeRecipientInfo: RFC 5652 §6.2.2, RFC 5753 §3.1. */
function agreed(recipient: Element, key: KeyObject): Buffer | null {
  if (key.asymmetricKeyType !== 'ec') return null;
  const { crv = '', d = '' } = key.export({ format: 'jwk' });
  const parts = elementsIn(recipient.content);
  const [originator] = childrenOf(parts[1], tags.context(0));
  const [, point] = childrenOf(originator, tags.context(1));
  const ukm = parts.find(({ tag }) => tag === tags.context(1));
  const [algorithm, keys] = parts.filter(({ tag }) => tag === tags.sequence);
  const [scheme, wrapping] = childrenOf(algorithm);
  const digest = agreementOf(oidOf(scheme));
  // A user keying material would go into the derivation: nobody who writes such files for us sets one.
  if (digest === null || ukm !== undefined || oidOf(childrenOf(wrapping)[0]) !== recipientOids.aes256Wrap) return null;
  const ecdh = createECDH(curves[crv] ?? '');
  const own = Buffer.from(d, 'base64url');
  ecdh.setPrivateKey(own);
  own.fill(0);
  const shared = ecdh.computeSecret(bitsOf(point));
  const wrappingKey = derivedKey(shared, { digest, wrapping: wrapping?.whole ?? new Uint8Array() });
  shared.fill(0);
  try {
    for (const each of childrenOf(keys)) {
      const [, encryptedKey] = childrenOf(each);
      const opened = unwrapKey(octetsOf(encryptedKey, same), { by: wrappingKey });
      if (opened !== null) return opened;
    }
    return null;
  } finally {
    wrappingKey.fill(0);
  }
}
