import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { textBytes } from '#core/domain/bundle/file.ts';
import { mostArchiveBytes, mostBytes, mostEntries } from '#core/domain/bundle/zip/layout.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { freshFolder } from './support/folders.ts';

const limits = { files: mostEntries, bytes: mostBytes, archiveBytes: mostArchiveBytes };

function folderWith(files: Record<string, string>): string {
  const folder = freshFolder();
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

test('a folder is read with everything below it, in byte order', async () => {
  const source = await readBundle(folderWith({ 'b.txt': 'b', 'a/z.txt': 'z', 'a/B.txt': 'B', 'é.txt': 'é' }));
  expect(source.is === 'folder' && source.files.map((file) => file.path)).toEqual([
    'a/B.txt',
    'a/z.txt',
    'b.txt',
    'é.txt',
  ]);
});

test('a file is taken for an archive, whatever its name', async () => {
  const source = await readBundle(path.join(folderWith({ bundle: 'PK' }), 'bundle'));
  expect(source).toEqual({ is: 'archive', bytes: textBytes('PK') });
});

test('what is not there is named', async () => {
  await expect(readBundle(freshFolder())).rejects.toMatchObject({ code: 'bundle/not-found' });
});

test('a link is not followed, inside a folder or instead of one', async () => {
  const folder = folderWith({ 'a.txt': 'a' });
  symlinkSync('/etc/hostname', path.join(folder, 'b.txt'));
  await expect(readBundle(folder)).rejects.toMatchObject({ code: 'bundle/strange-file', details: { file: 'b.txt' } });
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  await expect(readBundle(link)).rejects.toMatchObject({ code: 'bundle/strange-file' });
});

test('what is too large is not read', async () => {
  // Sparse: it takes no room on the disk, and would take all of the memory.
  const folder = folderWith({ 'large.bin': '' });
  const large = path.join(folder, 'large.bin');
  truncateSync(large, 64 * 2 ** 30);
  await expect(readBundle(large)).rejects.toMatchObject({ code: 'bundle/too-large' });
  await expect(readBundle(folder)).rejects.toMatchObject({ code: 'bundle/too-large' });
  truncateSync(large, mostArchiveBytes + 1);
  await expect(readBundle(large)).rejects.toMatchObject({ code: 'bundle/too-large' });
  truncateSync(large, 1000);
  expect((await readBundle(large, { ...limits, archiveBytes: 1000 })).is).toBe('archive');
  await expect(readBundle(large, { ...limits, archiveBytes: 999 })).rejects.toMatchObject({ code: 'bundle/too-large' });
  expect((await readBundle(folder, { ...limits, bytes: 1000 })).is).toBe('folder');
  await expect(readBundle(folder, { ...limits, bytes: 999 })).rejects.toMatchObject({ code: 'bundle/too-large' });
});

test('neither are too many files', async () => {
  const folder = folderWith({ 'a/1': '', 'a/2': '', 'b/3': '' });
  expect((await readBundle(folder, { ...limits, files: 5 })).is).toBe('folder');
  await expect(readBundle(folder, { ...limits, files: 2 })).rejects.toMatchObject({ code: 'bundle/too-large' });
});

const saysOf = async (place: string) =>
  verifyBundle({ digests }, { source: await readBundle(place), trust: [], require: [] }).says;

test('a repository is none: of what Git keeps nothing is read', async () => {
  const folder = folderWith({ 'README.md': '', '.git/objects/large.pack': '' });
  truncateSync(path.join(folder, '.git/objects/large.pack'), 64 * 2 ** 30);
  execFileSync('mkfifo', [path.join(folder, '.git/fsmonitor')]);
  expect(await saysOf(folder)).toMatch(/of Git/);
  expect(await saysOf(folderWith({ 'README.md': '', '.git': 'gitdir: elsewhere' }))).toMatch(/of Git/);
});

test('a name that is not UTF-8 is refused for what it is', async () => {
  const folder = folderWith({ 'README.md': '' });
  writeFileSync(Buffer.concat([Buffer.from(path.join(folder, 'a')), Buffer.of(0xff)]), '');
  expect(await saysOf(folder)).toMatch(/beyond ASCII/);
});

test.each(['bundle.zip', 'folder/payers/x.json'])('a pipe is not waited for: %s', async (name) => {
  const folder = folderWith({ 'folder/payers/a.json': '' });
  execFileSync('mkfifo', [path.join(folder, name)]);
  await expect(readBundle(path.join(folder, name.split('/')[0] ?? ''))).rejects.toMatchObject({
    code: 'bundle/strange-file',
  });
});

test.each(['bundle.bin', ''])('what grows while it is read is not believed: %s', async (place) => {
  const folder = folderWith({ 'bundle.bin': '' });
  const file = path.join(folder, 'bundle.bin');
  truncateSync(file, 128 * 2 ** 20);
  const writer = spawn('bash', ['-c', 'for ((i = 0; i < 10000000; i += 1)); do echo more >> "$0"; done', file]);
  try {
    // However slow it starts: sooner or later it writes while we read.
    const codes = new Set<unknown>();
    for (let turn = 0; turn < 100 && codes.size === 0; turn += 1)
      await readBundle(path.join(folder, place)).catch((error: unknown) => codes.add((error as { code: string }).code));
    expect([...codes]).toEqual(['bundle/changed-while-read']);
  } finally {
    writer.kill();
  }
});
