/** @file The certificates of a PKCS#7 file (.p7b, .p7c): CMS SignedData without a signature (RFC 5652 §5.1). */
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { childrenOf, elementsIn, Malformed, oidOf, onlyElement, tags } from './asn1.ts';

const signed = '1.2.840.113549.1.7.2';
/** For the holder of a certificate, in whichever way. */
const encrypted = new Set(['1.2.840.113549.1.7.3', '1.2.840.113549.1.7.6', '1.2.840.113549.1.9.16.1.23']);

/** DER of each. Throws Malformed, `key/hand-over`. */
export function certificatesOfPkcs7(element: Element): Uint8Array[] {
  const [oidElement, content] = childrenOf(element);
  const oid = oidOf(oidElement);
  if (encrypted.has(oid)) throw new Fault('key/hand-over', {});
  if (oid !== signed || content?.tag !== tags.context(0)) throw new Malformed('no certificates');
  const parts = childrenOf(onlyElement(content.content));
  const certificates = parts.find(({ tag }) => tag === tags.context(0));
  return elementsIn(certificates?.content ?? new Uint8Array())
    .filter(({ tag }) => tag === tags.sequence)
    .map(({ whole }) => whole);
}
