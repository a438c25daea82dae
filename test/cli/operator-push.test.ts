/** @file The operator is another person: a bundle is pushed from a second store, with a secret that came another way. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

let author: Scene;
let operator: Desk;
let secret: string;
const given = (name: string) => path.join(author.folder, name);
const server = () => author.servers.smileCdr.state.servers[0];

async function addTarget(at: Desk): Promise<void> {
  const { smileCdr, ca } = author.servers;
  writeFileSync(path.join(at.folder, 'ca.pem'), ca);
  const added = ['target', 'add', 'cdr', '--url', smileCdr.baseUrl, '--user', smileCdr.username, '--ca', 'ca.pem'];
  expect((await at.run([...added, '--secret-file', '-'], { input: `${smileCdr.password}\n` })).status).toBe(0);
}

beforeAll(async () => {
  author = await sceneAt('smile-cdr');
  secret = await register(author, 'CLIENT_SECRET_BASIC');
  await author.well(['payer', 'set', ref, 'nodeId=Master', 'moduleId=smart_inbound']);
  await author.well(['export', ref, '--out', 'bundle.zip']);
  await author.well(['identity', 'export', '--out', 'author.pem']);
  operator = desk();
  await addTarget(operator);
  const trusting = ['identity', 'trust', 'add', given('author.pem'), '--name', 'Ana', '--roles', 'author'];
  expect((await operator.run(trusting)).status).toBe(0);
});
afterAll(async () => {
  operator.remove();
  await author.end();
});

const pushing = async (...more: string[]) =>
  operator.run(['push', given('bundle.zip'), '--target', 'cdr', '--json', ...more]);

describe('a bundle that uses a secret', () => {
  test('is not pushed without it, and whose it is is named', async () => {
    const ended = await pushing('--yes');
    expect([ended.status, ended.json()['fault'], server()]).toEqual([
      1,
      expect.objectContaining({ code: 'push/secret-missing', says: expect.stringContaining(ref) as unknown }),
      undefined,
    ]);
  });

  test('is not pushed without the roles that are asked for', async () => {
    const ended = await pushing('--require', 'approver', '--yes');
    expect([ended.status, server()]).toEqual([2, undefined]);
  });

  test('is planned only, unless --yes is there', async () => {
    const ended = await operator.run(['push', given('bundle.zip'), '--target', 'cdr']);
    expect([ended.status, server(), ended.stderr.includes('dry run')]).toEqual([2, undefined, true]);
  });

  test('is pushed with the secret from a file, and then once only', async () => {
    writeFileSync(path.join(operator.folder, 'secret.txt'), `${secret}\n`);
    const first = await pushing('--require', 'author', '--yes', '--client-secret', `${ref}=secret.txt`);
    const kept = server();
    const second = await pushing('--require', 'author', '--yes');
    const did = (results: unknown) =>
      (results as { step: { does: string }; outcome: string }[]).map(({ step, outcome }) => `${step.does} ${outcome}`);
    expect([first.status, did(first.json()['results']), kept?.secret]).toEqual([0, ['create done'], secret]);
    expect([second.status, did(second.json()['results'])]).toEqual([0, ['nothing done']]);
  });

  test('tells the target’s wire names, from what stands there', async () => {
    const ended = await operator.run(['target', 'learn', 'cdr', '--json']);
    const keys = ended.json()['keys'] as { key: string; confidence: string }[];
    const sure = (name: string) => keys.find(({ key }) => key === name)?.confidence;
    expect([ended.status, sure('federationTokenUrl'), sure('organizationId')]).toEqual([0, 'seen-there', 'inferred']);
  });

  test('is rolled back, after a look at what that does', async () => {
    const pushes = await operator.run(['pushes', '--target', 'cdr', '--json']);
    const all = pushes.json()['pushes'] as { id: string; results: { step: { does: string } }[] }[];
    const id = all.find(({ results }) => results[0]?.step.does === 'create')?.id ?? '';
    const shown = await operator.run(['rollback', id, '--target', 'cdr']);
    const before = server()?.fields['archivedAt'];
    const done = await operator.run(['rollback', id, '--target', 'cdr', '--yes']);
    expect([shown.status, before, done.status, typeof server()?.fields['archivedAt']]).toEqual([
      2,
      undefined,
      0,
      'string',
    ]);
  });

  test('is in no output', () => {
    expect(operator.printed()).not.toContain(secret);
  });
});
