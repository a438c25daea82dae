/** @file A bundle as an operator has it: what a push of it would do, told from the bundle alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

let author: Scene;
let operator: Desk;

beforeAll(async () => {
  author = await sceneAt('smart-strict');
  await register(author, 'PRIVATE_KEY_JWT');
  await author.well(['payer', 'set', ref, 'nodeId=Master', 'moduleId=smart_inbound']);
  await author.well(['export', ref, '--out', 'bundle.zip']);
  await author.well(['export', ref, '--dir', 'repository/bundle']);
  await author.well(['identity', 'export', '--out', 'author.pem']);
  const { smileCdr, ca } = author.servers;
  operator = desk();
  writeFileSync(path.join(operator.folder, 'ca.pem'), ca);
  const added = ['target', 'add', 'cdr', '--url', smileCdr.baseUrl, '--user', smileCdr.username, '--ca', 'ca.pem'];
  for (const at of [author, operator])
    expect((await at.run([...added, '--secret-file', '-'], { input: `${smileCdr.password}\n` })).status).toBe(0);
});

afterAll(async () => {
  operator.remove();
  await author.end();
});

const given = (name: string) => path.join(author.folder, name);
const planned = async (place: string, ...more: string[]) =>
  operator.run(['plan', given(place), '--target', 'cdr', '--json', ...more]);

test.each(['bundle.zip', 'repository/bundle'])('%s is planned by somebody who has nothing else', async (place) => {
  const ended = await planned(place, '--trust', given('author.pem'));
  expect([ended.status, ended.json()]).toMatchObject([
    2,
    {
      ok: false,
      verification: { verdict: 'valid' },
      steps: [{ does: 'create', payer: ref, moduleId: 'smart_inbound' }],
    },
  ]);
});

test('one that nobody believed signed is planned, and told', async () => {
  const ended = await planned('bundle.zip');
  expect([ended.status, ended.json(), ended.stderr.includes('signer-not-trusted')]).toMatchObject([
    2,
    { ok: false, verification: { verdict: 'signer-not-trusted' }, steps: [{ does: 'create' }] },
    true,
  ]);
});

test('without the roles that are asked for nothing is planned', async () => {
  const ended = await planned('bundle.zip', '--trust', given('author.pem'), '--require', 'approver');
  expect([ended.status, ended.json()]).toEqual([
    2,
    expect.objectContaining({
      ok: false,
      verification: expect.objectContaining({ verdict: 'too-few-approvals' }) as unknown,
    }),
  ]);
  expect(ended.json()['steps']).toBeUndefined();
});

test('an altered one is not used', async () => {
  const bytes = readFileSync(given('bundle.zip'));
  bytes[200] = (bytes[200] ?? 0) ^ 1;
  writeFileSync(given('altered.zip'), bytes);
  const ended = await planned('altered.zip', '--trust', given('author.pem'));
  expect([ended.status, ended.json()]).toMatchObject([1, { ok: false, fault: { code: 'bundle/not-as-signed' } }]);
});

test('after a push of the same definition there is nothing to do', async () => {
  await author.well(['push', ref, '--target', 'cdr', '--yes']);
  const ended = await planned('bundle.zip', '--trust', given('author.pem'));
  expect([ended.status, ended.json()]).toMatchObject([0, { ok: true, steps: [{ does: 'nothing' }] }]);
});
