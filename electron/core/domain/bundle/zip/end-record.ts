/** @file The end of an archive (APPNOTE 4.3.16), which tells where its list of files is; and what a file is that has no such end. */
import { mostArchiveBytes, mostBytes, mostEntries, signatures, sizes } from './layout.ts';

/** What was wrong, for the end of “This is not a bundle: …”. Never leaves this folder. */
export class Flaw extends Error {}

export interface EndRecord {
  /** Where it begins: the list of files ends there. */
  readonly end: number;
  readonly count: number;
  /** Where the list of files begins. */
  readonly directory: number;
}

/** Its own length, a comment aside. */
const END = sizes.end;
const LONGEST_COMMENT = 0xffff;
/** The locator of a Zip64 end stands right before the end, and takes 20 bytes (APPNOTE 4.3.15). */
const zip64 = { locator: 0x07064b50, size: 20 } as const;

/** Throws a Flaw. */
export function endOf(view: DataView): EndRecord {
  const length = view.byteLength;
  if (length > mostArchiveBytes) throw new Flaw('it is larger than any bundle');
  const end = length - END;
  if (end < 0 || view.getUint32(end, true) !== signatures.end) throw new Flaw(withoutEnd(view));
  const count = view.getUint16(end + 10, true);
  const bytes = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  const hasLocator = end >= zip64.size && view.getUint32(end - zip64.size, true) === zip64.locator;
  if (hasLocator || count === 0xffff || bytes === 0xffffffff || directory === 0xffffffff)
    throw new Flaw('it has the Zip64 form, which no bundle needs');
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    throw new Flaw('it is one part of several');
  if (count > mostEntries) throw new Flaw('it has more files than any bundle');
  if (directory > mostBytes) throw new Flaw('it is larger than any bundle');
  if (view.getUint16(end + 20, true) !== 0) throw new Flaw('it is cut short: a comment is told of that is not there');
  if (directory + bytes > end) throw new Flaw('it is cut short: the list of its files is not where it is told to be');
  if (directory + bytes < end) throw new Flaw(besideList(view, directory));
  return { end, count, directory };
}

/** Something was put in: before all, so that nothing is where it is told to be, or behind the list. */
function besideList(view: DataView, directory: number): string {
  const isInPlace = view.getUint32(directory, true) === signatures.central;
  return isInPlace ? 'bytes stand behind the list of its files' : 'bytes stand before its files';
}

/** An end further up has something behind it; none at all was cut off, or never was. */
function withoutEnd(view: DataView): string {
  const length = view.byteLength;
  const last = Math.max(0, length - END - LONGEST_COMMENT);
  for (let at = length - END - 1; at >= last; at -= 1)
    if (view.getUint32(at, true) === signatures.end)
      return at + END + view.getUint16(at + 20, true) === length
        ? 'it has a comment behind its end, and no bundle does'
        : 'something stands behind its end';
  const isBegun = length >= 4 && view.getUint32(0, true) === signatures.local;
  return isBegun ? 'it is cut short: the list of its files is missing' : 'it is no zip archive';
}
