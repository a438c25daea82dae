/**
 * @file Reads what people have. (1) It is told by its content, never by its name. (2) Whatever stands in a file, the answer is a
 * `KeyFile` or a fault with a code of its own, and comes soon: sizes, nesting and rounds have limits. (3) No fault holds a part of
 * the file, nor the cause that a library gave. (4) What is decrypted here is decrypted by us: Node’s OpenSSL and Electron’s
 * BoringSSL open different files.
 */
import { Fault } from '#core/domain/fault.ts';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import type { KeyFiles } from '#core/ports.ts';
import { readHandOver } from '../hand-over/read-hand-over.ts';
import { elementAt, Malformed, statedLength } from './reading/asn1.ts';
import { foreignBytes } from './reading/foreign-bytes.ts';
import { Found } from './reading/found.ts';
import { passphraseOf } from './reading/passphrase.ts';
import { withScratch } from './reading/scratch.ts';
import type { Reading } from './reading/take-element.ts';
import { takeElement } from './reading/take-element.ts';
import { takeText } from './reading/take-text.ts';
import { textOf } from './reading/text-of.ts';

const mostBytes = 1_048_576;

export const keyFiles: KeyFiles = {
  openHandOver: async (given) => Promise.resolve(readHandOver(given)),
  read: async ({ bytes, passphrase }) => {
    if (bytes.length > mostBytes) throw new Fault('key/too-large', { limit: '1 MiB' });
    if (bytes.length === 0) throw new Fault('key/empty', {});
    return withScratch(async (scratch): Promise<KeyFile> => {
      const found = new Found();
      const given = passphrase === null ? null : passphraseOf(passphrase, scratch);
      await takeBytes(bytes, { found, scratch, passphrase: given });
      return found.result();
    });
  },
};

/** Base64 of Base64 of a key is met; of that again, nobody. */
const deepest = 3;

async function takeBytes(given: Uint8Array, reading: Reading): Promise<void> {
  let bytes: Uint8Array | null = given;
  for (let depth = 0; bytes !== null; depth += 1) {
    if (depth === deepest) throw new Fault('key/nothing', {});
    if (isDer(bytes)) return takeDer(bytes, reading);
    const foreign = foreignBytes(bytes);
    if (foreign !== null) throw foreign;
    const text = textOf(bytes);
    if (text === null) throw new Fault('key/binary', {});
    bytes = await takeText(text, reading);
  }
}

/** A SEQUENCE with a length that no text begins with, or that is just that of the file. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  return tag === 0x30 && (length >= 0x80 ? length <= 0x84 : length === bytes.length - 2);
}

/** One element, or several behind one another; line ends and zeros at the end are forgiven. */
async function takeDer(bytes: Uint8Array, reading: Reading): Promise<void> {
  try {
    const length = statedLength(bytes);
    if (length !== null && length > bytes.length)
      throw new Fault('key/cut-short', { missing: String(length - bytes.length) });
    for (let at = 0; at < bytes.length;) {
      if (bytes.subarray(at).every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d)) break;
      const { element, end } = elementAt(bytes, at);
      await takeElement(element, { label: 'file' }, reading);
      at = end;
    }
  } catch (error) {
    if (error instanceof Malformed) throw new Fault('key/binary', {});
    throw error;
  }
}
