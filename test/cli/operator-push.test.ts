/** @file The operator is another person: a bundle is pushed from a second store, with a secret that came another way. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Agent, fetch } from 'undici';
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
    const shown = await operator.run(['rollback', id]);
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

describe('a hand-over', () => {
  let second: Desk;
  beforeAll(async () => {
    second = desk();
    await addTarget(second);
    const wish = ['-subj', '/CN=Operator', '-days', '30', '-addext', 'basicConstraints=critical,CA:FALSE'];
    const files = ['-keyout', path.join(second.folder, 'me.key'), '-out', path.join(author.folder, 'operator.pem')];
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', ...files, ...wish]);
    expect(made.status).toBe(0);
    await author.well(['key', 'export', ref, '--to', 'operator.pem', '--out', 'for-operator.cms']);
    author.servers.smileCdr.state.servers.splice(0);
  });
  afterAll(() => {
    second.remove();
  });

  test('of a payer that is not here is not kept, and what to do first is told', async () => {
    const ended = await second.run(['take', given('for-operator.cms'), '--key', 'me.key']);
    expect([ended.status, ended.stdout.includes('not in this store'), ended.stderr.includes('payer import')]).toEqual([
      2,
      true,
      true,
    ]);
  });

  test('gives the operator’s push of the bundle the secret: a definition that works', async () => {
    const trust = ['--trust', given('author.pem')];
    expect((await second.run(['payer', 'import', given('bundle.zip'), ...trust])).status).toBe(0);
    const taken = await second.run(['take', given('for-operator.cms'), '--key', 'me.key', '--json']);
    const pushed = await second.run(['push', given('bundle.zip'), '--target', 'cdr', ...trust, '--yes']);
    expect([taken.status, taken.json()['taken'], pushed.status]).toEqual([
      0,
      [{ ref, isHere: true, keys: [], keysBefore: [], clientSecret: true }],
      0,
    ]);
    // With what stands there now a token comes from the Source Payer.
    const { secret: arrived, fields } = server() ?? { secret: null, fields: {} };
    expect(arrived).toBe(secret);
    const answer = await tokenWith({
      endpoint: String(fields['federationTokenUrl']),
      clientId: String(fields['tokenIntrospectionClientId']),
      clientSecret: arrived ?? '',
      scope: String(fields['federationRequestScopes']),
    });
    expect(answer).toMatchObject({ status: 200, token_type: expect.stringMatching(/^bearer$/i) as unknown });
  });

  test('is ready where the definition is there, and says what is left to look at', async () => {
    const ended = await second.run(['readiness', ref, '--target', 'cdr', '--json']);
    const checks = ended.json()['checks'] as { is: string; says: string }[];
    const definition = checks.find(({ says }) => says.startsWith('The definition'));
    const request = await second.run(['readiness', ref, '--request']);
    const { parameter } = JSON.parse(request.stdout) as { parameter: { name: string; valueString?: string }[] };
    // No live test was made from this store, and this Smile CDR has no System to System module.
    expect([ended.status, definition?.is]).toEqual([2, 'ok']);
    expect([request.status, parameter.find(({ name }) => name === 'sourceIssuerUrl')?.valueString]).toEqual([
      0,
      server()?.fields['issuer'],
    ]);
  });

  test('is in no output', () => {
    expect(second.printed()).not.toContain(secret);
  });
});

/** As Smile CDR would ask: RFC 6749 §4.4.2, §2.3.1. */
async function tokenWith(given: Record<'endpoint' | 'clientId' | 'clientSecret' | 'scope', string>) {
  const pair = [given.clientId, given.clientSecret].map(encodeURIComponent).join(':');
  const dispatcher = new Agent({ connect: { ca: author.servers.ca } });
  const response = await fetch(given.endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: given.scope }).toString(),
    dispatcher,
  });
  const body = (await response.json()) as Record<string, unknown>;
  await dispatcher.close();
  return { status: response.status, ...body };
}
