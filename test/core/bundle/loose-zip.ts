/** @file Archives as anybody may write them: each field of the format can be set to a lie. The product writes none of these. */
import { crc32 } from '#core/domain/bundle/zip/crc32.ts';

export interface LooseEntry {
  readonly name: Uint8Array;
  readonly content: Uint8Array;
  readonly local: Readonly<Record<LocalField, number>>;
  readonly central: Readonly<Record<CentralField, number>>;
  /** Bytes before the local header, and behind the central one. */
  readonly before: Uint8Array;
  readonly extra: Uint8Array;
}

const localFields = {
  signature: 4,
  version: 2,
  flags: 2,
  method: 2,
  time: 2,
  date: 2,
  crc: 4,
  packed: 4,
  size: 4,
  nameLength: 2,
  extraLength: 2,
} as const;
type LocalField = keyof typeof localFields;
const centralFields = {
  signature: 4,
  madeBy: 2,
  version: 2,
  flags: 2,
  method: 2,
  time: 2,
  date: 2,
  crc: 4,
  packed: 4,
  size: 4,
  nameLength: 2,
  extraLength: 2,
  commentLength: 2,
  disk: 2,
  internal: 2,
  external: 4,
  offset: 4,
} as const;
type CentralField = keyof typeof centralFields;
const endFields = {
  signature: 4,
  disk: 2,
  startDisk: 2,
  here: 2,
  count: 2,
  bytes: 4,
  offset: 4,
  commentLength: 2,
} as const;
type EndField = keyof typeof endFields;

export const fieldNames = {
  local: Object.keys(localFields) as LocalField[],
  central: Object.keys(centralFields) as CentralField[],
  end: Object.keys(endFields) as EndField[],
};

export interface Loose {
  readonly entries: readonly LooseEntry[];
  /** What an entry says wrongly is set there; what the end says wrongly, here. */
  readonly end: Partial<Readonly<Record<EndField, number>>>;
  readonly behind: Uint8Array;
}

const none = new Uint8Array();
const stamp = { time: 0x6000, date: 0x5e21 };

export function looseEntry(path: string | Uint8Array, content: Uint8Array): LooseEntry {
  const name = typeof path === 'string' ? new TextEncoder().encode(path) : path;
  const common = {
    version: 10,
    flags: 0,
    method: 0,
    ...stamp,
    crc: crc32(content),
    packed: content.length,
    size: content.length,
    nameLength: name.length,
    extraLength: 0,
  };
  return {
    name,
    content,
    local: { signature: 0x04034b50, ...common },
    central: {
      signature: 0x02014b50,
      madeBy: (3 << 8) | 30,
      ...common,
      commentLength: 0,
      disk: 0,
      internal: 0,
      external: (0o100644 << 16) >>> 0,
      // Set when it is written, unless it is a lie.
      offset: -1,
    },
    before: none,
    extra: none,
  };
}

export function writeLoose({ entries, end, behind }: Loose): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  const offsets = entries.map(({ before, local, name, content }) => {
    add(before);
    const offset = at;
    add(packed(localFields, local));
    add(name);
    add(content);
    return offset;
  });
  const directory = at;
  for (const [index, { central, name, extra }] of entries.entries()) {
    const offset = central.offset === -1 ? (offsets[index] ?? 0) : central.offset;
    add(packed(centralFields, { ...central, offset }));
    add(name);
    add(extra);
  }
  const told = { signature: 0x06054b50, disk: 0, startDisk: 0, here: entries.length, count: entries.length };
  add(packed(endFields, { ...told, bytes: at - directory, offset: directory, commentLength: 0, ...end }));
  add(behind);
  return new Uint8Array(Buffer.concat(parts));
}

function packed<F extends string>(fields: Readonly<Record<F, 2 | 4>>, values: Readonly<Record<F, number>>): Uint8Array {
  const names = Object.keys(fields) as F[];
  const bytes = Buffer.alloc(names.reduce((sum, name) => sum + fields[name], 0));
  let at = 0;
  for (const name of names) {
    if (fields[name] === 2) bytes.writeUInt16LE(values[name] & 0xffff, at);
    else bytes.writeUInt32LE(values[name] >>> 0, at);
    at += fields[name];
  }
  return bytes;
}
