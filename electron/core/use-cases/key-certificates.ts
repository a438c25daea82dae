/** @file Certificates and requests of a payer's keys: made here, or issued by a CA and joined by public key. */
import { Fault } from '../domain/fault.ts';
import { joinCertificates } from '../domain/keys/join.ts';
import type { CertificateWish, RequestWish } from '../domain/keys/certificate-wish.ts';
import type { CertificateRecord, KeyRecord, TemplateId } from '../domain/keys/key-record.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';
import { keyIn } from './key-in.ts';

type Needs = Pick<Ports, 'vault' | 'store'>;

interface OfKey {
  readonly ref: PayerRef;
  readonly keyId: string;
}

/** Makes a self-signed certificate. SMART needs none; some portals take a certificate instead of a JWKS (interop-specs §3.5). */
export async function makeCertificate(
  { vault, store }: Needs,
  { ref, keyId, wish }: OfKey & { wish: CertificateWish },
): Promise<Payer> {
  keyIn(await store.payer(ref), keyId);
  const certificate = await vault.selfSign({ owner: ref, keyId, wish });
  return changeKey(store, { ref, keyId }, (key) => ({ ...key, certificate, chain: [], answered: null }));
}

/** Makes a request for a CA. It waits beside its key until the certificate that answers it is loaded. */
export async function makeRequest(
  { vault, store }: Needs,
  { ref, keyId, wish, template }: OfKey & { wish: RequestWish; template: TemplateId | null },
): Promise<Payer> {
  keyIn(await store.payer(ref), keyId);
  const request = await vault.request({ owner: ref, keyId, wish });
  return changeKey(store, { ref, keyId }, (key) => ({ ...key, request: { ...request, template } }));
}

/** Throws `key/gone`. The key, and what was sent to a CA, stay as they are. */
export async function forgetRequest({ store }: Pick<Ports, 'store'>, { ref, keyId }: OfKey): Promise<Payer> {
  return changeKey(store, { ref, keyId }, (key) => ({ ...key, request: null }));
}

/**
 * The payer with each certificate at the key that it belongs to, its chain in order behind it.
 * Throws `certificate/no-key-for-it` where none belongs to any key, and one must.
 */
export async function joined(
  ports: Pick<Ports, 'certificates'>,
  payer: Payer,
  { certificates, mustJoin }: { certificates: readonly CertificateRecord[]; mustJoin: boolean },
): Promise<Payer> {
  const issued = await ports.certificates.issued(certificates.map(({ pem }) => pem));
  const { keys, joinedTo } = joinCertificates(payer.keys, certificates, (pair) =>
    issued.some(
      ({ issuer, subject }) => certificates[issuer] === pair.issuer && certificates[subject] === pair.subject,
    ),
  );
  if (joinedTo.length === 0 && mustJoin)
    throw new Fault('certificate/no-key-for-it', { subject: certificates[0]?.subject ?? '' });
  return { ...payer, keys };
}

async function changeKey(
  store: Ports['store'],
  { ref, keyId }: OfKey,
  change: (key: KeyRecord) => KeyRecord,
): Promise<Payer> {
  const payer = await store.payer(ref);
  keyIn(payer, keyId);
  return store.savePayer({ ...payer, keys: payer.keys.map((key) => (key.id === keyId ? change(key) : key)) });
}
