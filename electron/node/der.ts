/** @file What the files that we write are put together from: DER (X.690 §10), by the names that ASN.1 has for it. */
import { tags } from './keys/reading/asn1.ts';
import { der, derInteger, derOid } from './keys/reading/der.ts';

type Bytes = Uint8Array;

export const sequence = (...parts: Bytes[]): Bytes => der(tags.sequence, ...parts);
/** Of one member: several would have to be sorted. */
export const setOfOne = (member: Bytes): Bytes => der(tags.set, member);
export const octetString = (content: Bytes): Bytes => der(tags.octetString, content);
/** Of whole octets. */
export const bitString = (content: Bytes): Bytes => der(tags.bitString, Uint8Array.of(0), content);
export const nothing = (): Bytes => der(0x05);
/** `[tag] EXPLICIT`, and `[tag] IMPLICIT` of something that is made of parts. */
export const tagged = (tag: number, ...parts: Bytes[]): Bytes => der(tags.context(tag), ...parts);
/** `[tag] IMPLICIT OCTET STRING`. */
export const taggedOctets = (tag: number, content: Bytes): Bytes => der(0x80 | tag, content);
export const integer = (value: number): Bytes => derInteger(BigInt(value));
export const objectIdentifier = (dotted: string): Bytes => derOid(dotted);
