/** @file Certificates and requests of a payer's keys: made here, or issued by a CA and joined by public key. */
import { explain } from '../domain/catalogue.ts';
import type { Failure } from '../domain/fault.ts';
import { Fault, toFailure } from '../domain/fault.ts';
import type { Brought, HasIssued, LeftOver } from '../domain/keys/join.ts';
import { joinFile, leftOver } from '../domain/keys/join.ts';
import { dayOf } from '../domain/keys/expiry.ts';
import { isSameKey } from '../domain/keys/pair.ts';
import type { CertificateWish, RequestWish } from '../domain/keys/certificate-wish.ts';
import type { CertificateRecord, KeyRecord, RequestRecord, TemplateId } from '../domain/keys/key-record.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';
import { keyIn } from './key-in.ts';

type Needs = Pick<Ports, 'vault' | 'store'>;

interface OfKey {
  readonly ref: PayerRef;
  readonly keyId: string;
}

/**
 * Makes a self-signed certificate. SMART needs none; some portals take a certificate instead of a JWKS (interop-specs §3.5).
 * Throws `certificate/replaces-issued` where a CA’s would go for it, and nobody said that it may.
 */
export async function makeCertificate(
  { vault, store }: Needs,
  { ref, keyId, wish, replaces }: OfKey & { wish: CertificateWish; replaces: boolean },
): Promise<Payer> {
  const { kid, certificate: held } = keyIn(await store.payer(ref), keyId);
  if (held?.selfSigned === false && !replaces)
    throw new Fault('certificate/replaces-issued', { kid, issuer: held.issuer, day: dayOf(held.notAfter) });
  const certificate = await vault.selfSign({ owner: ref, keyId, wish });
  return changeKey(store, { ref, keyId }, (key) => ({ ...key, certificate, chain: [], answered: null }));
}

interface RequestAsked extends OfKey {
  readonly wish: RequestWish;
  readonly template: TemplateId | null;
  /** Whether it may take the place of one that waits: that one may be at the CA already. */
  readonly replaces: boolean;
}

/**
 * Makes a request for a CA. It waits beside its key until the certificate that answers it is loaded. One that waits, and asks for
 * the same, stays. Throws `request/waits-already`.
 */
export async function makeRequest(
  { vault, store }: Needs,
  { ref, keyId, wish, template, replaces }: RequestAsked,
): Promise<Payer> {
  keyIn(await store.payer(ref), keyId);
  const request = await vault.request({ owner: ref, keyId, wish });
  return changeKey(store, { ref, keyId }, (key) => {
    const waiting = key.request;
    if (waiting !== null && asksTheSame(waiting, request)) return { ...key, request: { ...waiting, template } };
    if (waiting !== null && !replaces) throw new Fault('request/waits-already', { kid: key.kid });
    return { ...key, request: { ...request, template } };
  });
}

type Asked = Pick<RequestRecord, 'subject' | 'uris' | 'dnsNames' | 'usages' | 'publicJwk'>;

function asksTheSame(one: Asked, other: Asked): boolean {
  const said = ({ subject, uris, dnsNames, usages }: Asked) => JSON.stringify([subject, uris, dnsNames, usages]);
  return said(one) === said(other) && isSameKey(one.publicJwk, other.publicJwk);
}

/** Throws `key/gone`. The key, and what was sent to a CA, stay as they are. */
export async function forgetRequest({ store }: Pick<Ports, 'store'>, { ref, keyId }: OfKey): Promise<Payer> {
  return changeKey(store, { ref, keyId }, (key) => ({ ...key, request: null }));
}

interface Joining extends Brought {
  /** Whether it is a fault when nothing of it finds a place. */
  readonly mustJoin: boolean;
  /** Whether a certificate takes the place of the one that its key has, though that one would come first. */
  readonly replaces?: boolean;
}

/**
 * The payer with each certificate and request at the key that it belongs to, its chain in order behind it; the very same payer
 * where nothing changed. Throws `certificate/no-key-for-it` and the others of `leftOverFault` where something must join.
 */
export async function joined<Holder extends Pick<Payer, 'keys'>>(
  ports: Pick<Ports, 'certificates'>,
  payer: Holder,
  { mustJoin, replaces = false, ...brought }: Joining,
): Promise<Holder> {
  const before = replaces ? payer.keys.map((key) => givingWay(key, brought.certificates)) : payer.keys;
  const { keys, joinedTo } = joinFile(before, brought, await issuedAmong(ports, { payer, brought }));
  if (joinedTo.length > 0) return { ...payer, keys };
  const left = leftOver(payer.keys, brought);
  // (What is here already is no fault.)
  const [first] = left;
  if (mustJoin && first !== undefined && left.length === brought.certificates.length + brought.requests.length)
    throw leftOverFault(left.find(({ is }) => is.startsWith('second')) ?? first);
  return payer;
}

function givingWay(key: KeyRecord, certificates: readonly CertificateRecord[]): KeyRecord {
  const isOwn = certificates.some(({ publicJwk }) => isSameKey(publicJwk, key.publicJwk));
  return isOwn ? { ...key, certificate: null } : key;
}

async function issuedAmong(
  { certificates }: Pick<Ports, 'certificates'>,
  { payer, brought }: { payer: Pick<Payer, 'keys'>; brought: Brought },
): Promise<HasIssued> {
  const held = payer.keys.flatMap(({ certificate, chain }) => [
    ...(certificate === null ? [] : [certificate]),
    ...chain,
  ]);
  const all = [...brought.certificates, ...held];
  const issued = await certificates.issued(all.map(({ pem }) => pem));
  const places = new Map(all.map(({ sha256 }, place) => [sha256, place]));
  const placeOf = ({ sha256 }: CertificateRecord) => places.get(sha256) ?? -1;
  return ({ issuer, subject }) => issued({ issuer: placeOf(issuer), subject: placeOf(subject) });
}

/** Why a certificate or a request of a file was not kept, to be thrown where nothing else of it was, and told where something was. */
export function leftOverFault(left: LeftOver): Fault {
  switch (left.is) {
    case 'certificate':
      return new Fault('certificate/no-key-for-it', { subject: left.certificate.subject });
    case 'second':
    case 'twin': {
      const { key, held, certificate } = left;
      const details = { kid: key.kid, subject: certificate.subject, day: dayOf(certificate.notAfter) };
      return left.is === 'twin'
        ? new Fault('certificate/twin-above', details)
        : new Fault('certificate/not-kept', { ...details, issuer: held.issuer, until: dayOf(held.notAfter) });
    }
    case 'request':
      return new Fault('request/no-key-for-it', { subject: left.request.subject });
    case 'second-request':
      return new Fault('request/waits-already', { kid: left.key.kid });
  }
}

/** The same for who kept the rest of the file: what is dropped is not dropped in silence. */
export function toldLeftOver(left: LeftOver): Failure {
  if (left.is !== 'certificate') return toFailure(leftOverFault(left));
  const { subject } = left.certificate;
  return { code: 'certificate/left-over', ...explain('certificate/left-over', { subject }) };
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
