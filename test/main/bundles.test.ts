/** @file What is done with a bundle that was looked at: always with that very file, by a handle. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import type { Ports } from '#core/ports.ts';
import type { Desk } from '../../electron/main/handlers/desk.ts';
import { bundleHandlers } from '../../electron/main/handlers/bundles.ts';
import { identityHandlers } from '../../electron/main/handlers/identity.ts';
import { SeenBundles } from '../../electron/main/handlers/seen-bundles.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import { exportedWhole } from '../core/support/whole-bundle.ts';
import { memoryPorts } from '../memory-ports.ts';
import { freshFolder } from '../node/support/folders.ts';

const ref = 'northlake@test';
let folder: string;
let file: string;
let ports: Ports;
/** What the file dialogs answer, in order. */
let chosen: string[];
let calls: ReturnType<typeof bundleHandlers> & ReturnType<typeof identityHandlers>;
let author: string;

function handlersOf(own: Ports) {
  const next = () => Promise.resolve(chosen.shift() ?? null);
  const dialogs = {
    openFiles: async () => next().then((one) => (one === null ? null : [one])),
    saveFile: async () => next(),
  };
  const desk = { ports: own, dialogs, storeFolder: folder } as unknown as Desk;
  return { ...bundleHandlers(desk, new SeenBundles(desk)), ...identityHandlers(desk) };
}

/** The list of signers of this store, where `verify` reads it. */
async function writeTrust(): Promise<void> {
  writeFileSync(
    path.join(folder, 'trust.json'),
    JSON.stringify({ version: 1, signers: await ports.store.trustedSigners() }),
  );
}

beforeEach(async () => {
  folder = freshFolder();
  mkdirSync(folder);
  file = path.join(folder, 'bundle.zip');
  const theirs = memoryPorts();
  await samplePayer(theirs);
  const bundle = await exportedWhole(theirs, {
    refs: [ref],
    statedTime: '2027-01-01T12:00:00Z',
    signer: 'ana',
    comment: '',
  });
  author = bundle.keyId;
  writeFileSync(file, bundle.bytes);
  writeFileSync(path.join(folder, 'ana.pem'), (await theirs.store.identity())?.key.publicPem ?? '');
  ports = memoryPorts();
  chosen = [file];
  calls = handlersOf(ports);
});

async function look() {
  const seen = await calls.verifyBundle();
  if (seen === null) throw new TypeError('Nothing was chosen');
  return seen;
}

test('an unknown signer is believed, and the same file is then valid', async () => {
  const { handle, verification } = await look();
  expect(verification.verdict).toBe('signer-not-trusted');
  await calls.workOnBundle({ does: 'believe', handle, keyId: author, name: 'Ana', role: 'author' });
  await writeTrust();
  chosen = [file];
  expect((await look()).verification).toMatchObject({ verdict: 'valid', signatures: [{ trustedAs: 'Ana' }] });
});

test('payers are made of it, and compared with afterwards', async () => {
  const { handle } = await look();
  const wish = { does: 'import', handle, isUnverified: true } as const;
  const { payers, lines } = await calls.workOnBundle(wish);
  expect([payers, lines.length]).toEqual([[ref], 2]);
  await expect(calls.workOnBundle(wish)).rejects.toMatchObject({ code: 'payer/exists' });
  const payer = await ports.store.payer(ref);
  await ports.store.savePayer(changePayer(payer, { fields: { clientId: 'another' } }));
  const compared = await calls.workOnBundle({ does: 'compare', handle });
  expect(compared.lines.join('\n')).toMatch(/- another\n.*\+ requesting-payer/s);
});

test('without a word of the person nothing is made of one that is not validly signed', async () => {
  const { handle } = await look();
  await expect(calls.workOnBundle({ does: 'import', handle, isUnverified: false })).rejects.toMatchObject({
    code: 'import/not-valid',
  });
  expect(await ports.store.refs()).toEqual([]);
});

test('it is signed in its place, and another signature stands beside the first', async () => {
  const { handle } = await look();
  const { seen } = await calls.workOnBundle({ does: 'sign', handle, role: 'reviewer', comment: 'CHG' });
  expect(seen.verification.signatures.map(({ role }) => role).sort()).toEqual(['author', 'reviewer']);
  await expect(calls.workOnBundle({ does: 'sign', handle, role: 'approver', comment: '' })).rejects.toMatchObject({
    code: 'bundle/signed-already',
  });
});

test('a handle that nobody gave does nothing', async () => {
  await expect(calls.workOnBundle({ does: 'compare', handle: 'made-up' })).rejects.toMatchObject({
    code: 'bundle/not-at-hand',
  });
});

test('an export against an earlier bundle tells what changes, and the first one explains the key, once', async () => {
  await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
  await keepSecret(ports, ref, new Secret('of this store'));
  const out = path.join(folder, 'new.zip');
  // The first one is given up at its save dialog: the key was made all the same, and is explained with the next.
  chosen = [];
  expect(await calls.exportBundle({ ref, comment: '', isAgainst: false })).toBeNull();
  chosen = [file, out];
  const first = await calls.exportBundle({ ref, comment: '', isAgainst: true });
  expect([first?.fileName, first?.explains.includes('change-control key')]).toEqual(['new.zip', true]);
  expect(readFileSync(out, 'latin1')).toMatch(
    /\| Client Authentication Mode \| .*PRIVATE_KEY_JWT.* \| .*CLIENT_SECRET_BASIC/,
  );
  chosen = [out];
  expect((await calls.exportBundle({ ref, comment: '', isAgainst: false }))?.explains).toBe('');
  // Where nothing is chosen as the state before nothing is exported.
  chosen = [];
  expect(await calls.exportBundle({ ref, comment: '', isAgainst: true })).toBeNull();
});

test('a signer’s key is taken from a file, and revoked', async () => {
  chosen = [path.join(folder, 'ana.pem')];
  expect(await calls.changeSigners({ does: 'add', name: 'Ana', role: 'approver' })).toEqual([
    { keyId: author, name: 'Ana', roles: ['approver'], revokedAt: null },
  ]);
  const [revoked] = (await calls.changeSigners({ does: 'revoke', keyId: author })) ?? [];
  expect(revoked?.revokedAt).not.toBeNull();
  expect([
    await calls.changeSigners({ does: 'add', name: 'x', role: 'author' }),
    (await calls.signers()).length,
  ]).toEqual([null, 1]);
});
