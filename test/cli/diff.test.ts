import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scene } from './support/source-payer.ts';
import { program } from './support/command-line.ts';
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

test('one that is not as it was signed is compared only by a word of its own, and never ends well', async () => {
  await at.well(['export', ref, '--dir', 'touched']);
  const script = path.join(at.folder, `touched/payers/${ref}/evidence/findings.json`);
  writeFileSync(script, `${readFileSync(script, 'utf8')}\n`);
  const refused = await diff('touched', ref);
  const looked = await diff('touched', ref, '--unsound');
  const ticket = await at.run(['diff', 'touched', ref, '--unsound', '--markdown']);
  expect([refused.status, looked.status, looked.json(), ticket.stdout.includes('**altered**')]).toMatchObject([
    1,
    2,
    { ok: false, isSame: true, before: { verification: { verdict: 'altered' } } },
    true,
  ]);
  expect(looked.stderr).toContain('altered');
});

test('by whom a bundle is signed is told beside, whatever differs', async () => {
  await at.well(['identity', 'export', '--out', 'author.pem']);
  mkdirSync(path.join(at.folder, 'nobody'));
  const verdicts = [];
  for (const trust of ['nobody', 'author.pem']) {
    const ended = await diff('later', 'later', '--trust', trust);
    const { before } = ended.json() as { before: { verification: { verdict: string } } };
    verdicts.push([ended.status, before.verification.verdict]);
  }
  expect(verdicts).toEqual([
    [0, 'signer-not-trusted'],
    [0, 'valid'],
  ]);
});

test('a known target needs no word before it, unless a file has its name', async () => {
  expect((await diff('cdr', ref)).json()).toMatchObject({ before: { is: 'target', label: 'cdr' } });
  copyFileSync(path.join(at.folder, 'admin-api.json'), path.join(at.folder, 'cdr'));
  const [either, file] = [await diff('cdr', ref), await diff('file:cdr', ref)];
  expect([either.status, either.stderr.includes('file:cdr or target:cdr'), file.json()]).toMatchObject([
    64,
    true,
    { before: { is: 'file' } },
  ]);
});

test('a pipe is read once', async () => {
  const piped = spawnSync(
    'bash',
    ['-c', 'exec "$0" "$1" diff <(cat admin-api.json) <(cat before.zip) --json', process.execPath, program],
    { cwd: at.folder, encoding: 'utf8', env: { ...process.env, PAYER_WIZARD_STORE: at.store } },
  );
  expect(JSON.parse(piped.stdout)).toMatchObject({ before: { is: 'file' }, after: { is: 'bundle' } });
});

test('what a stranger wrote shows and does nothing, in words, in JSON and for the ticket', async () => {
  const canary = 'canary-77aa-of-a-stranger';
  const of = (name: string, more: object) => {
    const stranger = {
      issuer: 'https://s.example',
      name: `x\u202E\u001B[2J${name}`,
      federationRequestScopes: 'a\u200B b',
    };
    writeFileSync(path.join(at.folder, `${name}.json`), JSON.stringify({ ...stranger, ...more }));
  };
  of('one', { tokenIntrospectionClientSecret: canary, vendorPassword: `${canary}1` });
  of('two', {
    tokenIntrospectionClientSecret: `${canary}2`,
    vendorPassword: `${canary}3`,
    federationRequestScopes: 'a b',
  });
  const printed = [];
  for (const form of [[], ['--json'], ['--markdown']])
    printed.push(await at.run(['diff', 'one.json', 'two.json', ...form]));
  expect(printed.map(({ status }) => status)).toEqual([2, 2, 2]);
  const all = printed.map(({ stdout, stderr }) => stdout + stderr).join('');
  expect([all.includes(canary), /[\u202E\u001B\u200B]/.test(all), all.includes('a\\u200b')]).toEqual([
    false,
    false,
    true,
  ]);
});

test('a file larger than the memory is not read to its end', async () => {
  const handle = await open(path.join(at.folder, 'huge.json'), 'w');
  await handle.truncate(64 * 2 ** 30);
  await handle.close();
  const ended = await diff('huge.json', ref);
  expect([ended.status, ended.json()]).toMatchObject([1, { fault: { code: 'definition/file-too-large' } }]);
});

test('a payer that is not finished is compared as it stands, and that is told', async () => {
  await at.well(['payer', 'new', 'draft@test']);
  await at.well(['payer', 'set', 'draft@test', 'issuer=https://draft.example']);
  const ended = await diff('draft@test', ref);
  expect([ended.status, ended.stderr.includes('payer/incomplete')]).toEqual([2, true]);
});

test('what may be a payer and a file has to be said', async () => {
  copyFileSync(path.join(at.folder, 'admin-api.json'), path.join(at.folder, ref));
  expect((await diff(ref, 'before.zip')).status).toBe(64);
  expect((await diff(`payer:${ref}`, `file:${ref}`)).status).toBe(2);
});
