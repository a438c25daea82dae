/** @file Distinguished names and alternative names, as a person reads them: RFC 4514, RFC 5280 §4.2.1.6. */
import type { Element } from './reading/asn1.ts';
import { childrenOf, elementsIn, Malformed, oidOf, tags } from './reading/asn1.ts';

/** RFC 4514 §3, and what CAs put into names besides. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** In one line, the most particular part first: `CN=Harbor Ridge P2P, O=Harbor Ridge, C=US`. Throws Malformed. */
export function nameOnOneLine(name: Element | undefined): string {
  return childrenOf(name)
    .toReversed()
    .map((part) => childrenOf(part, tags.set).map(attribute).join('+'))
    .join(', ');
}

function attribute(element: Element): string {
  const [type, value] = childrenOf(element);
  const oid = oidOf(type);
  const text = value === undefined ? null : textOf(value);
  // RFC 4514 §2.4 writes every value whose type has no name as octets; here that is what is no text, for a person reads it.
  return `${shortNames[oid] ?? oid}=${text === null ? `#${Buffer.from(value?.whole ?? []).toString('hex')}` : escaped(text)}`;
}

/** DirectoryString and its older forms; null: it is none. */
function textOf({ tag, content }: Element): string | null {
  const bytes = Buffer.from(content);
  // UTF8String, PrintableString, IA5String; TeletexString, which everybody writes as Latin-1; BMPString.
  if (tag === 0x0c) return bytes.toString('utf8');
  if (tag === 0x13 || tag === 0x14 || tag === 0x16) return bytes.toString('latin1');
  return tag === 0x1e && bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : null;
}

/** RFC 4514 §2.4, and control characters by their octets, so that a name stays on its line. */
function escaped(text: string): string {
  return text
    .replaceAll(/["+,;<>\\]/g, '\\$&')
    .replaceAll(
      /\p{Cc}/gu,
      (sign) =>
        `\\${Buffer.from(sign)
          .toString('hex')
          .toUpperCase()
          .replaceAll(/(..)(?=.)/g, '$1\\')}`,
    )
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

export interface AlternativeNames {
  readonly dnsNames: string[];
  readonly uris: string[];
}

const DNS_NAME = 0x82;
const URI = 0x86;

/** DER of GeneralNames; kinds that the wizard does not use are passed over. Throws Malformed. */
export function alternativeNames(der: Uint8Array | undefined): AlternativeNames {
  if (der === undefined) return { dnsNames: [], uris: [] };
  const [names, more] = elementsIn(der);
  if (more !== undefined) throw new Malformed('something stands behind the names');
  const all = childrenOf(names);
  const ofKind = (kind: number) =>
    all.filter(({ tag }) => tag === kind).map(({ content }) => Buffer.from(content).toString('latin1'));
  return { dnsNames: ofKind(DNS_NAME), uris: ofKind(URI) };
}
