/** @file What a binary file is that holds no ASN.1, told by how it begins. */
import { Fault } from '#core/domain/fault.ts';

const beginnings: readonly (readonly [string, () => Fault])[] = [
  ['feedfeed', () => new Fault('key/java-keystore', { kind: 'JKS' })],
  ['cececece', () => new Fault('key/java-keystore', { kind: 'JCEKS' })],
  ['504b0304', () => new Fault('key/other-file', { what: 'a ZIP archive, or a document in one' })],
  ['1f8b', () => new Fault('key/other-file', { what: 'a compressed file (gzip)' })],
  ['377abcaf271c', () => new Fault('key/other-file', { what: 'a 7-Zip archive' })],
  ['25504446', () => new Fault('key/other-file', { what: 'a PDF document' })],
  ['d0cf11e0a1b11ae1', () => new Fault('key/other-file', { what: 'a document or mail of Office (OLE)' })],
  ['89504e47', () => new Fault('key/other-file', { what: 'an image' })],
  ['ffd8ff', () => new Fault('key/other-file', { what: 'an image' })],
  ['6b796368', () => new Fault('key/other-file', { what: 'a keychain of macOS' })],
  ['53514c69746520666f726d6174', () => new Fault('key/other-file', { what: 'a database (SQLite), perhaps of NSS' })],
  ['6f70656e7373682d6b65792d7631', () => new Fault('key/openssh', {})],
];

export function foreignBytes(bytes: Uint8Array): Fault | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const found = beginnings.find(([beginning]) => start.startsWith(beginning));
  if (found !== undefined) return found[1]();
  return isOpenPgp(bytes) ? new Fault('key/pgp', {}) : null;
}

/** A secret or public key packet of version 4 or 6: RFC 9580 §4.2 and §5.5. */
function isOpenPgp(bytes: Uint8Array): boolean {
  const [tag = 0, length = 0] = bytes;
  const isOld = (tag & 0xc0) === 0x80;
  const kind = isOld ? (tag >> 2) & 0x0f : tag & 0x3f;
  if ((tag & 0x80) === 0 || (kind !== 5 && kind !== 6)) return false;
  const header = isOld ? ([2, 3, 5, 1][tag & 3] ?? 1) : length < 192 ? 2 : length < 224 ? 3 : 6;
  const version = bytes[header];
  return version === 4 || version === 6;
}
