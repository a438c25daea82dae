/** @file Signing beside others, and bringing together what several people signed. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { inByteOrder, textBytes } from '#core/domain/bundle/file.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { openBundle } from '#core/domain/bundle/verify/opened.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import type { Ports } from '#core/ports.ts';
import type { SignBundleWish, SignedBundle } from '#core/use-cases/sign-bundle.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { Signer } from '../support/signers.ts';
import { mirrored, signedBy, signer } from '../support/signers.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const statedTime = '2027-01-01T12:00:00.000Z';
let author: Ports;
let bundle: WholeBundle;
/** Another one, of the same payer at another time. */
let other: WholeBundle;

beforeAll(async () => {
  author = memoryPorts();
  const { ref } = await samplePayer(author);
  const wish = { refs: [ref], statedTime, signer: 'ana', comment: '' };
  bundle = await exportedWhole(author, wish);
  other = await exportedWhole(author, { ...wish, statedTime: '2027-01-02T12:00:00.000Z' });
});

const folderOf = (files: readonly BundleFile[]): BundleSource => ({ is: 'folder', files: inByteOrder(files) });
const archiveOf = (files: readonly BundleFile[]): BundleSource => ({
  is: 'archive',
  bytes: writeZip(files, statedTime),
});
const isSignature = ({ path }: BundleFile) => path.startsWith('signatures/');
const signed = () => bundle.files.filter((file) => !isSignature(file));
const by = (who: Signer, more: Partial<Parameters<typeof signedBy>[1]> = {}) =>
  signedBy(who, { sha256sums: bundle.sha256sums, role: 'reviewer', ...more });
const statement = { role: 'reviewer', signer: 'rob', time: statedTime, comment: 'looks right' } as const;
const copyOf = (files: readonly BundleFile[], name = 'copy.zip') => ({ name, source: archiveOf(files) });

/** What lies there afterwards. */
function resultOf(source: BundleSource, { bytes, changed }: SignedBundle): readonly BundleFile[] {
  if (source.is === 'archive') {
    const read = openBundle({ is: 'archive', bytes: bytes ?? source.bytes });
    return 'failed' in read ? [] : read.opened.files;
  }
  return inByteOrder([...new Map([...source.files, ...changed].map((file) => [file.path, file])).values()]);
}

const hexOf = (files: readonly BundleFile[]) =>
  files.map(({ path, bytes }) => `${path} ${Buffer.from(bytes).toString('hex')}`);

/** Takes over only. */
async function taking(source: BundleSource, copies: SignBundleWish['copies']) {
  const done = await signBundle(memoryPorts(), { source, statement: null, ...(copies && { copies }) });
  return { ...done, files: resultOf(source, done) };
}

describe('a reviewer', () => {
  test.each(['archive', 'folder'] as const)('signs beside the author, who stays byte for byte (%s)', async (is) => {
    const source = is === 'archive' ? archiveOf(bundle.files) : folderOf(bundle.files);
    const done = await signBundle(memoryPorts(), { source, statement });
    const { keyId } = done;
    const files = resultOf(source, done);
    const trust: TrustedSigner[] = [
      { keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null },
      { keyId: keyId ?? '', name: 'Rob', roles: ['reviewer'], revokedAt: null },
    ];
    const { verdict } = verifyBundle({ digests }, { source: folderOf(files), trust, require: ['author', 'reviewer'] });
    expect(verdict).toBe('valid');
    expect(hexOf(files.filter(({ path }) => !path.includes(keyId ?? '?')))).toEqual(hexOf(bundle.files));
    // In a folder the statement is written last: what was cut off before is no signature yet.
    expect([done.bytes === null, done.changed.map(({ path }) => path.slice(-4))]).toEqual([
      is === 'folder',
      ['.sig', '.pem', 'json'],
    ]);
  });

  test('is told what is signed before it is, and by whom it is signed already', async () => {
    const ports = memoryPorts();
    const trust: TrustedSigner[] = [{ keyId: bundle.keyId, name: 'Ana', roles: [], revokedAt: statedTime }];
    let told: unknown;
    const onSound: SignBundleWish['onSound'] = ({ payers, sha256sums, statedTime: time, signatures }) => {
      told = {
        payers,
        sha256sums,
        time,
        standings: signatures.map(({ standing, revokedAt }) => [standing, revokedAt]),
      };
      throw new RangeError('enough');
    };
    await expect(signBundle(ports, { source: archiveOf(bundle.files), trust, statement, onSound })).rejects.toThrow(
      'enough',
    );
    expect([told, await ports.store.identity(), await ports.vault.items()]).toEqual([
      {
        payers: ['northlake@test'],
        sha256sums: bundle.sha256sums,
        time: statedTime,
        standings: [['revoked', statedTime]],
      },
      null,
      [],
    ]);
  });

  test('signs once, in whatever role, whichever copy it was', async () => {
    const ports = memoryPorts();
    const source = archiveOf(bundle.files);
    const once = await signBundle(ports, { source, statement });
    const again = { ...statement, role: 'approver' } as const;
    const copies = [{ name: 'mine.zip', source: archiveOf(resultOf(source, once)) }];
    for (const wish of [{ source: copies[0]?.source ?? source }, { source, copies }])
      await expect(signBundle(ports, { ...wish, statement: again })).rejects.toMatchObject({
        code: 'bundle/signed-already',
      });
  });

  test('whose key would go with this run does not sign', async () => {
    const { vault, ...ports } = memoryPorts();
    const forRun = { ...ports, vault: { ...vault, keptFor: async () => Promise.resolve('run' as const) } };
    const wish = { source: archiveOf(bundle.files), statement };
    await expect(signBundle(forRun, wish)).rejects.toMatchObject({ code: 'vault/not-in-this-run' });
    expect([await ports.store.identity(), await ports.store.trustedSigners()]).toEqual([null, []]);
  });

  test('whose noted key is not the one in the vault does not sign', async () => {
    const ports = memoryPorts();
    await signBundle(ports, { source: archiveOf(bundle.files), statement });
    const own = await ports.store.identity();
    const { pem: publicPem, keyId } = signer();
    if (own !== null) await ports.store.saveIdentity({ ...own, keyId, key: { ...own.key, publicPem } });
    const wish = { source: archiveOf(bundle.files), statement };
    await expect(signBundle(ports, wish)).rejects.toMatchObject({ code: 'identity/other-key' });
  });

  test('says something that is no Unicode, and what is signed is', async () => {
    const source = archiveOf(bundle.files);
    const done = await signBundle(memoryPorts(), { source, statement: { ...statement, comment: 'half \uD83D of it' } });
    const { signatures } = verifyBundle(
      { digests },
      { source: folderOf(resultOf(source, done)), trust: [], require: [] },
    );
    expect(signatures.map(({ comment }) => comment).sort()).toEqual(['', 'half \uFFFD of it']);
  });

  test.each<[string, (files: readonly BundleFile[]) => BundleFile[]]>([
    ['lacks a file', (files) => files.filter(({ path }) => !path.endsWith('admin-api.json'))],
    ['has a file more', (files) => [...files, { path: 'notes.txt', bytes: textBytes('hello') }]],
    [
      'was altered',
      (files) => files.map((file) => (file.path === 'README.md' ? { ...file, bytes: textBytes('x') } : file)),
    ],
    ['has a signature that is none', (files) => [...files, ...by(signer(), { signature: () => new Uint8Array(70) })]],
  ])('does not sign a bundle that %s', async (_, change) => {
    const ports = memoryPorts();
    const wish = { source: folderOf(change(bundle.files)), statement };
    await expect(signBundle(ports, wish)).rejects.toMatchObject({ code: 'bundle/not-sound' });
    expect(await ports.store.identity()).toBeNull();
  });
});

describe('a folder in which a signature was cut off', () => {
  const rob = signer();
  test.each([
    ['before its key', (files: BundleFile[]) => files.filter(({ path }) => path.endsWith('.sig'))],
    ['before its statement', (files: BundleFile[]) => files.filter(({ path }) => !path.endsWith('.json'))],
  ])('%s is named by verify, and made whole by taking it again', async (_, cut) => {
    const source = folderOf([...bundle.files, ...cut(by(rob))]);
    expect(verifyBundle({ digests }, { source, trust: [], require: [] }).verdict).toBe('missing-file');
    const { files, taken } = await taking(source, [copyOf([...bundle.files, ...by(rob)])]);
    expect([
      taken.length,
      verifyBundle({ digests }, { source: folderOf(files), trust: [], require: [] }).verdict,
    ]).toEqual([1, 'signer-not-trusted']);
  });

  test('is made whole by signing again, where it was one’s own', async () => {
    const ports = memoryPorts();
    const { changed } = await signBundle(ports, { source: folderOf(bundle.files), statement });
    for (const count of [1, 2]) {
      const source = folderOf([...bundle.files, ...changed.slice(0, count)]);
      const files = resultOf(source, await signBundle(ports, { source, statement }));
      const { verdict, signatures } = verifyBundle({ digests }, { source: folderOf(files), trust: [], require: [] });
      expect([verdict, signatures.length]).toEqual(['signer-not-trusted', 2]);
    }
  });

  test('is not signed beside it: it would stay what it is', async () => {
    const source = folderOf([...bundle.files, ...by(rob).filter(({ path }) => path.endsWith('.sig'))]);
    await expect(signBundle(memoryPorts(), { source, statement })).rejects.toMatchObject({ code: 'bundle/not-sound' });
  });
});

describe('taking over', () => {
  const [rob, eve] = [signer(), signer()];

  test('brings in what a copy has, with who claims it, and nothing else', async () => {
    const files = by(rob, { name: 'Rob', comment: 'fine' });
    const done = await taking(archiveOf(bundle.files), [copyOf([...signed(), ...files], 'from-rob.zip')]);
    expect([done.keyId, done.taken]).toMatchObject([
      null,
      [
        {
          keyId: rob.keyId,
          signer: 'Rob',
          role: 'reviewer',
          comment: 'fine',
          standing: 'unknown',
          from: 'from-rob.zip',
          isNew: true,
        },
      ],
    ]);
    expect(hexOf(done.files)).toEqual(hexOf(inByteOrder([...bundle.files, ...files])));
  });

  test.each<[string, () => SignBundleWish['copies']]>([
    ['no copy', () => []],
    ['itself', () => [copyOf(bundle.files)]],
    ['a copy that nobody signed', () => [copyOf(signed())]],
  ])('of %s changes nothing', async (_, copies) => {
    expect(await taking(archiveOf(bundle.files), copies())).toMatchObject({ changed: [], bytes: null, taken: [] });
  });

  test.each<[string, () => { name: string; source: BundleSource }[], string]>([
    ['of another bundle', () => [copyOf(other.files)], 'bundle/other-copy'],
    [
      'with another SHA256SUMS',
      () => [
        copyOf(bundle.files.map((file) => (file.path === 'SHA256SUMS' ? { ...file, bytes: textBytes('x') } : file))),
      ],
      'bundle/other-copy',
    ],
    [
      'that is no bundle',
      () => [{ name: 'x', source: { is: 'archive', bytes: textBytes('hello') } }],
      'bundle/copy-not-sound',
    ],
    ['that lacks a file', () => [copyOf(bundle.files.slice(1))], 'bundle/copy-not-sound'],
    [
      'with a signature that does not verify',
      () => [copyOf([...signed(), ...by(rob, { signature: () => new Uint8Array(70) })])],
      'bundle/copy-not-sound',
    ],
    [
      'with a good signature and one that does not verify',
      () => [copyOf([...signed(), ...by(rob), ...by(eve, { signature: (der) => der.subarray(1) })])],
      'bundle/copy-not-sound',
    ],
    [
      'with a statement about another SHA256SUMS',
      () => [copyOf([...signed(), ...by(rob, { sha256sums: other.sha256sums })])],
      'bundle/copy-not-sound',
    ],
    [
      'in which a key says something else than in another copy',
      () => [copyOf([...signed(), ...by(rob)]), copyOf([...signed(), ...by(rob, { role: 'approver' })])],
      'bundle/two-statements',
    ],
    [
      'in which a key says something else than here',
      () => [copyOf([...signed(), ...by(eve, { time: '2027-05-05T00:00:00.000Z' })])],
      'bundle/two-statements',
    ],
  ])('from a copy %s is refused', async (_, copies, code) => {
    const here = [...bundle.files, ...by(eve, { time: '2027-04-04T00:00:00.000Z' })];
    await expect(taking(archiveOf(here), copies())).rejects.toMatchObject({ code });
  });

  test('of one statement with several signatures has the first in byte order, wherever it was', async () => {
    const signatures: Uint8Array[] = [];
    const noted = (der: Buffer) => {
      signatures.push(Uint8Array.from(der), mirrored(der));
      return der;
    };
    const one = [...signed(), ...by(rob, { signature: noted })];
    const two = [...signed(), ...by(rob, { signature: (der) => mirrored(noted(der)) })];
    const three = [...signed(), ...by(rob, { signature: noted })];
    const results = [];
    for (const [here, ...copies] of [
      [one, two, three],
      [three, one, two],
      [two, three, one],
    ] as const) {
      const { files, taken } = await taking(
        archiveOf(here),
        copies.map((files_) => copyOf(files_)),
      );
      expect(taken.every(({ isNew }) => !isNew)).toBe(true);
      results.push(hexOf(files).join('\n'));
    }
    expect(new Set(results).size).toBe(1);
  });
});

/** Copies as a round of mails leaves them: each person has some of the signatures, some made anew. */
const anyCopies = fc.array(fc.array(fc.record({ who: fc.nat(3), variant: fc.nat(1) }), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
});

describe('law', () => {
  const people = Array.from({ length: 4 }, () => signer());
  const variants = new Map<string, BundleFile[]>();
  /** The same statement, signed once or twice. */
  const variant = (who: number, which: number) => {
    const key = `${who} ${which}`;
    const files = variants.get(key) ?? by(people[who] ?? signer(), { role: roles[who % roles.length] ?? 'author' });
    variants.set(key, files);
    return files;
  };
  const filesOf = (all: readonly { who: number; variant: number }[]) => {
    const files = new Map(bundle.files.map((file) => [file.path, file]));
    for (const { who, variant: which } of all) for (const file of variant(who, which)) files.set(file.path, file);
    return inByteOrder([...files.values()]);
  };

  test('copies that are taken over in any order, at once or one by one, come to the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyCopies, fc.nat(), async (copies, turn) => {
        const all = copies.map(filesOf);
        const start = turn % all.length;
        const turned = [...all.slice(start), ...all.slice(0, start)].toReversed();
        const atOnce = await taking(
          archiveOf(all[0] ?? []),
          all.map((files) => copyOf(files)),
        );
        let files: readonly BundleFile[] = turned[0] ?? [];
        for (const copy of turned) ({ files } = await taking(folderOf(files), [copyOf(copy)]));
        expect(hexOf(files)).toEqual(hexOf(atOnce.files));
        // A second time nothing is left to take.
        expect(
          (
            await taking(
              folderOf(files),
              all.map((each) => copyOf(each)),
            )
          ).changed,
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('what is signed never changes, and no statement that was there is lost', async () => {
    const source = archiveOf(bundle.files);
    await fc.assert(
      fc.asyncProperty(
        anyCopies,
        fc.constantFrom(...roles),
        fc.string({ unit: 'binary' }),
        async (copies, role, comment) => {
          const wish = { source, statement: { ...statement, role, comment } };
          const done = await signBundle(memoryPorts(), {
            ...wish,
            copies: copies.map((each) => copyOf(filesOf(each))),
          });
          const files = new Map(resultOf(source, done).map((file) => [file.path, file.bytes]));
          const kept = [
            ...signed(),
            ...bundle.files.filter(
              ({ path }) => isSignature({ path, bytes: new Uint8Array() }) && path.endsWith('.json'),
            ),
          ];
          expect(kept.filter(({ path, bytes }) => !Buffer.from(files.get(path) ?? []).equals(bytes))).toEqual([]);
          expect(files.has(`signatures/${done.keyId ?? ''}.json`)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});
