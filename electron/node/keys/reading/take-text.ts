/** @file Takes what a text holds: PEM blocks, JSON, Base64 without its boundaries. */
import { createPublicKey } from 'node:crypto';
import { bytesOfBase64 } from '#core/domain/keys/base64.ts';
import { toFailure, Fault } from '#core/domain/fault.ts';
import { foreignBlock, foreignText } from '#core/domain/keys/foreign-text.ts';
import type { PemBlock } from '#core/domain/keys/pem.ts';
import { bytesOf, normalisePem, splitPem } from '#core/domain/keys/pem.ts';
import type { Element } from './asn1.ts';
import { elementAt, Malformed, onlyElement, tags } from './asn1.ts';
import { NotOpened } from './ciphers.ts';
import type { JsonPart } from './json-text.ts';
import { partsOfJson } from './json-text.ts';
import type { Jwk } from './jwk.ts';
import { keyOfJwk, otherPurposeOf, textIn } from './jwk.ts';
import { openOpensslPem } from './openssl-pem.ts';
import type { Reading } from './take-element.ts';
import { takeElement, takeOpened } from './take-element.ts';

/** Answers the bytes that a Base64 text stands for, still to be taken; null: it was taken. Throws `key/…`. */
export async function takeText(text: string, reading: Reading): Promise<Uint8Array | null> {
  const parts = partsOfJson(text);
  if (parts !== null) {
    if (parts.length === 0) throw new Fault('key/jwk', {});
    for (const part of parts) await takeJsonPart(part, reading);
    return null;
  }
  const { isPem, headless } = await takePem(text, reading);
  if (isPem) return null;
  const bytes = bytesOfBase64(normalisePem(text));
  if (bytes !== null && isWhole(bytes)) return reading.scratch.keep(bytes);
  throw foreignText(text, { headless });
}

async function takePem(text: string, reading: Reading): Promise<{ isPem: boolean; headless: boolean }> {
  const { blocks, unfinished, headless } = splitPem(text);
  let curve: Element | undefined;
  for (const block of blocks) {
    const foreign = foreignBlock(block.label);
    if (foreign !== null) reading.found.other(toFailure(foreign).says, foreign);
    else if (block.label.endsWith(' PARAMETERS')) curve = parametersOf(block) ?? curve;
    else await takeBlock(block, curve, reading);
  }
  if (unfinished !== null) throw foreignBlock(unfinished) ?? new Fault('key/no-end', { label: unfinished });
  return { isPem: blocks.length > 0, headless };
}

async function takeBlock(block: PemBlock, curve: Element | undefined, reading: Reading): Promise<void> {
  const { label, encryption } = block;
  const der = bytesOf(block);
  if (der === null) throw new Fault('key/unreadable', { label });
  reading.scratch.keep(der);
  if (encryption === null) await takeElement(elementOf(der, label), { label, curve }, reading);
  else if (reading.passphrase === null) throw new Fault('key/encrypted', {});
  else await takeOpened(openedBlock(encryption, der, reading), { label }, reading);
}

function openedBlock(
  encryption: NonNullable<PemBlock['encryption']>,
  bytes: Uint8Array,
  { passphrase, scratch }: Reading,
): Uint8Array {
  if (passphrase === null) throw new Fault('key/encrypted', {});
  try {
    return openOpensslPem(encryption, { bytes, passphrase }, scratch);
  } catch (error) {
    if (error instanceof NotOpened) throw new Fault('key/wrong-passphrase', {});
    throw error;
  }
}

/** OpenSSL’s TRUSTED CERTIFICATE has what it is trusted for behind it; nothing else may have anything. */
function elementOf(der: Uint8Array, label: string): Element {
  try {
    return label === 'TRUSTED CERTIFICATE' ? elementAt(der, 0).element : onlyElement(der);
  } catch (error) {
    if (error instanceof Malformed) throw new Fault('key/unreadable', { label });
    throw error;
  }
}

/** Those of Diffie-Hellman and DSA are of no use here, and harmless. */
function parametersOf(block: PemBlock): Element | undefined {
  const der = bytesOf(block);
  return block.label === 'EC PARAMETERS' && der !== null ? elementOf(der, block.label) : undefined;
}

async function takeJsonPart(part: JsonPart, reading: Reading): Promise<void> {
  const { found } = reading;
  if (part.is === 'text') {
    await takePem(part.text, reading);
    found.insteadOfKey(new Fault('key/jwk', {}));
  } else if (part.is === 'jwe') found.other('Encrypted JSON Web Key', new Fault('key/jwe', {}));
  else if (part.is === 'secret') found.other(`Client secret of ${part.owner}`, new Fault('key/nothing', {}));
  else takeJwk(part, reading);
}

function takeJwk({ jwk, owner }: JsonPart & { is: 'jwk' }, { found, scratch }: Reading): void {
  const key = keyOfJwk(jwk, scratch);
  const purpose = otherPurposeOf(jwk);
  if (key === null) found.publicKey(createPublicJwk(jwk));
  else if (purpose === null) found.key(key, { kid: textIn(jwk, 'kid'), algorithm: textIn(jwk, 'alg'), owner });
  else found.other('Private key that does not sign', new Fault('key/for-encryption', { purpose }));
  const chain: unknown = jwk['x5c'];
  if (!Array.isArray(chain)) return;
  for (const each of chain) {
    const der = typeof each === 'string' ? bytesOfBase64(each) : null;
    if (der === null) throw new Fault('key/broken-jwk', { member: 'x5c' });
    found.certificate(der);
  }
}

function createPublicJwk(jwk: Jwk) {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** ASN.1 from its first byte to its last, or a text with boundaries or braces. */
function isWhole(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x7b || Buffer.from(bytes.buffer).includes('-----BEGIN')) return true;
  try {
    return onlyElement(bytes).tag === tags.sequence;
  } catch {
    return false;
  }
}
