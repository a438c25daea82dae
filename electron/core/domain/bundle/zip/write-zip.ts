import type { BundleFile } from '../file.ts';
import { inByteOrder, textBytes } from '../file.ts';
import { crc32 } from './crc32.ts';
import {
  dosTime,
  externalAttributes,
  mostBytes,
  mostEntries,
  signatures,
  sizes,
  versionMadeBy,
  versionNeeded,
} from './layout.ts';

/** The archive of these files: the same files and time give the same bytes. Throws a RangeError for what it cannot hold. */
export function writeZip(files: readonly BundleFile[], statedTime: string): Uint8Array {
  const stamp = dosTime(statedTime);
  if (stamp === null) throw new RangeError('The stated time has no form in a zip');
  const entries = inByteOrder(files).map(({ path, bytes }) => ({ name: textBytes(path), bytes, crc: crc32(bytes) }));
  const contents = entries.reduce((sum, { name, bytes }) => sum + sizes.local + name.length + bytes.length, 0);
  const directory = entries.reduce((sum, { name }) => sum + sizes.central + name.length, 0);
  if (entries.length > mostEntries || contents > mostBytes) throw new RangeError('More than a bundle may hold');

  const zip = new Writer(contents + directory + sizes.end);
  const offsets: number[] = [];
  for (const { name, bytes, crc } of entries) {
    offsets.push(zip.at);
    zip.u32(signatures.local);
    writeCommon(zip, { stamp, crc, size: bytes.length, name });
    zip.bytes(name);
    zip.bytes(bytes);
  }
  for (const [index, { name, bytes, crc }] of entries.entries()) {
    zip.u32(signatures.central);
    zip.u16(versionMadeBy);
    writeCommon(zip, { stamp, crc, size: bytes.length, name });
    // Comment, disk and internal attributes.
    zip.u16(0);
    zip.u16(0);
    zip.u16(0);
    zip.u32(externalAttributes);
    zip.u32(offsets[index] ?? 0);
    zip.bytes(name);
  }
  zip.u32(signatures.end);
  zip.u16(0);
  zip.u16(0);
  zip.u16(entries.length);
  zip.u16(entries.length);
  zip.u32(directory);
  zip.u32(contents);
  zip.u16(0);
  return zip.whole;
}

interface Common {
  readonly stamp: { readonly time: number; readonly date: number };
  readonly crc: number;
  readonly size: number;
  readonly name: Uint8Array;
}

/** What a local header and its central twin have alike: from the version needed to the length of the extra field. */
function writeCommon(zip: Writer, { stamp, crc, size, name }: Common): void {
  zip.u16(versionNeeded);
  zip.u16(0);
  zip.u16(0);
  zip.u16(stamp.time);
  zip.u16(stamp.date);
  zip.u32(crc);
  zip.u32(size);
  zip.u32(size);
  zip.u16(name.length);
  zip.u16(0);
}

/** Little-endian, into bytes of a known length. */
class Writer {
  readonly whole: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(length: number) {
    const buffer = new ArrayBuffer(length);
    this.whole = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  u16(value: number): void {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
  }

  u32(value: number): void {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
  }

  bytes(bytes: Uint8Array): void {
    this.whole.set(bytes, this.at);
    this.at += bytes.length;
  }
}
