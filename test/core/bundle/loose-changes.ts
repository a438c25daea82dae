/** @file What somebody may have done to an archive, by chance. */
import fc from 'fast-check';
import { inByteOrder } from '#core/domain/bundle/file.ts';
import { writeSums } from '#core/domain/bundle/sums.ts';
import { digests } from '#node/digests.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import type { Loose, LooseEntry } from './loose-zip.ts';
import { fieldNames, looseEntry } from './loose-zip.ts';

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 8, 30, 46, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff),
  fc.nat(100_000),
  fc.nat(0xffffffff),
);
/** What a path may be, and what it may not. */
export const name = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '..',
    'a/../b',
    'README.md',
    'readme.md',
    'SHA256SUMS',
    'manifest.json',
    'payers',
    '\\',
    'CON',
    'a\u0000b',
    '__proto__',
  ),
  fc.string({ maxLength: 300, unit: 'binary' }),
);
const bytes = fc.uint8Array({ maxLength: 64 });

/** One thing that somebody may have done to an archive; `at` chooses the entry. */
export const change = fc.oneof(
  fc.record({
    does: fc.constant('local' as const),
    at: fc.nat(),
    field: fc.constantFrom(...fieldNames.local),
    value: number,
  }),
  fc.record({
    does: fc.constant('central' as const),
    at: fc.nat(),
    field: fc.constantFrom(...fieldNames.central),
    value: number,
  }),
  fc.record({
    does: fc.constant('both' as const),
    at: fc.nat(),
    field: fc.constantFrom('flags', 'method', 'crc', 'packed', 'size', 'nameLength'),
    value: number,
  }),
  fc.record({ does: fc.constant('end' as const), field: fc.constantFrom(...fieldNames.end), value: number }),
  fc.record({ does: fc.constant('name' as const), at: fc.nat(), name }),
  fc.record({ does: fc.constant('content' as const), at: fc.nat(), bytes }),
  fc.record({ does: fc.constant('flip' as const), at: fc.nat(), byte: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ does: fc.constant('earlier' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('before' as const), at: fc.nat(), bytes }),
  fc.record({ does: fc.constant('extra' as const), at: fc.nat(), bytes }),
  fc.record({ does: fc.constant('behind' as const), bytes }),
  fc.record({ does: fc.constant('add' as const), name, bytes }),
  fc.record({ does: fc.constant('twice' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('remove' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('swap' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('nest' as const), at: fc.nat() }),
);
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

interface Bundles {
  readonly bundle: WholeBundle;
  readonly earlier: WholeBundle;
}

export function changed(loose: Loose, one: Change, { bundle, earlier }: Bundles): Loose {
  const { entries } = loose;
  const index = 'at' in one && entries.length > 0 ? one.at % entries.length : -1;
  const at = (edit: (entry: LooseEntry) => LooseEntry) => ({
    ...loose,
    entries: entries.map((entry, place) => (place === index ? edit(entry) : entry)),
  });
  switch (one.does) {
    case 'local':
      return at((entry) => ({ ...entry, local: { ...entry.local, [one.field]: one.value } }));
    case 'central':
      return at((entry) => ({ ...entry, central: { ...entry.central, [one.field]: one.value } }));
    case 'both':
      return at((entry) => ({
        ...entry,
        local: { ...entry.local, [one.field]: one.value },
        central: { ...entry.central, [one.field]: one.value },
      }));
    case 'end':
      return { ...loose, end: { ...loose.end, [one.field]: one.value } };
    case 'name':
      return at((entry) => looseEntry(one.name, entry.content));
    case 'content':
      return at((entry) => looseEntry(entry.name, one.bytes));
    case 'flip':
      return at(({ name: path, content }) => looseEntry(path, flipped(content, one)));
    case 'earlier':
      return at(({ name: path }) => entryOf(earlier, path));
    case 'before':
      return at((entry) => ({ ...entry, before: one.bytes }));
    case 'extra':
      return at((entry) => ({
        ...entry,
        extra: one.bytes,
        central: { ...entry.central, extraLength: one.bytes.length },
      }));
    case 'behind':
      return { ...loose, behind: one.bytes };
    case 'add':
      return { ...loose, entries: [...entries, looseEntry(one.name, one.bytes)] };
    case 'twice':
      return { ...loose, entries: entries.flatMap((entry, place) => (place === index ? [entry, entry] : [entry])) };
    case 'remove':
      return { ...loose, entries: entries.filter((_, place) => place !== index) };
    case 'swap':
      return { ...loose, entries: [...entries.slice(index), ...entries.slice(0, Math.max(index, 0))] };
    case 'nest':
      return at((entry) => looseEntry(entry.name, bundle.bytes));
  }
}

function flipped(content: Uint8Array, { byte, by }: { byte: number; by: number }): Uint8Array {
  const after = content.slice();
  const place = byte % Math.max(content.length, 1);
  if (content.length > 0) after[place] = (after[place] ?? 0) ^ by;
  return after;
}

function entryOf({ files }: WholeBundle, name: Uint8Array): LooseEntry {
  const path = new TextDecoder().decode(name);
  return looseEntry(name, files.find((file) => file.path === path)?.bytes ?? new Uint8Array());
}

/** As somebody who knows the format would: the sums are those of the files again, and they lie in their order. */
export function resummed(loose: Loose): Loose {
  const files = loose.entries.map(({ name, content }) => ({ path: new TextDecoder().decode(name), bytes: content }));
  const signed = files.filter(({ path }) => path !== 'SHA256SUMS' && !path.startsWith('signatures/'));
  const sums = { path: 'SHA256SUMS', bytes: writeSums(signed, digests) };
  const all = inByteOrder([...files.filter(({ path }) => path !== sums.path), sums]);
  return { ...loose, entries: all.map(({ path, bytes: content }) => looseEntry(path, content)) };
}
