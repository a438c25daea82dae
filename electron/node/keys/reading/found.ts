/** @file What was found in a file so far, in its order, and what the file is in place of a key. */
import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign, verify } from 'node:crypto';
import { kindOf, kindOfJwk } from '#core/domain/keys/algorithms.ts';
import { Fault } from '#core/domain/fault.ts';
import type { FilePart, KeyFile, KeyInHand } from '#core/domain/keys/key-file.ts';
import type { CertificateRecord, RequestRecord } from '#core/domain/keys/key-record.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { readCertificate } from '../certificate.ts';
import { inHand } from '../in-hand.ts';
import { shapeOf } from '../key-shape.ts';
import { readRequest } from '../request.ts';
import { dayInWords } from './day-in-words.ts';

const mostKeys = 20;

export class Found {
  readonly #parts: FilePart[] = [];
  readonly #keys: KeyInHand[] = [];
  readonly #certificates: CertificateRecord[] = [];
  readonly #requests: RequestRecord[] = [];
  #instead: Fault | null = null;
  #keysSeen = 0;

  /** `kid`: as it is called there; '' for nothing. Throws `key/inconsistent`. */
  key(key: KeyObject, kid = ''): void {
    // One is all that can be kept, and each is tried out: that takes time.
    this.#keysSeen += 1;
    if (this.#keysSeen > mostKeys) throw new Fault('key/several', { count: `more than ${mostKeys}` });
    if (!signsForItself(key)) throw new Fault('key/inconsistent', {});
    const hand = inHand(key, kid);
    const named = kid === '' ? '' : `, kid ${kid}`;
    this.#parts.push({ is: 'private-key', says: `Private key, ${hand.kind}${named}` });
    // The same key may stand there twice, as PKCS#1 and PKCS#8.
    if (!this.#keys.some(({ thumbprint }) => thumbprint === hand.thumbprint)) this.#keys.push(hand);
  }

  /** Throws `certificate/unreadable`. */
  certificate(der: Uint8Array): void {
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

  /** Throws `request/…`. */
  request(der: Uint8Array): void {
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

  /** Something that is no key, certificate or request. `fault`: what the file is where it holds nothing else. */
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

  /** Throws `key/several`, or what the file is instead. */
  result(): KeyFile {
    if (this.#keys.length > 1) throw new Fault('key/several', { count: String(this.#keys.length) });
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
