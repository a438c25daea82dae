/** @file What a tired person does, each in its place: the wrong file, the wrong folder, the second signature. */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuer, openidConfiguration } from '../northlake.ts';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
let at: Desk;
beforeAll(async () => {
  at = desk();
  writeFileSync(path.join(at.folder, 'oidc.json'), openidConfiguration);
  await at.run(['payer', 'new', ref]);
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  await at.run(['payer', 'set', ref, 'clientId=requesting-payer', 'nodeId=Master', 'moduleId=smart_inbound']);
  await read(issuer);
});
afterAll(() => at.remove());

async function read(from: string) {
  const address = `${from}/.well-known/openid-configuration`;
  return at.run(['discover', 'oidc.json', '--retrieved-from', address, '--payer', ref]);
}

async function faultOf(args: readonly string[]) {
  const { status, stdout } = await at.run([...args, '--json']);
  return [status, (JSON.parse(stdout) as { fault?: { code: string } }).fault?.code];
}

test('a private key where a CA is wanted is refused, and gets nowhere', async () => {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(at.folder, 'key.pem'), pem);
  for (const args of [
    ['payer', 'trust', ref],
    ['discover', 'oidc.json', '--payer', ref],
    ['target', 'add', 'cdr', '--url', 'https://cdr.example/', '--user', 'ana', '--secret-file', 'oidc.json'],
  ])
    expect(await faultOf([...args, '--ca', 'key.pem'])).toEqual([1, 'certificate/unreadable']);
  const files = readdirSync(at.store, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const stored = files.map((each) => readFileSync(path.join(each.parentPath, each.name), 'utf8')).join();
  expect(stored).not.toContain(pem.toString().split('\n')[1]);
});

test('a key signs a bundle once: its second statement would take the place of its first', async () => {
  await at.run(['export', ref, '--out', 'bundle.zip']);
  const before = readFileSync(path.join(at.folder, 'bundle.zip'));
  expect(await faultOf(['sign', 'bundle.zip', '--role', 'approver'])).toEqual([1, 'bundle/signed-already']);
  expect(readFileSync(path.join(at.folder, 'bundle.zip')).equals(before)).toBe(true);
});

test('a folder with other files in it does not become a bundle', async () => {
  mkdirSync(path.join(at.folder, 'full'));
  writeFileSync(path.join(at.folder, 'full/mine.txt'), 'mine');
  expect(await faultOf(['export', ref, '--dir', 'full'])).toEqual([1, 'input/not-empty']);
  expect(readdirSync(path.join(at.folder, 'full'))).toEqual(['mine.txt']);
});

test('a folder where a file is wanted is named', async () => {
  expect(await faultOf(['key', 'export', ref, '--out', 'full'])).toEqual([1, 'input/not-a-file']);
  expect(await faultOf(['vault', 'create', '--passphrase-file', 'full'])).toEqual([1, 'input/cannot-read']);
  expect(await faultOf(['discover', 'full'])).toEqual([1, 'input/cannot-read']);
});

test('an address that is none is a finding; an option before the command is wrong usage', async () => {
  expect((await at.run(['discover', 'oidc.json', '--retrieved-from', 'northlake'])).status).toBe(2);
  expect(await at.run(['--store', 'x', 'payer', 'list'])).toMatchObject({
    status: 64,
    stderr: expect.stringContaining('options stand behind the command'),
  });
});

test('an open error travels with the bundle, and not in silence', async () => {
  const document = { ...(JSON.parse(openidConfiguration) as object), op_tos_uri: 'https://northlake.example/{tenant}' };
  writeFileSync(path.join(at.folder, 'oidc.json'), JSON.stringify(document));
  await read(issuer);
  const exported = await at.run(['export', ref, '--out', 'doubtful.zip', '--json']);
  expect([exported.status, exported.json()]).toMatchObject([2, { ok: false, written: 'doubtful.zip' }]);
  expect(exported.stderr).toContain('[member/template]');
  const shown = await at.run(['definition', ref, '--dialect', 'admin-api']);
  expect([shown.status, shown.stderr.includes('[member/template]')]).toEqual([2, true]);
});

test('what waits for a confirmation does not travel', async () => {
  await read('https://somebody-else.example');
  expect(await faultOf(['export', ref, '--out', 'never.zip'])).toEqual([1, 'payer/not-confirmed']);
  expect(existsSync(path.join(at.folder, 'never.zip'))).toBe(false);
});
