import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { findPrivateKey } from '#core/domain/keys/private-key-text.ts';
import type { Secret } from '#core/domain/secret.ts';
import { shapeOf } from './key-shape.ts';

export interface LoadedKey {
  readonly key: KeyObject;
  /** Certificates that stood beside the key, PEM. */
  readonly certificates: readonly string[];
}

/** Loads PKCS#8, PKCS#1 or SEC1 in PEM. Throws `key/…`, naming what the text is instead. */
export function loadKey(pem: Secret): LoadedKey {
  const { form, label, der, certificates } = findPrivateKey(pem.reveal());
  const bytes = Buffer.from(der);
  der.fill(0);
  try {
    const key = readKey({ bytes, form, label });
    shapeOf(key);
    if (!signsForItself(key)) throw new Fault('key/inconsistent', {});
    return { key, certificates };
  } finally {
    bytes.fill(0);
  }
}

function readKey({
  bytes,
  form,
  label,
}: {
  bytes: Buffer;
  form: 'pkcs8' | 'pkcs1' | 'sec1';
  label: string;
}): KeyObject {
  try {
    return createPrivateKey({ key: bytes, format: 'der', type: form });
  } catch {
    // BoringSSL cannot read RSA-PSS keys; OpenSSL can, and `shapeOf` then says the same.
    if (form === 'pkcs8' && bytes.subarray(0, 64).includes(rsaPss)) throw new Fault('key/rsa-pss', {});
    if (form === 'pkcs8' && bytes.subarray(0, 64).includes(ecPublicKey))
      throw new Fault('key/other-curve', { curve: '(unknown here)' });
    // Without a cause: the library's error may tell of the content.
    throw new Fault('key/unreadable', { label });
  }
}

/** Object identifiers in DER: id-RSASSA-PSS (RFC 4055), id-ecPublicKey (RFC 5480). */
const rsaPss = Buffer.from('06092a864886f70d01010a', 'hex');
const ecPublicKey = Buffer.from('06072a8648ce3d0201', 'hex');

/** OpenSSL loads a private key whose numbers do not belong together; its signatures would be refused by everyone. */
function signsForItself(key: KeyObject): boolean {
  const bytes = Buffer.from('payer-wizard');
  try {
    return verify('sha256', bytes, createPublicKey(key), sign('sha256', bytes, key));
  } catch {
    return false;
  }
}
