/**
 * @file Writes an archive entry by entry, so that nobody has to hold it whole: a head before each content, and an end behind
 * the last. [Note: Once round first] A head tells the size and the CRC of what follows it, so both are known before.
 */
import { textBytes } from '../file.ts';
import type { DosTime } from './layout.ts';
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

/** What is known of a file before it is written. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** CRC-32 (APPNOTE 4.4.7). */
  readonly crc: number;
}

/** Little-endian fields, in the order of their list: [bytes, value]. */
type Field = readonly [width: 2 | 4, value: number];

export class ZipWriter {
  readonly #stamp: DosTime;
  readonly #directory: Uint8Array[] = [];
  #directoryBytes = 0;
  #at = 0;

  /** Throws a RangeError for a time that has no form in a zip. */
  constructor(statedTime: string) {
    const stamp = dosTime(statedTime);
    if (stamp === null) throw new RangeError('The stated time has no form in a zip');
    this.#stamp = stamp;
  }

  /**
   * What stands before the content of the next entry, which the caller writes behind it. Entries come in byte order of their
   * paths. Throws a RangeError for more than an archive may hold.
   */
  head(entry: ZipEntry): Uint8Array {
    const name = textBytes(entry.path);
    const common = this.#common(entry, name);
    const central = packed([
      [4, signatures.central],
      [2, versionMadeBy],
      ...common,
      // Comment, disk and internal attributes.
      [2, 0],
      [2, 0],
      [2, 0],
      [4, externalAttributes],
      [4, this.#at],
    ]);
    this.#directory.push(joined(central, name));
    this.#directoryBytes += sizes.central + name.length;
    this.#at += sizes.local + name.length + entry.size;
    if (this.#directory.length > mostEntries || this.#at > mostBytes)
      throw new RangeError('More than a bundle may hold');
    return joined(packed([[4, signatures.local], ...common]), name);
  }

  /** What a local header and its central twin have alike: from the version needed to the length of the extra field. */
  #common({ crc, size }: ZipEntry, name: Uint8Array): Field[] {
    return [
      [2, versionNeeded],
      [2, 0],
      [2, 0],
      [2, this.#stamp.time],
      [2, this.#stamp.date],
      [4, crc],
      [4, size],
      [4, size],
      [2, name.length],
      [2, 0],
    ];
  }

  /** The central directory and the end record. */
  end(): Uint8Array {
    const count = this.#directory.length;
    const record = packed([
      [4, signatures.end],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, this.#directoryBytes],
      [4, this.#at],
      [2, 0],
    ]);
    return joined(...this.#directory, record);
  }
}

function packed(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
