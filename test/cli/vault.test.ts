/** @file `payer-wizard vault`: what it tells, and the way of a vault from a passphrase into the keychain and back. */
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from './support/command-line.ts';
import { typed } from './support/terminal.ts';

const at = desk();
const secret = 'canary-of-a-client-secret';
const passphrase = ['--passphrase-file', 'passphrase'];
beforeAll(() => {
  writeFileSync(path.join(at.folder, 'passphrase'), 'a passphrase of nothing\n', { mode: 0o600 });
  writeFileSync(path.join(at.folder, 'other'), 'another passphrase\n', { mode: 0o600 });
});
afterAll(() => {
  at.remove();
});

const json = async (...args: string[]) => (await at.run([...args, '--json'])).json();

test('made, filled, moved, recovered: each step is told, and nothing that is kept', async () => {
  expect(await json('vault', 'create', ...passphrase)).toEqual({ ok: true });
  await at.run(['payer', 'new', 'northlake@test']);
  await at.run(['payer', 'secret', 'northlake@test', ...passphrase], { input: `${secret}\n` });
  expect(await json('vault', 'status')).toMatchObject({
    is: 'closed',
    mode: 'passphrase',
    keyLiesIn: 'passphrase',
    check: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    lockAfterMinutes: 15,
    itemsByKind: [{ kind: 'client-secret', count: 1 }],
  });

  expect(await json('vault', 'move', '--to', 'keychain', ...passphrase)).toEqual({
    ok: true,
    to: 'keychain',
    keyLiesIn: 'Secret Service keyring',
  });
  expect(await json('vault', 'status')).toMatchObject({ mode: 'keychain', keyLiesIn: 'Secret Service keyring' });
  await at.run(['vault', 'recovery', '--out', 'recovery.json', ...passphrase]);
  expect(statSync(path.join(at.folder, 'recovery.json')).mode & 0o777).toBe(0o600);
  const toPassphrase = ['vault', 'move', '--to', 'passphrase'];
  const left = 'passphrase, perhaps still in: Secret Service keyring';
  expect(await json(...toPassphrase, ...passphrase)).toEqual({ ok: true, to: 'passphrase', keyLiesIn: left });
  expect(await json('vault', 'status')).toMatchObject({ keyLiesIn: left });
  const changed = await json(...toPassphrase, '--new-passphrase-file', 'other', '--forget-keychain', ...passphrase);
  expect(changed).toEqual({ ok: true, to: 'passphrase', keyLiesIn: 'passphrase' });
  expect(await json(...toPassphrase, ...passphrase)).toMatchObject({ fault: { code: 'vault/wrong-passphrase' } });
  expect(await json('key', 'new', 'northlake@test', '--kind', 'EC-P-256')).toMatchObject({
    fault: { code: 'vault/needs-passphrase' },
  });
  expect(await json('vault', 'restore', '--from', 'recovery.json', ...passphrase)).toEqual({
    ok: true,
    into: 'keychain',
  });
  expect(await json('vault', 'status')).toMatchObject({
    mode: 'keychain',
    recoveryAt: expect.stringMatching(/^\d{4}-/) as unknown,
  });
  expect(at.printed()).not.toContain(secret);
});

const file = (name: string, text: string) => {
  writeFileSync(path.join(at.folder, name), text, { mode: 0o600 });
};

test.each([
  ['a byte order mark and CRLF', '\uFEFFa passphrase of nothing\r\nand more\r\n', {}],
  ['a blank behind it', 'a passphrase of nothing \n', { fault: { code: 'vault/wrong-passphrase' } }],
  ['nothing in it', '\n', { fault: { code: 'input/no-secret' } }],
])('a passphrase file with %s is read alike by all commands', async (_, text, ends) => {
  const store = ['--store', 'alike'];
  await at.run(['vault', 'create', ...passphrase, ...store]);
  await at.run(['payer', 'new', 'northlake@test', ...store]);
  file('given', text);
  const given = ['--passphrase-file', 'given', ...store];
  const commands = [
    ['vault', 'recovery', '--out', 'alike.json'],
    ['vault', 'move', '--to', 'passphrase'],
    ['key', 'new', 'northlake@test', '--kind', 'EC-P-256'],
  ];
  for (const command of commands) expect(await json(...command, ...given), command.join(' ')).toMatchObject(ends);
  for (const command of commands) {
    const piped = await at.run([...command, '--passphrase-file', '-', ...store, '--json'], { input: text });
    expect(piped.json(), command.join(' ')).toMatchObject(ends);
  }
});

test('standard input is the secret or the passphrase, not both', async () => {
  await at.run(['payer', 'new', 'alder@test']);
  const both = await at.run(['payer', 'secret', 'alder@test', '--passphrase-file', '-'], { input: secret });
  expect(both.status).toBe(64);
});

test('at a terminal passphrases are asked for without an echo, new ones twice', async () => {
  const [first, second] = ['a first passphrase', 'a second passphrase'];
  const store = ['--store', 'typed'];
  const steps: { args: string[]; answers: string[]; status: number }[] = [
    { args: ['vault', 'create'], answers: [first, second], status: 1 },
    { args: ['vault', 'create'], answers: [''], status: 1 },
    { args: ['vault', 'create'], answers: [first, first], status: 0 },
    { args: ['payer', 'new', 'northlake@test'], answers: [], status: 0 },
    { args: ['key', 'new', 'northlake@test', '--kind', 'EC-P-256'], answers: [first], status: 0 },
    { args: ['vault', 'move', '--to', 'passphrase'], answers: [first, second, second], status: 0 },
    { args: ['vault', 'recovery', '--out', 'typed.json'], answers: [second], status: 0 },
    { args: ['vault', 'restore', '--from', 'typed.json', '--into', 'passphrase'], answers: [second], status: 0 },
  ];
  for (const { args, answers, status } of steps) {
    const ended = await typed(at, { args: [...args, ...store], answers });
    const echoed = answers.filter((answer) => answer !== '' && ended.shown.includes(answer));
    expect({ args, status: ended.status, echoed }).toEqual({ args, status, echoed: [] });
  }
});

test('a secret as an argument is wrong usage, and not told', async () => {
  for (const command of ['secret', 'proxy-password']) {
    const { status, stdout, stderr } = await at.run(['payer', command, 'northlake@test', secret], { input: 'piped' });
    expect([status, (stdout + stderr).includes(secret)]).toEqual([64, false]);
  }
});

test('what no record names is named, and erased when it is old enough', async () => {
  await at.run(['payer', 'new', 'alder@test']);
  await at.run(['payer', 'proxy-password', 'alder@test'], { input: 'never-asked-for\n' });
  const [orphan] = (await json('vault', 'status'))['unnamed'] as unknown[];
  expect(orphan).toMatchObject({ owner: 'alder@test', kind: 'proxy-password' });
  expect(await json('vault', 'tidy')).toEqual({ ok: true, erased: [] });
  const vault = path.join(at.store, 'vault');
  for (const name of readdirSync(vault)) utimesSync(path.join(vault, name), 0, 0);
  expect(await json('vault', 'tidy')).toEqual({ ok: true, erased: [orphan] });
  expect(await json('vault', 'status')).toMatchObject({ unnamed: [], itemsByKind: [{ kind: 'client-secret' }] });
});

test('another change-control key is made by who says so, and by nobody else', async () => {
  const { keyId } = await json('identity', 'show');
  expect((await at.run(['identity', 'new'])).status).toBe(2);
  expect(await json('identity', 'show')).toMatchObject({ keyId });
  const made = await json('identity', 'new', '--yes');
  expect(made['keyId']).not.toBe(keyId);
  expect(await json('identity', 'show')).toEqual(made);
});

test.each([
  ['no place', ['vault', 'move', ...passphrase]],
  ['a place that there is not', ['vault', 'move', '--to', 'cloud', ...passphrase]],
  ['no passphrase', ['vault', 'move', '--to', 'keychain']],
  ['a keychain that is to be forgotten', ['vault', 'move', '--to', 'keychain', '--forget-keychain', ...passphrase]],
])('moving with %s is wrong usage', async (_, args) => {
  expect((await at.run(args)).status).toBe(64);
});
