/** @file Archives and folders that were changed in their structure, by chance: whatever they are, there is a verdict. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';
import type { Loose, LooseEntry } from './loose-zip.ts';
import { fieldNames, looseEntry, writeLoose } from './loose-zip.ts';

/** `npm run proof` tries many; here a sample has to do, always the same. */
const isProof = process.env['PAYER_WIZARD_PROOF'] !== undefined;
const runs = isProof ? { numRuns: 100_000 } : { numRuns: 1500, seed: 20_270_101 };
/** What a run may hold at most, in MB: the archives are of some 30 kB, and the reader copies none. */
const MOST_MEGABYTES = 1024;

let bundle: WholeBundle;
let own: TrustedSigner;

beforeAll(async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  bundle = await exportedWhole(ports, {
    refs: [ref],
    statedTime: '2027-01-01T12:00:00.000Z',
    signer: 'ana',
    comment: '',
  });
  own = { keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null };
});

const verdictOf = (source: BundleSource) => verifyBundle({ digests }, { source, trust: [own], require: [] }).verdict;

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 8, 30, 46, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff),
  fc.nat(100_000),
  fc.nat(0xffffffff),
);
const name = fc.oneof(
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
const change = fc.oneof(
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
  fc.record({ does: fc.constant('before' as const), at: fc.nat(), bytes }),
  fc.record({ does: fc.constant('extra' as const), at: fc.nat(), bytes }),
  fc.record({ does: fc.constant('behind' as const), bytes }),
  fc.record({ does: fc.constant('add' as const), name, bytes }),
  fc.record({ does: fc.constant('twice' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('remove' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('swap' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('nest' as const), at: fc.nat() }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(loose: Loose, one: Change): Loose {
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

const cut = fc.record({ from: fc.nat(), to: fc.nat() });

test(
  'law: no archive makes it throw or hang, and none but the one that was signed is valid',
  { timeout: 1_800_000 },
  () => {
    const good = bundle.files.map(({ path, bytes: content }) => looseEntry(path, content));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.option(cut, { freq: 5 }), (changes, piece) => {
        const whole = writeLoose(changes.reduce(changed, { entries: good, end: {}, behind: new Uint8Array() }));
        const made = piece === null ? whole : whole.slice(piece.from % whole.length, (piece.to % whole.length) + 1);
        const verdict = verdictOf({ is: 'archive', bytes: made });
        if (verdict === 'valid') expect(made).toEqual(bundle.bytes);
      }),
      runs,
    );
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(MOST_MEGABYTES);
  },
);

test('law: two archives in one, random bytes and random ends make it neither throw nor be valid', () => {
  const spliced = fc.tuple(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 200 })).map(([at, from, middle]) => {
    const { bytes: good } = bundle;
    return new Uint8Array([...good.slice(0, at % good.length), ...middle, ...good.slice(from % good.length)]);
  });
  fc.assert(
    fc.property(fc.oneof(spliced, fc.uint8Array({ maxLength: 5000 })), (made) => {
      const verdict = verdictOf({ is: 'archive', bytes: made });
      if (verdict === 'valid') expect(made).toEqual(bundle.bytes);
    }),
    isProof ? { numRuns: 20_000 } : { numRuns: 300, seed: 20_270_101 },
  );
});

test('law: no folder makes it throw, and none but the one that was signed is valid', { timeout: 1_800_000 }, () => {
  const file = fc.oneof(
    fc.record({ path: name, bytes: fc.uint8Array({ maxLength: 64 }) }),
    fc.nat().map((at) => bundle.files[at % bundle.files.length] as BundleFile),
  );
  const isAsSigned = (files: readonly BundleFile[]) =>
    files.length === bundle.files.length &&
    bundle.files.every(({ path, bytes: good }) => {
      const found = files.find((each) => each.path === path);
      return found !== undefined && Buffer.from(found.bytes).equals(good);
    });
  fc.assert(
    fc.property(fc.array(file, { maxLength: 3 }), fc.nat(), fc.boolean(), (more, at, isRemoved) => {
      const left = bundle.files.filter((_, place) => !isRemoved || place !== at % bundle.files.length);
      const files = [...left, ...more];
      if (verdictOf({ is: 'folder', files }) === 'valid') expect(isAsSigned(files)).toBe(true);
    }),
    isProof ? { numRuns: 20_000 } : { numRuns: 500, seed: 20_270_101 },
  );
});
