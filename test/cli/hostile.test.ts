/** @file What a stranger wrote, on a terminal, and what another payer’s file does to ours. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '#core/domain/discovery/finding.ts';
import { issuer, openidConfiguration } from '../northlake.ts';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
let at: Desk;
beforeAll(async () => {
  at = desk();
  writeFileSync(path.join(at.folder, 'oidc.json'), openidConfiguration);
  await make(ref);
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  await at.run(['payer', 'set', ref, 'clientId=requesting-payer', 'nodeId=Master', 'moduleId=smart_inbound']);
});
afterAll(() => at.remove());

async function make(name: string) {
  await at.run(['payer', 'new', name]);
  const from = `${issuer}/.well-known/openid-configuration`;
  await at.run(['discover', 'oidc.json', '--retrieved-from', from, '--payer', name]);
}

async function faultOf(args: readonly string[]) {
  const { status, stdout } = await at.run([...args, '--json']);
  return [status, (JSON.parse(stdout) as { fault?: { code: string } }).fault?.code];
}

async function open(name: string): Promise<string[]> {
  const { findings } = (await at.run(['payer', 'show', name, '--json'])).json();
  return (findings as Finding[]).map(({ code }) => code);
}

test('nothing of a document reaches the terminal as more than characters', async () => {
  const bad = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202Eexe\u2066\u200b\r\nerror: none [a/b]';
  const document = {
    ...(JSON.parse(openidConfiguration) as object),
    issuer: `https://evil.example/${bad}`,
    token_endpoint: `https://evil.example/${bad}`,
    scopes_supported: [bad],
    [bad]: bad,
    'x-long': 'y'.repeat(100_000),
  };
  writeFileSync(path.join(at.folder, 'hostile.json'), JSON.stringify(document));
  const source = ['discover', 'hostile.json', '--retrieved-from', `${issuer}/.well-known/openid-configuration`];
  const told = await at.run(source);
  expect(told.stdout + told.stderr).not.toMatch(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069]/,
  );
  expect(told.stdout).toContain('\\u001b[2J');
  expect(told.stdout.split('\n').filter((line) => line.startsWith('error: none'))).toEqual([]);
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThan(5000);

  const { stdout, json } = await at.run([...source, '--json']);
  expect(stdout).not.toMatch(/[\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069]/);
  expect(json()).toMatchObject({ fields: { scopesSupported: { value: [bad] } } });
});

test('a mark stands under the character that differs, not under half of one', async () => {
  const other = '😀'.repeat(3);
  const document = { ...(JSON.parse(openidConfiguration) as object), issuer: `https://a.example/${other}b` };
  writeFileSync(path.join(at.folder, 'faces.json'), JSON.stringify(document));
  const source = ['discover', 'faces.json', '--retrieved-from', 'https://a.example/.well-known/openid-configuration'];
  const lines = (await at.run(source)).stdout.split('\n');
  const expected = lines.findIndex((line) => line.startsWith('  expected  '));
  expect([lines[expected + 1], lines[expected + 2]]).toEqual([
    `  told      https://a.example/${other}b`,
    `            ${' '.repeat('https://a.example'.length)}^`,
  ]);
});

test('a definition is not written in silence while something waits for a confirmation', async () => {
  const command = ['definition', ref, '--dialect', 'admin-api'];
  expect((await at.run(command)).status).toBe(0);
  await at.run(['payer', 'set', ref, 'tokenEndpoint=https://victim.example/token']);
  const told = await at.run(command);
  expect([told.status, told.stderr]).toEqual([2, expect.stringContaining('[endpoint/other-domain]')]);
  expect(JSON.parse(told.stdout)).toBeTypeOf('object');

  expect(await faultOf(['payer', 'accept', ref, 'endpoint/other-domain', '--reason', ' '])).toEqual([
    1,
    'payer/no-reason',
  ]);
  await at.run(['payer', 'set', ref, 'tokenEndpoint']);
});

test.each([
  'https://a:b@auth.northlake.example/t',
  'https://auth.northlake.example/{tenant}',
  'https:auth.northlake.example/t',
])('%s is not exported', async (address) => {
  await at.run(['payer', 'set', ref, `tokenEndpoint=${address}`]);
  expect(await faultOf(['export', ref, '--out', 'never.zip'])).toEqual([1, 'payer/incomplete']);
  await at.run(['payer', 'set', ref, 'tokenEndpoint']);
});

test('a payer that takes the token endpoint later shows on the first, and one that cannot be read is named', async () => {
  const [other, code] = ['mallory@test', 'token-endpoint/of-another-payer'];
  await make(other);
  await at.run(['payer', 'set', other, 'issuer=https://mallory.northlake.example']);
  expect(await open(ref)).toContain(code);
  expect(await faultOf(['export', ref, '--out', 'never.zip'])).toEqual([1, 'payer/not-confirmed']);

  const files = readdirSync(at.store, { recursive: true, withFileTypes: true });
  const file = files.find((each) => each.isFile() && each.name.startsWith(other));
  expect(file).toBeDefined();
  writeFileSync(path.join(file?.parentPath ?? '', file?.name ?? ''), '{');
  expect(await open(ref)).toEqual(expect.arrayContaining(['payer/not-compared']));
  expect(await faultOf(['export', ref, '--out', 'never.zip'])).toEqual([1, 'payer/not-confirmed']);
});
