import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

let at: Scene;
let secret: string;

beforeAll(async () => {
  at = await sceneAt('smile-cdr');
  secret = await register(at, 'CLIENT_SECRET_BASIC');
  await at.well(['payer', 'set', ref, 'nodeId=Master', 'moduleId=smart_inbound']);
  await at.well(['export', ref, '--out', 'before.zip']);
  await at.well(['export', ref, '--dir', 'folder']);
  const { smileCdr } = at.servers;
  const added = ['target', 'add', 'cdr', '--url', smileCdr.baseUrl, '--user', smileCdr.username, '--ca', 'ca.pem'];
  await at.well([...added, '--secret-file', '-'], { input: `${smileCdr.password}\n` });
  for (const dialect of ['admin-api', 'seed-file', 'tutorial'])
    writeFileSync(
      path.join(at.folder, `${dialect}.json`),
      (await at.well(['definition', ref, '--dialect', dialect])).stdout,
    );
});

afterAll(async () => at.end());

const diff = async (...args: string[]) => at.run(['diff', ...args, '--json']);
const changes = async (...args: string[]) => {
  const { status, json } = await diff(...args);
  const { definitions } = json() as { definitions: { is: string; secret: string; members: { member: string }[] }[] };
  return [
    status,
    ...definitions.map(({ is, secret: state, members }) => [is, state, members.map(({ member }) => member)]),
  ];
};

test.each(['before.zip', 'folder', 'admin-api.json', 'seed-file.json', 'tutorial.json'])(
  'a payer does not differ from %s, which was made of it',
  async (place) => {
    expect(await changes(place, ref)).toEqual([0, ['same', 'not-told', []]]);
  },
);

test('a live target, before and after a push, with what is known of the secret', async () => {
  expect(await changes('target:cdr', ref)).toMatchObject([2, ['only-after', 'not-told', expect.any(Array)]]);
  await at.well(['push', ref, '--target', 'cdr', '--yes']);
  expect(await changes('target:cdr', ref)).toEqual([0, ['same', 'same', []]]);
});

test('what was changed is told in words, and for the ticket, and in the README of the next bundle; the secret never', async () => {
  await at.well(['payer', 'set', ref, 'requestScopes=openid', 'responseType=code id_token']);
  const words = await at.run(['diff', 'before.zip', ref]);
  const ticket = await at.run(['diff', 'before.zip', ref, '--markdown']);
  await at.well(['export', ref, '--dir', 'later', '--before', 'before.zip']);
  const readme = readFileSync(path.join(at.folder, 'later/README.md'), 'utf8');
  expect([words.status, ticket.status]).toEqual([2, 2]);
  expect(words.stdout).toMatch(/Request Scopes \(requestScopes\)\n(?: {2}- .*\n)+/);
  const row = '| Response Type |';
  const rowOf = (text: string) => text.split('\n').find((line) => line.startsWith(row) && line.split('|').length === 5);
  expect([rowOf(ticket.stdout)?.includes('code id_token'), rowOf(readme)]).toEqual([true, rowOf(ticket.stdout)]);
  expect(`${at.printed()}${readme}`).not.toContain(secret);
  expect(await changes('before.zip', 'later')).toMatchObject([
    2,
    ['changed', 'not-told', ['requestScopes', 'responseType']],
  ]);
});

test.each<[string, string[], number, string]>([
  ['a payer that is not there', ['nobody@test', 'before.zip'], 1, 'store/no-such-payer'],
  ['a file that is not there', ['nothing.zip', 'before.zip'], 1, 'input/cannot-read'],
  ['a target that is not there', ['target:none', 'before.zip'], 1, 'store/no-such-target'],
  ['no definition', ['ca.pem', 'before.zip'], 1, 'definition/file-not-json'],
])('%s', async (_name, args, status, code) => {
  const ended = await diff(...args);
  expect([ended.status, ended.json()]).toMatchObject([status, { ok: false, fault: { code } }]);
});

test('a bundle that is not as it was signed is not compared', async () => {
  const bytes = readFileSync(path.join(at.folder, 'before.zip'));
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(path.join(at.folder, 'altered.zip'), bytes);
  const ended = await diff('altered.zip', ref);
  expect([ended.status, ended.json()]).toMatchObject([1, { fault: { code: 'bundle/not-as-signed' } }]);
});

test('what may be a payer and a file has to be said', async () => {
  copyFileSync(path.join(at.folder, 'admin-api.json'), path.join(at.folder, ref));
  expect((await diff(ref, 'before.zip')).status).toBe(64);
  expect((await diff(`payer:${ref}`, `file:${ref}`)).status).toBe(2);
});
