/** @file What was found in a file so far, in its order, and what the file is in place of a key. */
import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign, verify } from 'node:crypto';
import { kindOf, kindOfJwk } from '#core/domain/keys/algorithms.ts';
import { Fault } from '#core/domain/fault.ts';
import type { FilePart, KeyFile, KeyInHand } from '#core/domain/keys/key-file.ts';
import type { CertificateRecord, RequestRecord } from '#core/domain/keys/key-record.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { readCertificate } from '../certificate.ts';
import type { Said } from '../in-hand.ts';
import { inHand } from '../in-hand.ts';
import { shapeOf } from '../key-shape.ts';
import { readRequest } from '../request.ts';
import { dayInWords } from './day-in-words.ts';

/** Each is tried out, and that takes time: a file of 1 MiB could keep us for minutes. */
const most = { keys: 50, certificates: 100, requests: 100 };

export class Found {
  readonly #parts: FilePart[] = [];
  readonly #keys: KeyInHand[] = [];
  readonly #certificates: CertificateRecord[] = [];
  readonly #requests: RequestRecord[] = [];
  #instead: Fault | null = null;
  readonly #seen = { keys: 0, certificates: 0, requests: 0 };

  /** Throws `key/inconsistent`, `key/too-many-keys`. */
  key(key: KeyObject, said?: Said): void {
    this.#count('keys', 'key/too-many-keys');
    if (!signsForItself(key)) throw new Fault('key/inconsistent', {});
    const hand = inHand(key, said);
    const { kind, kid, owner, thumbprint } = hand;
    const called = kid === '' ? '' : `, kid ${kid.slice(0, 200)}`;
    this.#parts.push({
      is: 'private-key',
      says: `Private key, ${kind}${called}${owner === '' ? '' : `, for ${owner}`}`,
    });
    // The same key may stand there twice, as PKCS#1 and PKCS#8; in a hand-over for two payers, with a kid for each.
    const isThere = this.#keys.some((each) => each.thumbprint === thumbprint && each.owner === owner);
    if (!isThere) this.#keys.push(hand);
  }

  #count(what: keyof typeof most, code: 'key/too-many-keys' | 'key/too-many-certificates' | 'key/too-many-requests') {
    this.#seen[what] += 1;
    if (this.#seen[what] > most[what]) throw new Fault(code, { most: String(most[what]) });
  }

  /** Throws `certificate/unreadable`, `key/too-many-certificates`. */
  certificate(der: Uint8Array): void {
    this.#count('certificates', 'key/too-many-certificates');
    const record = readCertificate(writePem('CERTIFICATE', der));
    if (this.#certificates.some(({ sha256 }) => sha256 === record.sha256)) return;
    this.#certificates.push(record);
    const what = record.isAuthority ? 'Certificate of an authority' : 'Certificate';
    const kind = kindOfJwk(record.publicJwk);
    this.#parts.push({
      is: 'certificate',
      says: `${what}, ${named(record.subject)}${kind === '' ? '' : `, ${kind}`}, until ${dayInWords(record.notAfter)}`,
    });
  }

  /** Throws `request/…`, `key/too-many-requests`. */
  request(der: Uint8Array): void {
    this.#count('requests', 'key/too-many-requests');
    const record = readRequest(writePem('CERTIFICATE REQUEST', der));
    this.#requests.push(record);
    const kind = kindOfJwk(record.publicJwk);
    this.#parts.push({
      is: 'request',
      says: `Certificate request, ${named(record.subject)}${kind === '' ? '' : `, ${kind}`}`,
    });
  }

  /** null: one that this engine cannot read. */
  publicKey(key: KeyObject | null): void {
    const kind = key === null ? '' : kindIn(key);
    this.#parts.push({ is: 'public-key', says: kind === '' ? 'Public key' : `Public key, ${kind}` });
    this.insteadOfKey(new Fault('key/public-key', {}));
  }

  /** Something that is no key, certificate or request for us. `fault`: what the file is where it holds nothing else. */
  other(says: string, fault: Fault): void {
    this.#parts.push({ is: 'other', says });
    this.insteadOfKey(fault);
  }

  insteadOfKey(fault: Fault): void {
    this.#instead ??= fault;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0 && this.#instead === null;
  }

  /** Throws what the file is where it holds nothing to keep. */
  result(): KeyFile {
    const isNothing = [this.#keys, this.#certificates, this.#requests].every(({ length }) => length === 0);
    if (isNothing) throw this.#instead ?? new Fault('key/nothing', {});
    return {
      parts: this.#parts,
      keys: this.#keys,
      certificates: this.#certificates,
      requests: this.#requests,
    };
  }
}

/** OpenSSL takes private keys whose numbers do not belong together; their signatures would be refused by everyone. */
function signsForItself(key: KeyObject): boolean {
  const bytes = Buffer.from('payer-wizard');
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  try {
    return verify(digest, bytes, createPublicKey(key), sign(digest, bytes, key));
  } catch {
    return false;
  }
}

function named(subject: string): string {
  return subject === '' ? '(without a name)' : subject;
}

function kindIn(key: KeyObject): string {
  try {
    return kindOf(shapeOf(key));
  } catch {
    return '';
  }
}
