/** @file Archives and folders that were changed in their structure, by chance: whatever they are, there is a verdict. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';
import { change, changed, name, resummed } from './loose-changes.ts';
import type { Loose } from './loose-zip.ts';
import { looseEntry, writeLoose } from './loose-zip.ts';

/** `npm run proof` tries many; here a sample has to do, always the same. */
const isProof = process.env['PAYER_WIZARD_PROOF'] !== undefined;
const runs = isProof ? { numRuns: 100_000 } : { numRuns: 1500, seed: 20_270_101 };
/** What a run may hold at most, in MB: the archives are of some 30 kB, and the reader copies none. */
const MOST_MEGABYTES = 1024;
/** Ten thousand times what one takes: so much is a loop without an end, on any machine. */
const MOST_SECONDS = 10;

let bundle: WholeBundle;
/** Another by the same signer, of another time. */
let earlier: WholeBundle;
let own: TrustedSigner;
let slowest = 0;

beforeAll(async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  const wish = { refs: [ref], signer: 'ana', comment: '' };
  bundle = await exportedWhole(ports, { ...wish, statedTime: '2027-01-01T12:00:00.000Z' });
  earlier = await exportedWhole(ports, { ...wish, statedTime: '2026-01-01T12:00:00.000Z' });
  own = { keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null };
});

afterAll(() => {
  if (isProof) console.log(`the slowest archive took ${(slowest * 1000).toFixed(0)} ms`);
});

const claiming: ReadonlySet<string> = new Set(['unsigned', 'signer-not-trusted', 'too-few-approvals', 'valid']);

function verdictOf(source: BundleSource): string {
  const startedAt = performance.now();
  const found = verifyBundle({ digests }, { source, trust: [own], require: [] });
  slowest = Math.max(slowest, (performance.now() - startedAt) / 1000);
  if (isProof) expect(slowest).toBeLessThan(MOST_SECONDS);
  // What is not whole claims nothing.
  if (!claiming.has(found.verdict))
    expect([found.payers, found.signatures, found.statedTime, found.sha256sums]).toEqual([[], [], '', '']);
  return found.verdict;
}

/** Seldom: what is left of most pieces is no archive at once, and nothing behind that is tried. */
const piece = fc.oneof(
  { arbitrary: fc.constant(null), weight: 8 },
  { arbitrary: fc.record({ from: fc.oneof(fc.constant(0), fc.nat()), to: fc.nat() }), weight: 1 },
);

const ends = fc.record({ piece, isResummed: fc.boolean() });

test(
  'law: no archive makes it throw or hang, and none but the one that was signed is valid',
  { timeout: 1_800_000 },
  () => {
    const good = bundle.files.map(({ path, bytes: content }) => looseEntry(path, content));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), ends, (changes, { piece: part, isResummed }) => {
        const start: Loose = { entries: good, end: {}, behind: new Uint8Array() };
        const loose = changes.reduce((before, one) => changed(before, one, { bundle, earlier }), start);
        const whole = writeLoose(isResummed ? resummed(loose) : loose);
        const made = part === null ? whole : whole.slice(part.from % whole.length, (part.to % whole.length) + 1);
        const verdict = verdictOf({ is: 'archive', bytes: made });
        if (verdict === 'valid') expect(made).toEqual(bundle.bytes);
      }),
      runs,
    );
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(MOST_MEGABYTES);
  },
);

test('law: two archives in one, random bytes and random ends make it neither throw nor be valid', () => {
  const either = () => fc.constantFrom(bundle.bytes, earlier.bytes);
  const spliced = fc
    .tuple(either(), fc.nat(), fc.uint8Array({ maxLength: 200 }), either(), fc.nat())
    .map(([one, at, middle, other, from]) =>
      Uint8Array.from(Buffer.concat([one.subarray(0, at % one.length), middle, other.subarray(from % other.length)])),
    );
  fc.assert(
    fc.property(fc.oneof(spliced, fc.uint8Array({ maxLength: 5000 })), (made) => {
      const verdict = verdictOf({ is: 'archive', bytes: made });
      if (verdict === 'valid') expect([bundle.bytes, earlier.bytes]).toContainEqual(made);
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
