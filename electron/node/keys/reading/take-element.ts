/** @file Takes what one element of ASN.1 holds, whatever it is. */
import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { childrenOf, Malformed, octetsOf, onlyElement } from './asn1.ts';
import { NotOpened } from './ciphers.ts';
import { ecKeyOfSec1 } from './ec-key.ts';
import { open } from './encryption.ts';
import type { Found } from './found.ts';
import type { Passphrase } from './passphrase.ts';
import { bagsOf } from './pkcs12.ts';
import { certificatesOfPkcs7 } from './pkcs7.ts';
import { keyOfPkcs8 } from './private-key.ts';
import type { Form } from './recognise.ts';
import { formOf } from './recognise.ts';
import { rsaKeyOfPkcs1 } from './rsa-key.ts';
import type { Scratch } from './scratch.ts';

export interface Reading {
  readonly found: Found;
  readonly scratch: Scratch;
  /** null: none was given. */
  readonly passphrase: Passphrase | null;
}

/** `label`: what a fault calls it. `curve`: parameters that stood before it. Throws `key/…`, `certificate/…`, `request/…`. */
export async function takeElement(
  element: Element,
  { label, curve }: { label: string; curve?: Element | undefined },
  reading: Reading,
): Promise<void> {
  try {
    const form = formOf(element);
    if (form === 'encrypted-pkcs8') await takeKey(await openedKey(element, reading), { curve }, reading);
    else if (privateForms.has(form)) await takeKey(element, { curve }, reading);
    else if (form === 'pkcs12') await takeBags(element, reading);
    else takePublic(form, element, reading.found);
  } catch (error) {
    if (error instanceof Malformed) throw new Fault('key/unreadable', { label });
    if (error instanceof NotOpened) throw new Fault('key/wrong-passphrase', {});
    throw error;
  }
}

const privateForms: ReadonlySet<Form> = new Set(['pkcs8', 'pkcs1', 'sec1', 'dsa']);

/** What a passphrase opened: it is a private key, or the passphrase was wrong. Throws `key/…`. */
export async function takeOpened(bytes: Uint8Array, { label }: { label: string }, reading: Reading): Promise<void> {
  await takeElement(keyElement(bytes), { label }, reading);
}

function keyElement(bytes: Uint8Array): Element {
  try {
    const element = onlyElement(bytes);
    if (privateForms.has(formOf(element))) return element;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  throw new Fault('key/wrong-passphrase', {});
}

async function openedKey(element: Element, { passphrase, scratch }: Reading): Promise<Element> {
  const [algorithm, bytes] = childrenOf(element);
  if (passphrase === null) throw new Fault('key/encrypted', {});
  return keyElement(await open({ algorithm, bytes: octetsOf(bytes, scratch.keep) }, passphrase, scratch));
}

async function takeKey(
  element: Element,
  { curve }: { curve: Element | undefined },
  { found, scratch }: Reading,
): Promise<void> {
  const form = formOf(element);
  if (form === 'dsa') throw new Fault('key/other-kind', { kind: 'DSA' });
  if (form === 'pkcs8') found.key(keyOfPkcs8(element, scratch));
  else found.key(form === 'pkcs1' ? rsaKeyOfPkcs1(element, scratch) : ecKeyOfSec1(element, curve, scratch));
}

async function takeBags(element: Element, reading: Reading): Promise<void> {
  const { found, passphrase, scratch } = reading;
  const bags = await bagsOf(element, passphrase, scratch);
  for (const bag of bags) {
    if (bag.is === 'key') await takeKey(bag.pkcs8, { curve: undefined }, reading);
    else if (bag.is === 'certificate') found.certificate(bag.der);
    else if (bag.is === 'revocation-list')
      found.other('List of revoked certificates', new Fault('key/revocation-list', {}));
    else found.other('Something that is neither a key nor a certificate', new Fault('key/nothing', {}));
  }
}

function takePublic(form: Form, element: Element, found: Found): void {
  if (form === 'certificate') found.certificate(element.whole);
  else if (form === 'request') found.request(element.whole);
  else if (form === 'public-key') found.publicKey(publicKeyOf(element));
  else if (form === 'revocation-list')
    found.other('List of revoked certificates', new Fault('key/revocation-list', {}));
  else if (form === 'pkcs7') for (const der of certificatesOfPkcs7(element)) found.certificate(der);
  else throw new Malformed('nothing that is known');
}

function publicKeyOf({ whole }: Element): KeyObject | null {
  for (const type of ['spki', 'pkcs1'] as const)
    try {
      return createPublicKey({ key: Buffer.from(whole), format: 'der', type });
    } catch {
      // The other form, or a kind that this engine does not know.
    }
  return null;
}
