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

test('every length that is cut or added to is noticed', () => {
  const { bytes } = bundle;
  const cut = [0, 1, 21, 22, 100, bytes.length - 1].map((length) => ofArchive(bytes.slice(0, length)).verdict);
  const longer = ofArchive(new Uint8Array([...bytes, 0])).verdict;
  const before = ofArchive(new Uint8Array([0, ...bytes])).verdict;
  expect([...cut, longer, before].filter((verdict) => verdict === 'valid')).toEqual([]);
});

test('law: what was written is read', () => {
  const file = fc.record({
    path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,3}$/),
    bytes: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 20 }), (files) => {
      const wanted = inByteOrder(files).map(({ path, bytes }) => ({ path, bytes: Uint8Array.from(bytes) }));
      expect(readZip(writeZip(files, statedTime))).toEqual({ is: 'read', files: wanted });
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

test('a manifest that lies about its files is altered, whoever signed it', async () => {
  const lying = resummed(
    replaced(/^manifest/, (text) => text.replace(/"definitionSha256": "[0-9a-f]{4}/, '"definitionSha256": "0000')),
  );
  const files = lying([...bundle.files]);
  expect(ofArchive(writeZip(files, statedTime)).verdict).toBe('altered');
});

test('a folder with a stated time that is none is altered, whoever signed it', () => {
  const lying = resummed(replaced(/^manifest/, (text) => text.replace('2027-01-01T12:00:00.000Z', 'yesterday')));
  const files = lying([...bundle.files]).filter(({ path }) => !path.startsWith('signatures/'));
  const verdict = verifyBundle({ digests }, { source: { is: 'folder', files }, trust: [own], require: [] });
  expect([verdict.verdict, verdict.paths]).toEqual(['altered', ['manifest.json']]);
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
