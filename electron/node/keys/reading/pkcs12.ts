/** @file PKCS#12: RFC 7292, with PBMAC1 (RFC 9579). Old and new encryption, BER and DER, with and without a passphrase. */
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { childrenOf, elementsIn, Malformed, octetsOf, oidOf, onlyElement, tags } from './asn1.ts';
import { NotOpened } from './ciphers.ts';
import { open } from './encryption.ts';
import type { Passphrase } from './passphrase.ts';
import { emptyPassphrases } from './passphrase.ts';
import { macFits } from './pkcs12-mac.ts';
import type { Scratch } from './scratch.ts';

export type Bag =
  | { readonly is: 'key'; readonly pkcs8: Element }
  | { readonly is: 'certificate'; readonly der: Uint8Array }
  | { readonly is: 'revocation-list' }
  | { readonly is: 'secret' };

const oids = {
  data: '1.2.840.113549.1.7.1',
  signed: '1.2.840.113549.1.7.2',
  enveloped: '1.2.840.113549.1.7.3',
  encrypted: '1.2.840.113549.1.7.6',
  x509: '1.2.840.113549.1.9.22.1',
} as const;

const bagKinds: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.12.10.1.1': 'key',
  '1.2.840.113549.1.12.10.1.2': 'shrouded',
  '1.2.840.113549.1.12.10.1.3': 'certificate',
  '1.2.840.113549.1.12.10.1.4': 'revocation-list',
  '1.2.840.113549.1.12.10.1.5': 'secret',
  '1.2.840.113549.1.12.10.1.6': 'bags',
};

/** Throws Malformed, `key/encrypted`, `key/wrong-passphrase`, `key/altered`, `key/other-encryption`, `key/too-costly`. */
export async function bagsOf(file: Element, passphrase: Passphrase | null, scratch: Scratch): Promise<Bag[]> {
  const [, authenticated, mac] = childrenOf(file);
  const safe = contentOf(authenticated, scratch);
  const candidates =
    passphrase === null ? emptyPassphrases : passphrase.utf8.length === 0 ? emptyPassphrases : [passphrase];
  for (const candidate of candidates) {
    const fits = mac === undefined || (await macFits(mac, { content: safe, passphrase: candidate }, scratch));
    const bags = fits || passphrase !== null ? await openedWith(safe, candidate, scratch) : null;
    if (bags === null) continue;
    if (!fits) throw new Fault('key/altered', {});
    return bags;
  }
  throw passphrase === null ? new Fault('key/encrypted', {}) : new Fault('key/wrong-passphrase', {});
}

/** null: not with this passphrase. */
async function openedWith(safe: Uint8Array, passphrase: Passphrase, scratch: Scratch): Promise<Bag[] | null> {
  try {
    const bags: Bag[] = [];
    for (const part of childrenOf(onlyElement(safe)))
      bags.push(...(await bagsIn(await safeContents(part, passphrase, scratch), { passphrase, depth: 0 }, scratch)));
    return bags;
  } catch (error) {
    if (error instanceof NotOpened) return null;
    throw error;
  }
}

/** The content of a ContentInfo of plain data. Throws `key/other-encryption` for one that a signature guards. */
function contentOf(info: Element | undefined, { keep }: Scratch): Uint8Array {
  const [oidElement, content] = childrenOf(info);
  const oid = oidOf(oidElement);
  if (oid === oids.signed) throw new Fault('key/other-encryption', { name: 'PKCS#12 guarded by a signature' });
  if (oid !== oids.data || content?.tag !== tags.context(0)) throw new Malformed('no data');
  return octetsOf(onlyElement(content.content), keep);
}

async function safeContents(info: Element, passphrase: Passphrase, scratch: Scratch): Promise<Uint8Array> {
  const [oidElement, content] = childrenOf(info);
  const oid = oidOf(oidElement);
  if (oid === oids.data) return contentOf(info, scratch);
  if (oid === oids.enveloped)
    throw new Fault('key/other-encryption', { name: 'PKCS#12 for the holder of a certificate' });
  if (oid !== oids.encrypted || content?.tag !== tags.context(0)) throw new Malformed('no safe');
  const [, encrypted] = childrenOf(onlyElement(content.content));
  const [, algorithm, bytes] = childrenOf(encrypted);
  // [0] IMPLICIT OCTET STRING.
  return opened({ algorithm, bytes: octetsOf(bytes, scratch.keep, 0x80) }, passphrase, scratch);
}

/** What a wrong passphrase made is seldom padded right, and never ASN.1 as well. */
async function opened(
  sealed: Parameters<typeof open>[0],
  passphrase: Passphrase,
  scratch: Scratch,
): Promise<Uint8Array> {
  const bytes = await open(sealed, passphrase, scratch);
  try {
    onlyElement(bytes);
  } catch {
    throw new NotOpened('not ASN.1');
  }
  return bytes;
}

async function bagsIn(
  contents: Uint8Array,
  { passphrase, depth }: { passphrase: Passphrase; depth: number },
  scratch: Scratch,
): Promise<Bag[]> {
  // Nobody nests them; a stranger may.
  if (depth > 4) throw new Malformed('bags in bags');
  const bags: Bag[] = [];
  for (const bag of childrenOf(onlyElement(contents))) {
    const [oidElement, wrapped] = childrenOf(bag);
    if (wrapped?.tag !== tags.context(0)) throw new Malformed('an empty bag');
    const value = onlyElement(wrapped.content);
    const kind = bagKinds[oidOf(oidElement)];
    if (kind === 'key') bags.push({ is: 'key', pkcs8: value });
    else if (kind === 'shrouded') {
      const [algorithm, bytes] = childrenOf(value);
      const pkcs8 = await opened({ algorithm, bytes: octetsOf(bytes, scratch.keep) }, passphrase, scratch);
      bags.push({ is: 'key', pkcs8: onlyElement(pkcs8) });
    } else if (kind === 'bags') bags.push(...(await bagsIn(value.whole, { passphrase, depth: depth + 1 }, scratch)));
    else if (kind === 'certificate') bags.push(certificateIn(value, scratch));
    else bags.push({ is: kind === 'revocation-list' ? 'revocation-list' : 'secret' });
  }
  return bags;
}

function certificateIn(value: Element, { keep }: Scratch): Bag {
  const [oidElement, wrapped] = childrenOf(value);
  if (oidOf(oidElement) !== oids.x509 || wrapped === undefined) return { is: 'secret' };
  const [octets] = elementsIn(wrapped.content);
  return { is: 'certificate', der: octetsOf(octets, keep) };
}
