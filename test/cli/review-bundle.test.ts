/** @file A pull request with a bundle, as the workflow file looks at it: in a repository, against the branch that it goes to. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from './support/command-line.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

const root = path.resolve(import.meta.dirname, '../..');
const script = path.join(root, 'resources/ci/review-bundle.sh');
let at: Scene;
let repository: string;

function git(...args: string[]): string {
  const own = ['-c', 'user.name=ana', '-c', 'user.email=ana@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...own, ...args], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const commit = (message: string) => {
  git('add', '-A');
  git('commit', '-q', '-m', message);
};

beforeAll(async () => {
  at = await sceneAt('smart-strict');
  repository = path.join(at.folder, 'repository');
  mkdirSync(repository);
  await register(at, 'PRIVATE_KEY_JWT');
  await at.well(['payer', 'set', ref, 'nodeId=Master', 'moduleId=smart_inbound']);
  await at.well(['export', ref, '--dir', 'repository/bundle', '--time', '2027-01-01T12:00:00Z']);
  await at.well(['identity', 'trust', 'export', '--out', 'repository/trust.json']);
  // The program on the path, as the workflow puts it there.
  mkdirSync(path.join(at.folder, 'bin'));
  const program = path.join(root, 'dist/cli/payer-wizard.mjs');
  const command = path.join(at.folder, 'bin/payer-wizard');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(command, 0o755);
  git('init', '-q', '-b', 'main');
  commit('The first bundle');
});

afterAll(async () => at.end());

/** Not in one step with the test: the Smile CDR that is asked for a plan runs in this very process. */
async function reviewed(env: NodeJS.ProcessEnv = {}) {
  const summary = path.join(at.folder, 'summary.md');
  writeFileSync(summary, '');
  const child = spawn('bash', [script], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      PATH: `${at.folder}/bin:${process.env['PATH'] ?? ''}`,
      BASE: 'main',
      SUMMARY: summary,
      ...env,
    },
  });
  const [stderr, status] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  return { status, stderr, summary: readFileSync(summary, 'utf8') };
}

function branch(name: string): void {
  git('checkout', '-q', '-f', 'main');
  git('checkout', '-q', '-b', name);
}

test('a change by the author is verified, compared and planned, and the commit shows lines', async () => {
  branch('change');
  await at.well(['payer', 'set', ref, 'requestScopes=openid']);
  await at.well(['export', ref, '--dir', 'repository/bundle', '--time', '2027-02-01T12:00:00Z']);
  const lines = git('diff', '--stat', '--', 'bundle/payers');
  commit('Ask for less');
  const { smileCdr } = at.servers;
  const plan = { PLAN_URL: smileCdr.baseUrl, PLAN_USER: smileCdr.username, PLAN_PASSWORD: smileCdr.password };
  const { status, summary, stderr } = await reviewed({ ...plan, PLAN_CA: path.join(at.folder, 'ca.pem') });
  expect([status, stderr.includes('error:')]).toEqual([0, false]);
  expect(summary).toMatch(/valid: .*\| Request Scopes \| .*## Plan.*create\tnorthlake@test/s);
  expect(summary).not.toContain(smileCdr.password);
  expect(lines).toMatch(/admin-api\.json .*\+/);
  // Only what depends on the scopes changed.
  expect(lines).not.toMatch(/keys\/|scripts\//);
});

test('the first bundle of a repository is all new', async () => {
  branch('first');
  git('checkout', '-q', '--orphan', 'empty');
  git('rm', '-r', '-q', '--cached', 'bundle');
  git('commit', '-q', '-m', 'Nothing but the list of signers');
  const { status, summary } = await reviewed({ BASE: 'empty' });
  expect([status, summary.includes('all of it is new')]).toEqual([0, true]);
});

test('a file that was changed by hand is refused', async () => {
  branch('by-hand');
  const file = path.join(repository, 'bundle/payers', ref, 'definition/admin-api.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('northlake', 'northlace'));
  commit('A quick fix');
  const { status, summary } = await reviewed();
  expect([status, summary.includes('altered'), summary.includes('## What changes')]).toEqual([2, true, false]);
});

test('a pull request that brings its own list of signers along is judged by the branch’s', async () => {
  branch('stranger');
  const stranger = desk();
  const run = async (...args: string[]) => stranger.run([...args, '--passphrase-file', 'passphrase']);
  writeFileSync(path.join(stranger.folder, 'passphrase'), 'only for these tests\n', { mode: 0o600 });
  symlinkSync(repository, path.join(stranger.folder, 'repository'));
  await run('vault', 'create');
  await run('payer', 'import', 'repository/bundle', '--unverified');
  await run('payer', 'set', ref, 'clientId=the-strangers');
  await run('export', ref, '--dir', 'repository/bundle', '--time', '2027-03-01T12:00:00Z');
  await run('identity', 'trust', 'export', '--out', 'repository/trust.json');
  stranger.remove();
  commit('Trust me');
  const { status, summary } = await reviewed();
  expect([status, summary.includes('signer-not-trusted')]).toEqual([2, true]);
});

test('a branch without a list of signers believes nobody', async () => {
  branch('nobody');
  git('rm', '-q', 'trust.json');
  git('commit', '-q', '-m', 'Nobody');
  expect((await reviewed({ BASE: 'nobody' })).status).toBe(1);
});
