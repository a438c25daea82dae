/** @file Targets on the command line: what describes one, and the ways to it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certify, keyPemOf, pemOf } from '../pki.ts';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const add = ['target', 'add', 'cdr', '--url', 'https://cdr.example:9000', '--user', 'ana', '--secret-file', 'password'];
let at: Desk;
beforeAll(async () => {
  at = desk();
  writeFileSync(path.join(at.folder, 'password'), 'for this run only');
  const client = await certify(new Date(), { name: 'p2p-push' });
  writeFileSync(path.join(at.folder, 'client.pem'), `${await keyPemOf(client)}${pemOf(client)}`);
  writeFileSync(path.join(at.folder, 'bare.pem'), await keyPemOf(client));
});
afterAll(() => at.remove());

const list = async () => (await at.run(['target', 'list'])).stdout.trim().split('\t');

test('label, proxy and client certificate are listed, and stay when the target is added again', async () => {
  await at.run([...add, '--label', 'UAT, region east', '--proxy', 'http://ana@proxy.example:8080']);
  expect((await at.run(['target', 'client-key', 'cdr', 'client.pem'])).status).toBe(0);
  await at.run(add);
  expect(await list()).toEqual([
    'cdr',
    'test',
    'https://cdr.example:9000/',
    'UAT, region east',
    'proxy http://ana@proxy.example:8080',
    expect.stringMatching(/^client certificate CN=p2p-push until \d+ \w+ \d{4}$/),
  ]);
  await at.run(['target', 'client-key', 'cdr', 'none']);
  expect((await list()).length).toBe(5);
});

test('a production target stays one until somebody says otherwise', async () => {
  const kinds: (string | undefined)[] = [];
  for (const more of [['--production'], [], ['--no-production'], []]) {
    await at.run([...add, ...more]);
    kinds.push((await list())[1]);
  }
  expect(kinds).toEqual(['production', 'production', 'test', 'test']);
});

test('a password of the proxy is no argument, and is not told again', async () => {
  const given = await at.run(['target', 'proxy-password', 'cdr', 'typed-here']);
  expect([given.status === 0, `${given.stdout}${given.stderr}`.includes('typed-here')]).toEqual([false, false]);
  const sealed = await at.run(['target', 'proxy-password', 'cdr', '--secret-file', 'password']);
  expect([sealed.status, sealed.stdout.includes('for this run only')]).toEqual([0, false]);
});

test.each([
  [['client-key', 'cdr', 'bare.pem'], 1, 'target/key-without-certificate'],
  [['client-key', 'other', 'client.pem'], 1, 'store/no-such-target'],
  [['proxy-password', 'other', '--secret-file', 'password'], 1, 'store/no-such-target'],
])('target %j: %s %s', async (args, status, code) => {
  const ended = await at.run(['target', ...args, '--json']);
  expect([ended.status, (ended.json() as { fault: { code: string } }).fault.code]).toEqual([status, code]);
});

test('without a file the usage is told', async () => {
  expect((await at.run(['target', 'client-key', 'cdr'])).stderr).toContain('a FILE is needed, or none');
});
