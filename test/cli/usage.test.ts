/** @file What the command line promises whatever the command: exit statuses, where words go, and no secret in an argument. */
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

let at: Desk;
beforeAll(async () => {
  at = desk();
  await at.run(['payer', 'new', 'northlake@test']);
});
afterAll(() => at.remove());

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  expect(await at.run(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('help that was asked for is a result; help after a mistake is not', async () => {
  expect(await at.run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /), stderr: '' });
  expect(await at.run([])).toMatchObject({ status: 64, stdout: '', stderr: expect.stringMatching(/^Usage: /) });
});

test('every command in the list tells how it is called', async () => {
  const { stdout } = await at.run(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
  expect(names).toHaveLength(19);
  for (const name of names)
    expect(await at.run([name, '--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Usage: payer-wizard ${name}`),
    });
});

describe('wrong usage ends with 64, and says how', () => {
  test.each([
    [['nothing-of-the-kind']],
    [['verify']],
    [['diff']],
    [['diff', 'one', 'two', 'three']],
    [['verify', '--no-such-option']],
    [['payer', 'dance', 'northlake@test']],
    [['definition', 'northlake@test', '--dialect', 'klingon']],
    [['export', 'northlake@test']],
    [['registration', 'northlake@test']],
  ])('%j', async (args) => {
    expect(await at.run(args)).toMatchObject({ status: 64, stdout: '', stderr: expect.stringContaining('Usage:') });
  });
});

test('a mistake in one action of many is answered with its own lines, and so is its help', async () => {
  const own = (text: string) => [...text.matchAll(/payer-wizard key (\w+) PAYER/g)].map(([, name]) => name);
  const wrong = await at.run(['key', 'switch', 'northlake@test']);
  const help = await at.run(['key', 'kid', '--help']);
  const all = await at.run(['key', '--help']);
  expect([wrong.status, own(wrong.stderr), own(help.stdout)]).toEqual([64, ['switch'], ['kid']]);
  expect([wrong.stderr, help.stdout].every((text) => text.includes('key --help lists all'))).toBe(true);
  expect(new Set(own(all.stdout)).size).toBe(10);
});

test('wrong usage is told in lines, and nothing in it is escaped', async () => {
  const { status, stderr } = await at.run(['verify', '--trust', '--json']);
  expect([status, stderr]).toEqual([64, expect.not.stringContaining('\\u000a')]);
});

test.each([
  [['key', 'list', 'northlake@test', 'extra']],
  [['key', 'new', 'northlake@test', '-kind', 'RSA-2048']],
  [['key', 'export', 'northlake@test', '--to', 'x.pem', '--out', 'y', '--form', 'jwk']],
])('%j: what would be ignored is wrong usage', async (args) => {
  expect(await at.run(args)).toMatchObject({ status: 64, stdout: '' });
});

describe('no result ends with 1, a code, a sentence and a remedy', () => {
  test.each([
    [['payer', 'show', 'nobody@test'], 'store/no-such-payer'],
    [['payer', 'show', 'Not A Name'], expect.stringMatching(/^payer\//)],
    [['payer', 'new', 'northlake@test'], expect.stringMatching(/^(store|payer)\//)],
    [['definition', 'northlake@test', '--dialect', 'admin-api'], 'payer/incomplete'],
    [['key', 'load', 'northlake@test', 'no-such.pem'], 'input/cannot-read'],
    [['rollback', 'never', '--target', 'cdr-test'], expect.stringMatching(/^(store|push|target)\//)],
    [['plan', 'northlake@test', '--target', 'nowhere'], expect.stringMatching(/^(store|payer)\//)],
    [['export', 'northlake@test', '--out', 'x.zip', '--time', 'yesterday'], 'input/bad-time'],
  ])('%j: %s', async (args, code) => {
    const ended = await at.run([...args, '--json']);
    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('hint: ') });
    expect(ended.json()).toEqual({
      ok: false,
      fault: { code, says: expect.stringMatching(/\S/), hint: expect.stringMatching(/\S/) },
    });
  });
});

test('a result that is not all good ends with 2, and is whole', async () => {
  writeFileSync(path.join(at.folder, 'bad.json'), '{"issuer":"http://auth.northlake.example"}');
  const ended = await at.run(['discover', 'bad.json', '--json']);
  expect(ended.status).toBe(2);
  expect(ended.json()).toMatchObject({ ok: false, documents: [{}], findings: expect.any(Array) });
});

test.each([
  ['authenticationMethod=client_secret_pos', 'client/no-such-choice'],
  ['grantType=password', 'client/no-such-choice'],
  ['assertionClaims={"iss":', 'client/not-json'],
  ['assertionClaims=[]', 'client/claims-not-an-object'],
  ['assertionClaims={"iss":"x"}', 'client/claims-of-ours'],
  ['assertionSeconds=1000', 'client/life'],
  ['assertionJku=nowhere', 'client/jku-address'],
  ['loopbackRedirect=https://payer.example/', 'client/not-loopback'],
])('%s is saved, and told with a code: the live test cannot use it', async (assignment, code) => {
  const ended = await at.run(['payer', 'set', 'northlake@test', assignment, '--json']);
  expect([ended.status, ended.json()]).toMatchObject([2, { ok: false, problems: [{ code }] }]);
  expect((await at.run(['payer', 'show', 'northlake@test'])).stdout).toContain(`[${code}]`);
  const [name = ''] = assignment.split('=');
  expect((await at.run(['payer', 'set', 'northlake@test', `${name}=`])).status).toBe(0);
});

test('a store that another process holds is waited for, then named', async () => {
  const lock = path.join(at.store, 'store.lock');
  writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), start: '' }));
  const ended = await at.run(['payer', 'set', 'northlake@test', 'clientId=x', '--json']);
  expect([ended.status, ended.json()]).toMatchObject([1, { fault: { code: 'store/locked' } }]);
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), start: '' }));
  expect((await at.run(['payer', 'set', 'northlake@test', 'clientId=x'])).status).toBe(0);
});
