import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import type * as Files from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writePrivately, writeWhole } from '#node/files.ts';
import { freshFolder } from './support/folders.ts';

/** A medium that changes what it was given. */
const medium = vi.hoisted(() => ({ returns: (bytes: Buffer): Buffer => bytes }));

vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    createReadStream: (file: string) => Readable.from([medium.returns(files.readFileSync(file))]),
  };
});

let folder: string;

beforeEach(() => {
  folder = freshFolder();
  mkdirSync(folder);
});

afterEach(() => {
  medium.returns = (bytes) => bytes;
});

const ways = [
  ['writeWhole', writeWhole, 0o644],
  ['writePrivately', writePrivately, 0o600],
] as const;

describe.each(ways)('%s', (_, write, mode) => {
  test('writes in place of what was there, and for whom it says', async () => {
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, 'before', { mode: 0o640 });
    await write(file, Buffer.from('after'));
    const alike = path.join(freshFolder(), '..', 'alike');
    writeFileSync(alike, '', { mode });
    expect([readFileSync(file, 'utf8'), statSync(file).mode, readdirSync(folder)]).toEqual([
      'after',
      statSync(alike).mode,
      ['key.pem'],
    ]);
  });

  test.each([
    ['loses its end', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['loses everything', () => Buffer.alloc(0)],
    ['changes a byte', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 2 ? byte ^ 1 : byte)))],
    ['adds one', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])])],
  ])('a medium that %s is found out, and what was there is untouched', async (__, returns) => {
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, 'before');
    medium.returns = returns;
    await expect(write(file, Buffer.from('after'))).rejects.toMatchObject({
      code: 'input/not-read-back',
      details: { file: 'key.pem' },
    });
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['before', ['key.pem']]);
  });

  test('through links the file is written that they lead to, and the links stay', async () => {
    const [file, link, second] = ['key.pem', 'link', 'second'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(file, 'before');
    symlinkSync('key.pem', link);
    symlinkSync(link, second);
    await write(second, Buffer.from('after'));
    expect([readFileSync(file, 'utf8'), [second, link].map((each) => lstatSync(each).isSymbolicLink())]).toEqual([
      'after',
      [true, true],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['key.pem', 'link', 'second']);
  });

  test.each([
    ['a folder', (place: string) => mkdirSync(place)],
    ['a link to a device', (place: string) => symlinkSync('/dev/null', place)],
    ['a link to a folder', (place: string) => symlinkSync('.', place)],
    ['a link to nothing', (place: string) => symlinkSync('nowhere', place)],
    ['a link to itself', (place: string) => symlinkSync(path.basename(place), place)],
  ])('%s is no place for a file, and stays', async (__, make) => {
    const place = path.join(folder, 'key.pem');
    make(place);
    const { ino } = lstatSync(place);
    await expect(write(place, Buffer.from('after'))).rejects.toMatchObject({ code: 'input/not-a-file' });
    expect([lstatSync(place).ino, readdirSync(folder)]).toEqual([ino, ['key.pem']]);
  });

  test('a folder that is not there is told', async () => {
    const writing = write(path.join(folder, 'none', 'key.pem'), Buffer.from('after'));
    await expect(writing).rejects.toMatchObject({ code: 'input/cannot-write' });
  });
});
