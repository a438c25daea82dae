import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import type { Ports } from '#core/ports.ts';
import { writeBundleFolder } from '#node/bundle-folder.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import type { WholeBundle } from '../core/support/whole-bundle.ts';
import { exportedWhole } from '../core/support/whole-bundle.ts';
import { memoryPorts } from '../memory-ports.ts';
import { freshFolder } from './support/folders.ts';

const wish = { signer: 'ana', comment: '' };
const january = '2027-01-01T12:00:00.000Z';

let ports: Ports;
let refs: string[];
let folder: string;

beforeEach(async () => {
  ports = memoryPorts();
  refs = [(await samplePayer(ports)).ref];
  folder = freshFolder();
});

const exported = async (statedTime = january): Promise<WholeBundle> =>
  exportedWhole(ports, { ...wish, refs, statedTime });
const write = async (bundle: WholeBundle) => writeBundleFolder(folder, bundle);
const verdict = async () =>
  verifyBundle({ digests }, { source: await readBundle(folder), trust: [], require: [] }).verdict;
const filesIn = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

test('holds the files of the archive, and verifies', async () => {
  const bundle = await exported();
  await write(bundle);
  expect([filesIn(), await verdict()]).toEqual([bundle.files.map((file) => file.path).sort(), 'signer-not-trusted']);
});

test('a later bundle takes the place of the earlier one, with its folders, and writes no file that is as it was', async () => {
  await write(await exported());
  const script = path.join(folder, 'payers/northlake@test/scripts/user-mapping.js');
  const before = statSync(script).mtimeMs;
  const payer = await ports.store.payer('northlake@test');
  await ports.store.savePayer({
    ...payer,
    fields: { ...payer.fields, authorizationScript: { value: '', from: ['typed'] } },
  });
  const later = await exported('2027-02-01T12:00:00.000Z');
  await write(later);
  expect([filesIn(), await verdict(), statSync(script).mtimeMs]).toEqual([
    later.files.map((file) => file.path).sort(),
    'signer-not-trusted',
    before,
  ]);
  expect(existsSync(path.join(folder, 'payers/northlake@test/scripts/p2p-server-auth.js'))).toBe(false);
});

test('signatures of others stay while they are about the same files, and go when they are not', async () => {
  await write(await exported());
  const source = await readBundle(folder);
  const statement = { role: 'reviewer', signer: 'rob', time: january, comment: '' } as const;
  const signed = await signBundle(memoryPorts(), { source, statement });
  const place = path.join(folder, `signatures/${signed.keyId ?? ''}.json`);
  writeFileSync(place, '{}');
  await write(await exported());
  const stayed = existsSync(place);
  await write(await exported('2027-02-01T12:00:00.000Z'));
  expect([stayed, existsSync(place)]).toEqual([true, false]);
});

test('a run that was cut leaves nothing that is valid, and the next one makes it whole', async () => {
  const [first, second] = [await exported(), await exported('2027-02-01T12:00:00.000Z')];
  await write(first);
  const cut = {
    ...second,
    contents: async function* () {
      let left = 4;
      for await (const file of second.contents()) {
        if (left === 0) throw new RangeError('cut');
        left -= 1;
        yield file;
      }
    },
  };
  await expect(writeBundleFolder(folder, cut)).rejects.toBeInstanceOf(RangeError);
  const between = await verdict();
  await write(second);
  expect([between, await verdict()]).toEqual(['altered', 'signer-not-trusted']);
});

test.each<[string, () => void]>([
  [
    'a README that is anybody’s',
    () => {
      writeFileSync(path.join(folder, 'README.md'), '# Mine\n');
    },
  ],
  [
    'notes among the payers',
    () => {
      mkdirSync(path.join(folder, 'payers'));
      writeFileSync(path.join(folder, 'payers/notes.txt'), '');
    },
  ],
  [
    'a link',
    () => {
      writeFileSync(path.join(folder, 'SHA256SUMS'), '');
      mkdirSync(path.join(folder, 'payers/northlake@test/keys'), { recursive: true });
      symlinkSync('/etc/hostname', path.join(folder, 'payers/northlake@test/keys/jwks.json'));
    },
  ],
  [
    'a repository',
    () => {
      mkdirSync(path.join(folder, '.git'));
      writeFileSync(path.join(folder, '.git/HEAD'), '');
    },
  ],
])('a folder with %s is left as it is', async (_name, prepare) => {
  mkdirSync(folder);
  prepare();
  const before = readdirSync(folder, { recursive: true });
  await expect(write(await exported())).rejects.toMatchObject({ code: 'input/not-empty' });
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
});

test('an earlier bundle with a stranger’s file in it is left as it is', async () => {
  await write(await exported());
  const place = path.join(folder, 'payers/northlake@test/notes.txt');
  writeFileSync(place, 'mine');
  const sums = readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8');
  await expect(write(await exported('2027-02-01T12:00:00.000Z'))).rejects.toMatchObject({
    code: 'input/not-empty',
    details: { file: 'payers/northlake@test/notes.txt' },
  });
  rmSync(place);
  expect([readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8'), await verdict()]).toEqual([
    sums,
    'signer-not-trusted',
  ]);
});
