/** @file The keys of a payer. They lie in the vault; the payer holds their public half. The first key signs. */
import { Fault } from '../domain/fault.ts';
import type { CertificateRecord, KeyKind, KeyRecord } from '../domain/keys/key-record.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { propose } from '../domain/payer/proposals.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'vault' | 'store'>;

export async function generateKey(ports: Needs, { ref, kind }: { ref: PayerRef; kind: KeyKind }): Promise<Payer> {
  const key = await ports.vault.generateKey(ref, kind);
  return addKey(ports, ref, key);
}

/** Throws `key/…`, naming what the text is instead of a key. */
export async function importKey(ports: Needs, { ref, pem }: { ref: PayerRef; pem: Secret }): Promise<Payer> {
  const key = await ports.vault.addKey(ref, pem);
  return addKey(ports, ref, key);
}

async function addKey({ vault, store }: Needs, ref: PayerRef, key: KeyRecord): Promise<Payer> {
  const payer = await store.payer(ref);
  const same = payer.keys.find(({ thumbprint }) => thumbprint === key.thumbprint);
  if (same !== undefined) {
    // Sealed a second time under a new id: one key has one place.
    await vault.forgetKey({ owner: ref, keyId: key.id });
    throw new Fault('key/already-here', { kid: same.kid });
  }
  // The newest signs: a person who makes a key wants to use it. A planned change of keys is a rotation.
  return store.savePayer(propose({ ...payer, keys: [key, ...payer.keys] }));
}

export async function removeKey(
  { vault, store }: Needs,
  { ref, keyId }: { ref: PayerRef; keyId: string },
): Promise<Payer> {
  const payer = await store.payer(ref);
  const keys = payer.keys.filter(({ id }) => id !== keyId);
  // The payer forgets first: a record without a key would promise a signature that cannot be made.
  const saved = await store.savePayer(propose({ ...payer, keys }));
  await vault.forgetKey({ owner: ref, keyId });
  return saved;
}

export interface CertificateWish {
  readonly ref: PayerRef;
  readonly keyId: string;
  readonly commonName: string;
  readonly days: number;
}

/** Makes a self-signed certificate. SMART needs none; some portals take a certificate instead of a JWKS (interop-specs §3.5). */
export async function makeCertificate(
  { vault, store, readCertificate }: Needs & { readCertificate: (pem: string) => CertificateRecord },
  { ref, keyId, commonName, days }: CertificateWish,
): Promise<Payer> {
  const payer = await store.payer(ref);
  if (!payer.keys.some(({ id }) => id === keyId)) throw new Fault('key/gone', { keyId });
  const pem = await vault.selfSign({ owner: ref, keyId, commonName, days, uri: '' });
  const certificate = readCertificate(pem);
  return store.savePayer({
    ...payer,
    keys: payer.keys.map((key) => (key.id === keyId ? { ...key, certificate } : key)),
  });
}
