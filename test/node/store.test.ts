import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '#core/ports.ts';
import { openStore } from '#node/store/store.ts';
import { behavesAsStore, payer, push, target } from '../behaviour/store.ts';
import { freshFolder } from './support/folders.ts';

behavesAsStore('in a folder', () => openStore(freshFolder()));

async function storeWithPayer(): Promise<{ folder: string; store: Store; file: string }> {
  const folder = freshFolder();
  const store = openStore(folder);
  await store.savePayer(payer());
  return { folder, store, file: path.join(folder, 'payers/northlake@test.json') };
}

/** Every file below a folder, as `path: content`. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

test('reading makes nothing', async () => {
  const folder = freshFolder();
  await openStore(folder).payers();
  expect(existsSync(folder)).toBe(false);
});

test('what it makes is its owner’s alone', async () => {
  const { folder, file } = await storeWithPayer();
  const modes = [folder, path.dirname(file), file].map((each) => (statSync(each).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '700', '600']);
});

test('a folder that was open to others is closed when it becomes a store', async () => {
  const folder = freshFolder();
  mkdirSync(folder, { mode: 0o755 });
  chmodSync(folder, 0o755);
  await openStore(folder).savePayer(payer());
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
});

test('a store that was copied open to others is closed by the next write', async () => {
  const { folder, store } = await storeWithPayer();
  chmodSync(folder, 0o755);
  await store.payers();
  const read = statSync(folder).mode & 0o777;
  await store.changeTrustedSigners(() => []);
  expect([read.toString(8), (statSync(folder).mode & 0o777).toString(8)]).toEqual(['755', '700']);
});

test('what is removed leaves neither the state before, nor a write that was cut off', async () => {
  const { folder, store, file } = await storeWithPayer();
  await store.savePayer({ ...(await store.payer('northlake@test')), name: 'Changed' });
  writeFileSync(`${file}.tmp`, 'half of i');
  await store.removePayer('northlake@test');
  expect(readdirSync(path.join(folder, 'payers'))).toEqual([]);
});

test('two stores on one folder see each other’s saves', async () => {
  const { folder, store } = await storeWithPayer();
  const other = openStore(folder);
  const seen = await other.payer('northlake@test');
  await store.savePayer({ ...seen, name: 'Changed here' });
  await expect(other.savePayer({ ...seen, name: 'Changed there' })).rejects.toMatchObject({
    code: 'store/changed-meanwhile',
  });
});

test('the state before the last save stays beside it', async () => {
  const { store, file } = await storeWithPayer();
  const before = readFileSync(file, 'utf8');
  await store.savePayer({ ...(await store.payer('northlake@test')), name: 'Changed' });
  expect(readFileSync(`${file}.bak`, 'utf8')).toBe(before);
});

test('nothing temporary stays', async () => {
  const { folder, store } = await storeWithPayer();
  await store.saveTarget(target());
  expect(Object.keys(contents(folder)).filter((name) => /lock|tmp/.test(name))).toEqual([]);
});

describe('a store written by a newer version', () => {
  const newer = `${JSON.stringify({ version: 2, vaultId: 'of another form' })}\n`;

  test('is refused by every call and left as it is', async () => {
    const { folder, store } = await storeWithPayer();
    writeFileSync(path.join(folder, 'store.json'), newer);
    const before = contents(folder);
    const calls: (() => Promise<unknown>)[] = [
      async () => store.payers(),
      async () => store.payer('northlake@test'),
      async () => store.savePayer(payer('alder@test')),
      async () => store.removePayer('northlake@test'),
      async () => store.target('cdr-test'),
      async () => store.saveTarget(target()),
      async () => store.savePush(push('a')),
      async () => store.keepEvidence(new Uint8Array(1)),
      async () => store.trustedSigners(),
      async () => store.identity(),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'store/newer-version' });
    expect(contents(folder)).toEqual(before);
  });

  test('a single newer payer is named, does not hide the others, and is not written over', async () => {
    const { folder, store } = await storeWithPayer();
    const alder = path.join(folder, 'payers/alder@test.json');
    writeFileSync(alder, newer);
    const { payers, faults } = await store.payers();
    expect(payers.map(({ ref }) => ref)).toEqual(['northlake@test']);
    expect(faults).toMatchObject([{ ref: 'alder@test', failure: { code: 'store/newer-version' } }]);
    await expect(store.savePayer(payer('alder@test'))).rejects.toMatchObject({ code: 'store/newer-version' });
    expect(readFileSync(alder, 'utf8')).toBe(newer);
  });
});

describe('a damaged file', () => {
  test.each([
    ['cut off', '{"version":1,"ref":"north', 'it is cut off, or is not JSON'],
    ['empty', '', 'it is empty'],
    ['of NUL bytes, as after a power cut', '\0'.repeat(512), 'it holds nothing but NUL bytes'],
    ['of another form', '{"version":1}', 'it does not have the form of such a file'],
  ])('%s: is named and not written over', async (_, text, why) => {
    const { store, file } = await storeWithPayer();
    writeFileSync(file, text);
    await expect(store.payer('northlake@test')).rejects.toMatchObject({ code: 'store/damaged', details: { why } });
    await expect(store.savePayer(payer())).rejects.toMatchObject({ code: 'store/damaged' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('with a good copy beside it: the copy is named', async () => {
    const { store, file } = await storeWithPayer();
    await store.savePayer({ ...(await store.payer('northlake@test')), name: 'Changed' });
    writeFileSync(file, '');
    await expect(store.payer('northlake@test')).rejects.toMatchObject({ code: 'store/damaged-with-copy' });
  });

  test('with a copy that is damaged too: nothing is promised', async () => {
    const { store, file } = await storeWithPayer();
    writeFileSync(file, '');
    writeFileSync(`${file}.bak`, '{');
    await expect(store.payer('northlake@test')).rejects.toMatchObject({ code: 'store/damaged' });
  });

  test('a payer under another payer’s name is not taken for it', async () => {
    const { folder, store, file } = await storeWithPayer();
    writeFileSync(path.join(folder, 'payers/alder@test.json'), readFileSync(file));
    await expect(store.payer('alder@test')).rejects.toMatchObject({ code: 'store/damaged' });
  });

  test('evidence whose bytes changed is gone, and can be kept again', async () => {
    const { folder, store } = await storeWithPayer();
    const bytes = new TextEncoder().encode('{}');
    const sha256 = await store.keepEvidence(bytes);
    writeFileSync(path.join(folder, 'evidence', sha256), '{ }');
    await expect(store.evidence(sha256)).rejects.toMatchObject({ code: 'store/evidence-gone' });
    await store.keepEvidence(bytes);
    expect(await store.evidence(sha256)).toEqual(bytes);
  });

  test('a store without its header is not given a new one, which would lock its secrets away', async () => {
    const { folder, store } = await storeWithPayer();
    writeFileSync(path.join(folder, 'store.json'), '');
    await expect(store.savePayer(payer('alder@test'))).rejects.toMatchObject({ code: 'store/damaged' });
    rmSync(path.join(folder, 'store.json'));
    await expect(store.savePayer(payer('alder@test'))).rejects.toMatchObject({ code: 'store/damaged' });
  });
});

test('what stands in the way of a write is said', async () => {
  const folder = freshFolder();
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'payers'), 'a file where a folder should be');
  await expect(openStore(folder).savePayer(payer())).rejects.toMatchObject({ code: expect.stringMatching(/^store\//) });
});

test('a step that was being noted when the power went is as it was before, and the next one is not lost', async () => {
  const folder = freshFolder();
  const store = openStore(folder);
  const step = {
    does: 'nothing' as const,
    payer: 'p',
    name: 'n',
    nodeId: 'N',
    moduleId: 'm',
    issuer: 'https://i',
    pid: 1,
  };
  const result = { outcome: 'not-tried' as const, pid: null, code: '', says: '', notKept: [], keptAs: {} };
  await store.savePush({ ...push('a'), results: [{ step, ...result }] });
  const journal = path.join(folder, 'pushes/a.steps');
  await store.notePush('a', 0, { ...result, outcome: 'unknown' });
  const whole = readFileSync(journal);
  writeFileSync(journal, Buffer.concat([whole, whole.subarray(0, whole.length / 2)]));
  const cut = (await store.push('a')).results[0]?.outcome;
  await store.notePush('a', 0, { ...result, outcome: 'done' });
  expect([cut, (await store.push('a')).results[0]?.outcome]).toEqual(['unknown', 'done']);
});

test('a name that is no file name reaches nothing outside the store', async () => {
  const { store } = await storeWithPayer();
  await expect(store.payer('../store')).rejects.toMatchObject({ code: 'store/no-such-payer' });
  await expect(store.target('../store')).rejects.toMatchObject({ code: 'store/no-such-target' });
  await expect(store.push('../store')).rejects.toMatchObject({ code: 'store/no-such-push' });
  await expect(store.evidence('../store.json')).rejects.toMatchObject({ code: 'store/evidence-gone' });
});
