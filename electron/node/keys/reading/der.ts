/** @file Writes the little DER (X.690) that a key is put together from. */
import { tags } from './asn1.ts';

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const written = new Uint8Array(headerLength(length) + length);
  written[0] = tag;
  let at = writeLength(written, length);
  for (const part of parts) {
    written.set(part, at);
    at += part.length;
  }
  return written;
}

export function derOid(oid: string): Uint8Array {
  const [first = 0, second = 0, ...others] = oid.split('.').map(Number);
  return der(tags.oid, Uint8Array.from([first * 40 + second, ...others].flatMap(base128)));
}

/** A number that is not negative. */
export function derInteger(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return ((bytes[0] ?? 0) & 0x80) === 0 ? der(tags.integer, bytes) : der(tags.integer, Uint8Array.of(0), bytes);
}

function base128(arc: number): number[] {
  const septets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) septets.unshift(0x80 | (rest % 128));
  return septets;
}

function headerLength(length: number): number {
  return length < 0x80 ? 2 : 2 + Math.ceil(length.toString(16).length / 2);
}

function writeLength(into: Uint8Array, length: number): number {
  const end = headerLength(length);
  if (end === 2) into[1] = length;
  else {
    into[1] = 0x80 | (end - 2);
    for (let at = end - 1, rest = length; at > 1; at -= 1, rest = Math.floor(rest / 256)) into[at] = rest % 256;
  }
  return end;
}
