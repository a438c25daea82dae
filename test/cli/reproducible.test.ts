/** @file Two exports in different folders, time zones and locales with the same stated time: the same bytes but for the signatures. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const time = ['--time', '2027-01-31T23:30:00-05:00'];
const ref = 'northlake@test';
const issuer = 'https://auth.northlake.example/p2p';
const passphrase = ['--passphrase-file', 'passphrase'];
let at: Desk;

beforeAll(async () => {
  at = desk();
  writeFileSync(path.join(at.folder, 'passphrase'), 'only for these tests\n', { mode: 0o600 });
  const document = { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` };
  writeFileSync(path.join(at.folder, 'oidc.json'), JSON.stringify(document));
  const retrieved = ['--retrieved-from', `${issuer}/.well-known/openid-configuration`];
  for (const args of [
    ['vault', 'create'],
    ['payer', 'new', ref, '--name', 'Nörthlake'],
    ['discover', 'oidc.json', ...retrieved, '--payer', ref],
    ['key', 'new', ref, '--kind', 'EC-P-384'],
    ['key', 'certificate', ref],
    [
      'payer',
      'set',
      ref,
      'clientId=us',
      'nodeId=Master',
      'moduleId=smart_inbound',
      'authorizationEndpoint=',
      'userInfoEndpoint=',
    ],
  ])
    await at.run([...args, ...passphrase]);
});

afterAll(() => {
  at.remove();
});

const places: readonly [string, NodeJS.ProcessEnv][] = [
  ['here', { TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C' }],
  ['a folder elsewhere', { TZ: 'America/New_York', LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
  ['Ünterlagen', { TZ: 'UTC', LANG: 'ja_JP.UTF-8', LC_ALL: '' }],
];

/** Without the files of `signatures/`: the archive that is left is written by the same rule. */
function unsigned(place: string): [string, string][] {
  execFileSync('unzip', ['-q', 'bundle.zip', '-d', 'unpacked'], { cwd: path.join(at.folder, place) });
  const root = path.join(at.folder, place, 'unpacked');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('signatures'))
    .map((entry): [string, string] => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(root, file), readFileSync(file, 'hex')];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

test('the same bytes everywhere', async () => {
  const sums = new Set<unknown>();
  const trees = [];
  for (const [place, env] of places) {
    mkdirSync(path.join(at.folder, place));
    const out = path.join(at.folder, place, 'bundle.zip');
    const ended = await at.run(['export', ref, '--out', out, ...time, ...passphrase, '--json'], { env });
    expect(ended.stderr).not.toContain('error:');
    sums.add(ended.json()['sha256sums']);
    trees.push(unsigned(place));
  }
  expect([sums.size, trees[1], trees[2]]).toEqual([1, trees[0], trees[0]]);
  expect(trees[0]?.length).toBeGreaterThan(10);
});
