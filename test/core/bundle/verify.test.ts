import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { inByteOrder, textBytes } from '#core/domain/bundle/file.ts';
import type { Role } from '#core/domain/bundle/roles.ts';
import { canonicalBytes } from '#core/domain/bundle/statement.ts';
import { writeSums } from '#core/domain/bundle/sums.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { readZip } from '#core/domain/bundle/zip/read-zip.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import type { Ports } from '#core/ports.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const statedTime = '2027-01-01T12:00:00.000Z';
let ports: Ports;
let bundle: WholeBundle;
let own: TrustedSigner;

beforeAll(async () => {
  ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  bundle = await exportedWhole(ports, { refs: [ref], statedTime, signer: 'ana', comment: '' });
  own = { keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null };
});

interface Reader {
  readonly trust?: readonly TrustedSigner[];
  readonly require?: readonly Role[];
}

function ofArchive(bytes: Uint8Array, { trust = [own], require = [] }: Reader = {}) {
  return verifyBundle({ digests }, { source: { is: 'archive', bytes }, trust, require });
}

function ofFiles(change: (files: BundleFile[]) => BundleFile[], reader: Reader = {}) {
  return ofArchive(writeZip(change([...bundle.files]), statedTime), reader).verdict;
}

const replaced = (path: RegExp, change: (text: string) => string) => (files: BundleFile[]) =>
  files.map((file) =>
    path.test(file.path) ? { ...file, bytes: textBytes(change(new TextDecoder().decode(file.bytes))) } : file,
  );

/** As an attacker would: changed, and all sums made right again. */
const resummed = (change: (files: BundleFile[]) => BundleFile[]) => (files: BundleFile[]) => {
  const changed = change(files).filter(({ path }) => path !== 'SHA256SUMS');
  const signed = changed.filter(({ path }) => !path.startsWith('signatures/'));
  return [...changed, { path: 'SHA256SUMS', bytes: writeSums(signed, digests) }];
};

test('a bundle as it was written is valid, as an archive and as a folder', () => {
  const folder = verifyBundle(
    { digests },
    { source: { is: 'folder', files: bundle.files }, trust: [own], require: ['author'] },
  );
  expect(ofArchive(bundle.bytes, { require: ['author'] })).toMatchObject({
    verdict: 'valid',
    payers: ['northlake@test'],
    statedTime,
    sha256sums: bundle.sha256sums,
    signatures: [{ keyId: bundle.keyId, signer: 'ana', role: 'author', standing: 'trusted', trustedAs: 'Ana' }],
  });
  expect(folder.verdict).toBe('valid');
});

/** `npm run proof` changes every byte; here a sample has to do, always the same. */
const stride = process.env['PAYER_WIZARD_PROOF'] === undefined ? 17 : 1;

test('every byte that changes by a bit is noticed', () => {
  const wrong: number[] = [];
  const bytes = bundle.bytes.slice();
  for (let index = 0; index < bytes.length; index += stride) {
    const bit = 1 << (index % 8);
    bytes[index] = (bytes[index] ?? 0) ^ bit;
    if (ofArchive(bytes).verdict === 'valid') wrong.push(index);
    bytes[index] = (bytes[index] ?? 0) ^ bit;
  }
  expect(wrong).toEqual([]);
});

test('every length that is cut or added to is noticed', () => {
  const { bytes } = bundle;
  const cut = [0, 1, 21, 22, 100, bytes.length - 1].map((length) => ofArchive(bytes.slice(0, length)).verdict);
  const longer = ofArchive(new Uint8Array([...bytes, 0])).verdict;
  const before = ofArchive(new Uint8Array([0, ...bytes])).verdict;
  expect([...cut, longer, before].filter((verdict) => verdict === 'valid')).toEqual([]);
});

test('law: no bytes make it throw', () => {
  const near = fc
    .tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), fc.nat())
    .map(([changes, cut]) => {
      const bytes = bundle.bytes.slice(0, bundle.bytes.length - (cut % 3) * 7);
      for (const [at, value] of changes) bytes[bytes.length - 1 - (at % Math.min(bytes.length, 3000))] = value;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(near, fc.uint8Array()), (bytes) => void ofArchive(bytes)),
    { numRuns: 400 },
  );
});

test('law: what was written is read', () => {
  const file = fc.record({
    path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,3}$/),
    bytes: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 20 }), (files) => {
      expect(readZip(writeZip(files, statedTime))).toEqual(
        inByteOrder(files).map(({ path, bytes }) => ({ path, bytes: Uint8Array.from(bytes) })),
      );
    }),
    { numRuns: 100 },
  );
});

test.each<[string, (files: BundleFile[]) => BundleFile[], string]>([
  ['no manifest', (files) => files.filter(({ path }) => path !== 'manifest.json'), 'unreadable'],
  ['a manifest that is none', replaced(/^manifest/, () => '{}'), 'unreadable'],
  [
    'a newer format',
    replaced(/^manifest/, (text) => text.replace('"version": 1', '"version": 2')),
    'unsupported-version',
  ],
  ['a path that leads out', (files) => [...files, { path: '../evil', bytes: textBytes('') }], 'unreadable'],
  ['a path with a backslash', (files) => [...files, { path: 'a\\b', bytes: textBytes('') }], 'unreadable'],
  ['a path twice', (files) => [...files, { path: 'README.md', bytes: textBytes('') }], 'unreadable'],
  ['a file too few', (files) => files.filter(({ path }) => !path.endsWith('admin-api.json')), 'missing-file'],
  ['no SHA256SUMS', (files) => files.filter(({ path }) => path !== 'SHA256SUMS'), 'missing-file'],
  ['a signature without its key', (files) => files.filter(({ path }) => !path.endsWith('.pem')), 'missing-file'],
  ['a file too many', (files) => [...files, { path: 'more.txt', bytes: textBytes('') }], 'extra-file'],
  [
    'a file too many among the signatures',
    (files) => [...files, { path: 'signatures/more.txt', bytes: textBytes('') }],
    'extra-file',
  ],
  ['a changed file', replaced(/admin-api/, (text) => text.replace('northlake', 'evil')), 'altered'],
  [
    'a changed file and sums made right',
    resummed(replaced(/admin-api/, (text) => text.replace('northlake', 'evil'))),
    'altered',
  ],
  ['another order of sums', replaced(/^SHA256SUMS/, (text) => text.split('\n').reverse().join('\n')), 'altered'],
  ['carriage returns in sums', replaced(/^SHA256SUMS/, (text) => text.replaceAll('\n', '\r\n')), 'altered'],
  ['a statement spelt otherwise', replaced(/^signatures.*json/, (text) => text.replace(',', ', ')), 'altered'],
  [
    'a statement with another comment',
    replaced(/^signatures.*json/, (text) => text.replace('"comment":""', '"comment":"ok"')),
    'altered',
  ],
  ['a key in another form', replaced(/\.pem$/, (text) => text.replaceAll('\n', '\r\n')), 'altered'],
  ['no signature', (files) => files.filter(({ path }) => !path.startsWith('signatures/')), 'unsigned'],
])('%s: %s', (_name, change, verdict) => {
  expect(ofFiles(change)).toBe(verdict);
});

test('a byte order mark before a key is a byte that differs', () => {
  const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
  const marked = (files: BundleFile[]) =>
    files.map((file) =>
      file.path.endsWith('.pem') && file.path.startsWith('signatures/')
        ? { ...file, bytes: new Uint8Array([...mark, ...file.bytes]) }
        : file,
    );
  expect(ofFiles(marked)).toBe('altered');
});

test('entries that name the same bytes again and again are not unpacked', () => {
  const large = writeZip([{ path: 'a', bytes: new Uint8Array(40 * 2 ** 20) }], statedTime);
  const end = large.length - 22;
  const entryAt = new DataView(large.buffer).getUint32(end + 16, true);
  const entry = large.slice(entryAt, end);
  const twice = new Uint8Array([...large.subarray(entryAt, end), ...entry, ...large.subarray(end)]);
  const bomb = new Uint8Array(entryAt + twice.length);
  bomb.set(large.subarray(0, entryAt));
  bomb.set(twice, entryAt);
  const view = new DataView(bomb.buffer);
  view.setUint16(bomb.length - 22 + 8, 2, true);
  view.setUint16(bomb.length - 22 + 10, 2, true);
  expect([readZip(large)?.length, readZip(bomb)]).toEqual([1, null]);
});

test('a manifest that lies about its files is altered, whoever signed it', async () => {
  const lying = resummed(
    replaced(/^manifest/, (text) => text.replace(/"definitionSha256": "[0-9a-f]{4}/, '"definitionSha256": "0000')),
  );
  const files = lying([...bundle.files]);
  expect(ofArchive(writeZip(files, statedTime)).verdict).toBe('altered');
});

test('a newer statement is not judged', () => {
  const change = replaced(/^signatures.*json/, (text) =>
    new TextDecoder().decode(canonicalBytes({ ...JSON.parse(text), version: 2 })),
  );
  expect(ofFiles(change)).toBe('unsupported-version');
});

test.each<[string, () => Reader, string]>([
  ['nobody is trusted', () => ({ trust: [] }), 'signer-not-trusted'],
  ['another is trusted', () => ({ trust: [{ ...own, keyId: 'ab'.repeat(32) }] }), 'signer-not-trusted'],
  [
    'the key was revoked, whatever time it states',
    () => ({ trust: [{ ...own, revokedAt: '2099-01-01T00:00:00Z' }] }),
    'signer-not-trusted',
  ],
  ['a role is asked for that nobody signed in', () => ({ require: ['reviewer'] }), 'too-few-approvals'],
  [
    'a role is claimed that the list does not give',
    () => ({ trust: [{ ...own, roles: [] }], require: ['author'] }),
    'too-few-approvals',
  ],
  ['two authors are asked for', () => ({ require: ['author', 'author'] }), 'too-few-approvals'],
  ['a bare key is trusted, and no role is asked for', () => ({ trust: [{ ...own, roles: [] }] }), 'valid'],
])('where %s: %s', (_name, reader, verdict) => {
  expect(ofArchive(bundle.bytes, reader()).verdict).toBe(verdict);
});

test('a reviewer signs beside the author, who stays byte for byte', async () => {
  const reviewers = memoryPorts();
  const source = { is: 'archive', bytes: bundle.bytes } as const;
  const signed = await signBundle(reviewers, {
    source,
    role: 'reviewer',
    signer: 'rob',
    time: statedTime,
    comment: 'looks right',
  });
  const trust: TrustedSigner[] = [own, { keyId: signed.keyId, name: 'Rob', roles: ['reviewer'], revokedAt: null }];
  const verified = ofArchive(signed.bytes, { trust, require: ['author', 'reviewer'] });
  const kept = readZip(signed.bytes)?.filter(({ path }) => !path.includes(signed.keyId)) ?? [];
  expect([verified.verdict, kept.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('hex')])]).toEqual([
    'valid',
    bundle.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('hex')]),
  ]);
});

test('a bundle that is not sound is not signed', async () => {
  const files = bundle.files.filter(({ path }) => !path.endsWith('admin-api.json'));
  const source = { is: 'folder', files } as const;
  const wish = { source, role: 'reviewer', signer: 'rob', time: statedTime, comment: '' } as const;
  await expect(signBundle(memoryPorts(), wish)).rejects.toMatchObject({ code: 'bundle/not-sound' });
});
