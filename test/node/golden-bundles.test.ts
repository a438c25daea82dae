/** @file Bundles of every format that was ever written, with their signers: they are read for as long as change tickets are kept. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfBundle, sideOfPayers } from '#core/use-cases/diff/sides.ts';
import { importBundle } from '#core/use-cases/import/import-bundle.ts';
import { openSoundBundle } from '#core/use-cases/open-sound-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { trustFrom } from '#node/trust-files.ts';
import { exportedWhole } from '../core/support/whole-bundle.ts';
import { memoryPorts } from '../memory-ports.ts';

const at = (name: string) => path.resolve(import.meta.dirname, '../golden', name);
/** Whoever changes one of these files makes it invalid: that is what holds them. */
const golden = [
  {
    file: 'bundle-1.zip',
    trust: 'trust.json',
    require: ['author', 'reviewer'] as const,
    refs: ['northlake@test', 'tidewater@test'],
    isBare: false,
  },
  {
    file: 'bundle-1-without-answers.zip',
    trust: 'bundle-1-without-answers.pem',
    require: [] as const,
    refs: ['northlake@test'],
    isBare: true,
  },
];

describe.each(golden)('$file', ({ file, trust, require, refs, isBare }) => {
  const given = async () => ({
    source: await readBundle(at(file)),
    trust: await trustFrom([at(trust)]),
    require: [...require],
  });

  test('is valid', async () => {
    const { digests } = memoryPorts();
    expect(openSoundBundle({ digests }, await given()).verification).toMatchObject({ verdict: 'valid', payers: refs });
  });

  test('becomes payers, which do not differ from it', async () => {
    const ports = memoryPorts();
    const wish = { ...(await given()), isUnverified: false, only: null, as: null, replaces: false };
    const { imported } = await importBundle(ports, wish);
    expect(imported.map(({ ref, isBare: bare }) => [ref, bare])).toEqual(refs.map((ref) => [ref, isBare]));
    const { opened, verification } = openSoundBundle(ports, await given());
    const before = await sideOfBundle(ports, { label: file, opened, verification });
    const after = sideOfPayers(await Promise.all(refs.map((ref) => ports.store.payer(ref))));
    const { definitions } = await compareSides(ports, { before, after });
    const members = definitions.flatMap((each) => each.members.map(({ member }) => member));
    // What an earlier version did not carry is all that can be missing.
    expect(members.filter((member) => !isBare || !['signingKeyId', 'keys', 'certificate'].includes(member))).toEqual(
      [],
    );
  });
});

/** What has to stay as it is in every later version is the form of the signed files, and not the words of the README. */
test('the newest is written again as it was, but for its words', async () => {
  const ports = memoryPorts();
  const source = await readBundle(at('bundle-1.zip'));
  const wish = { require: [], isUnverified: false, only: null, as: null, replaces: false };
  await importBundle(ports, { source, trust: await trustFrom([at('trust.json')]), ...wish });
  await keepSecret(ports, 'tidewater@test', new Secret('of a later day'));
  const again = await exportedWhole(ports, {
    refs: ['northlake@test', 'tidewater@test'],
    statedTime: '2026-11-26T12:00:00Z',
    signer: 'ana',
    comment: '',
  });
  const before = new Map(
    openSoundBundle(ports, { source, trust: [], require: [] }).opened.files.map(({ path: name, bytes }) => [
      name,
      bytes,
    ]),
  );
  const words = /README\.md$|^SHA256SUMS$|^manifest\.json$|^signatures\/|\/(findings|token-test)\.json$/;
  const differing = again.files.filter(
    ({ path: name, bytes }) =>
      before.has(name) && !words.test(name) && Buffer.compare(before.get(name) ?? bytes, bytes) !== 0,
  );
  const names = again.files.map(({ path: name }) => name).filter((name) => !name.startsWith('signatures/'));
  const gone = [...before.keys()].filter((name) => !name.startsWith('signatures/') && !names.includes(name));
  // What came since it was written.
  expect(names.filter((name) => !before.has(name))).toEqual(['payers/northlake@test/keys/keystore.json']);
  expect([differing.map(({ path: name }) => name), gone]).toEqual([[], []]);
});
