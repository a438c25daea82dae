import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mostBytes } from '#core/domain/bundle/zip/layout.ts';
import { readBundle } from '#node/bundle-files.ts';
import { freshFolder } from './support/folders.ts';

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
  expect(source).toEqual({ is: 'archive', bytes: Buffer.from('PK') });
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
  truncateSync(large, 2 * mostBytes + 1);
  await expect(readBundle(large)).rejects.toMatchObject({ code: 'bundle/too-large' });
  truncateSync(large, 1000);
  expect((await readBundle(folder, { files: 9, bytes: 1000 })).is).toBe('folder');
  await expect(readBundle(folder, { files: 9, bytes: 999 })).rejects.toMatchObject({ code: 'bundle/too-large' });
});

test('neither are too many files', async () => {
  const folder = folderWith({ 'a/1': '', 'a/2': '', 'b/3': '' });
  const bytes = mostBytes;
  expect((await readBundle(folder, { files: 5, bytes })).is).toBe('folder');
  await expect(readBundle(folder, { files: 2, bytes })).rejects.toMatchObject({ code: 'bundle/too-large' });
});
