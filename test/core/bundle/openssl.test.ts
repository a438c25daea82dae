/** @file A reviewer with openssl, sha256sum, unzip and find, and with an own copy of the key: what is accepted, and what is refused. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { verifying, verifyingSteps } from '#core/domain/bundle/readme/verifying.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import { Fault } from '#core/domain/fault.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { writeFiles } from '#node/files.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { freshFolder } from '../../node/support/folders.ts';
import { samplePayer } from '../support/sample-payer.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const script = path.join(import.meta.dirname, 'verify-with-openssl.sh');
const statedTime = '2027-01-01T12:00:00.000Z';
const folder = freshFolder();
const good = path.join(folder, 'good');
const forged = path.join(folder, 'forged');
const at = (name: string) => path.join(folder, name);
let keyId: string;
let forgersId: string;

async function unpacked(place: string, signer: string, issuer = ''): Promise<string> {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  if (issuer !== '')
    await ports.store.savePayer({
      ...payer,
      fields: { ...payer.fields, clientId: { value: issuer, from: ['typed'] } },
    });
  const bundle = await exportedWhole(ports, { refs: [payer.ref], statedTime, signer, comment: '' });
  await writeFiles(place, bundle.files);
  writeFileSync(`${place}.zip`, bundle.bytes);
  writeFileSync(`${place}.pem`, (await ports.store.identity())?.key.publicPem ?? '');
  return bundle.keyId;
}

beforeAll(async () => {
  mkdirSync(folder);
  keyId = await unpacked(good, 'ana');
  // The forger changed a value and signed the whole anew, and claims to be the author.
  forgersId = await unpacked(forged, 'ana', 'the-forgers-client');
});

function judged(place: string): [number | null, string] {
  const { status, stdout } = spawnSync('bash', [script, place, at('good.pem')], { encoding: 'utf8' });
  return [status, stdout.split('\n')[0]?.replace(/: .*/, (words) => (status === 0 ? '' : words)) ?? ''];
}

function changed(name: string, change: (place: string) => void): string {
  const place = at(name);
  rmSync(place, { recursive: true, force: true });
  cpSync(good, place, { recursive: true });
  change(place);
  return place;
}

test.each(['good', 'good.zip'])('the bundle of the author is accepted: %s', (name) => {
  expect(judged(at(name))).toEqual([0, 'signed']);
});

const definition = 'payers/northlake@test/definition/admin-api.json';
const renamed = (place: string, from: string, to: string) => {
  for (const end of ['json', 'sig', 'pem'])
    renameSync(path.join(place, `signatures/${from}.${end}`), path.join(place, `signatures/${to}.${end}`));
};

/** An archive of the author’s files but for one. */
async function archived(file: string, bytes: Uint8Array): Promise<string> {
  const files = (await readBundle(good)) as Extract<BundleSource, { is: 'folder' }>;
  const others = files.files.filter((each) => each.path !== file);
  writeFileSync(at('made.zip'), writeZip([...others, { path: file, bytes }], statedTime));
  return at('made.zip');
}

test.each<[string, () => string | Promise<string>, string]>([
  ['one that a forger signed whole', () => forged, 'not signed by that key'],
  ['its archive', () => `${forged}.zip`, 'not signed by that key'],
  ['an archive of a changed file', async () => archived(definition, textBytes('{}')), 'a file is not as it was signed'],
  [
    'an archive of a file too many',
    async () => archived('payers/more.json', textBytes('{}')),
    'a file is here that nobody signed',
  ],
  [
    'an archive that is cut',
    () => {
      writeFileSync(at('cut.zip'), readFileSync(at('good.zip')).subarray(0, -100));
      return at('cut.zip');
    },
    'it cannot be unpacked',
  ],
  [
    'the same under the author’s key id',
    () => {
      const place = at('renamed');
      cpSync(forged, place, { recursive: true });
      renamed(place, forgersId, keyId);
      return place;
    },
    'the signature does not verify',
  ],
  [
    'the forger’s files with the author’s signature',
    () => {
      const place = at('mixed');
      cpSync(forged, place, { recursive: true });
      rmSync(path.join(place, 'signatures'), { recursive: true });
      cpSync(path.join(good, 'signatures'), path.join(place, 'signatures'), { recursive: true });
      return place;
    },
    'the statement is about another SHA256SUMS',
  ],
  [
    'a changed file',
    () =>
      changed('altered', (place) => {
        writeFileSync(path.join(place, definition), `${readFileSync(path.join(place, definition), 'utf8')} `);
      }),
    'a file is not as it was signed',
  ],
  [
    'a file too few',
    () =>
      changed('fewer', (place) => {
        rmSync(path.join(place, definition));
      }),
    'a file is not as it was signed',
  ],
  [
    'a file too many',
    () =>
      changed('more', (place) => {
        writeFileSync(path.join(place, 'payers/more.json'), '');
      }),
    'a file is here that nobody signed',
  ],
  [
    'a file too many with the name of the sums',
    () =>
      changed('named', (place) => {
        writeFileSync(path.join(place, 'payers/SHA256SUMS'), '');
      }),
    'a file is here that nobody signed',
  ],
  [
    'a link',
    () =>
      changed('link', (place) => {
        symlinkSync('/etc', path.join(place, 'payers/link'));
      }),
    'a link or a device is here',
  ],
  [
    'something among the signatures',
    () =>
      changed('among', (place) => {
        writeFileSync(path.join(place, 'signatures/more.json'), '');
      }),
    'something else lies among the signatures',
  ],
  [
    'something hidden among the signatures',
    () =>
      changed('hidden', (place) => {
        writeFileSync(path.join(place, 'signatures/.more'), '');
      }),
    'something else lies among the signatures',
  ],
  [
    'no signature',
    () =>
      changed('unsigned', (place) => {
        rmSync(path.join(place, 'signatures'), { recursive: true });
      }),
    'not signed by that key',
  ],
])('refused: %s', async (_name, make, reason) => {
  const place = await make();
  expect(judged(place)).toEqual([1, `refused: ${reason}`]);
  // The program is of the same mind.
  const own: TrustedSigner = { keyId, name: 'Ana', roles: ['author'], revokedAt: null };
  const source = await readBundle(place).catch((error: unknown) => error as Fault);
  expect(
    source instanceof Fault ? source.code : verifyBundle({ digests }, { source, trust: [own], require: [] }).verdict,
  ).not.toBe('valid');
});

test('each printed step stands in the script, word for word', () => {
  const plain = (text: string) => text.replaceAll('"', '');
  const lines = plain(readFileSync(script, 'utf8')).replaceAll('$own', 'OWN.pem').replaceAll('$keyid', 'KEYID');
  const steps = verifyingSteps.flatMap((step) => step.split('; ')).map(plain);
  expect(steps.filter((step) => !lines.includes(step))).toEqual([]);
});

test('the printed steps say so of a good bundle', () => {
  const printed = verifying.slice(verifying.indexOf('```') + 1, verifying.lastIndexOf('```'));
  const filled = printed.join('\n').replaceAll('OWN.pem', at('good.pem')).replaceAll('KEYID', keyId);
  const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', '-c', filled], { cwd: good, encoding: 'utf8' });
  const lines = stdout.split('\n');
  const sums = digests.sha256(new Uint8Array(readFileSync(path.join(good, 'SHA256SUMS'))));
  expect([status, lines[0], lines[1], lines[2]]).toEqual([0, `${keyId}  -`, 'Verified OK', `${sums}  SHA256SUMS`]);
  const [one, other] = lines.filter((line) => /^\d+$/.test(line));
  expect([one, lines.filter((line) => line.endsWith(': OK')).length]).toEqual([other, Number(other)]);
  expect(stdout).toContain(`"sha256sums":"${sums}"`);
});
