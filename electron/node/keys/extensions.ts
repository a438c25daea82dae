/** @file The extensions of a certificate or request that the wizard shows: RFC 5280 §4.2.1. */
import type { AlternativeNames } from './names.ts';
import { alternativeNames } from './names.ts';
import type { Element } from './reading/asn1.ts';
import { childrenOf, elementsIn, Malformed, oidOf, onlyElement, tags } from './reading/asn1.ts';

export interface KnownExtensions extends AlternativeNames {
  readonly usages: string[];
  readonly isAuthority: boolean;
}

const KEY_USAGE = '2.5.29.15';
const ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/** `list`: the SEQUENCE of extensions; undefined: there is none. Throws Malformed, also for one that stands there twice (§4.2). */
export function readExtensions(list: Element | undefined): KnownExtensions {
  const values = new Map<string, Uint8Array>();
  for (const extension of list === undefined ? [] : childrenOf(list)) {
    const parts = childrenOf(extension);
    const oid = oidOf(parts[0]);
    const value = parts.at(-1);
    if (value?.tag !== tags.octetString || values.has(oid)) throw new Malformed('not a list of extensions');
    values.set(oid, value.content);
  }
  return {
    ...alternativeNames(values.get(ALTERNATIVE_NAME)),
    usages: [...keyUsages(values.get(KEY_USAGE)), ...extendedUsages(values.get(EXTENDED_KEY_USAGE))],
    isAuthority: isAuthority(values.get(BASIC_CONSTRAINTS)),
  };
}

/** §4.2.1.3, in the order of the bits. */
const usageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

function keyUsages(der: Uint8Array | undefined): string[] {
  if (der === undefined) return [];
  const { tag, content } = onlyElement(der);
  if (tag !== tags.bitString) throw new Malformed('not a key usage');
  // The first octet tells how many bits at the end do not count; DER has them 0.
  const octets = content.subarray(1);
  return usageBits.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

/** §4.2.1.12; another one is told by its number. */
const extendedNames: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

function extendedUsages(der: Uint8Array | undefined): string[] {
  if (der === undefined) return [];
  return childrenOf(onlyElement(der)).map((purpose) => {
    const oid = oidOf(purpose);
    return extendedNames[oid] ?? oid;
  });
}

/** §4.2.1.9: absent means it is none. */
function isAuthority(der: Uint8Array | undefined): boolean {
  const [first] = der === undefined ? [] : elementsIn(onlyElement(der).content);
  return first?.tag === 0x01 && first.content[0] !== 0;
}
