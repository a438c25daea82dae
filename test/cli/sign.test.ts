/** @file A bundle's round through three people with a desk each: author, reviewer, approver. Each believes what the own list says. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openssl } from '../node/support/openssl.ts';
import { issuer, openidConfiguration } from '../northlake.ts';
import type { Desk, Ended } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
const require = ['--require', 'author,reviewer,approver'];
let ana: Desk;
let rob: Desk;
let pia: Desk;
/** What each command of the first use said: `identity export` of each, and Ana's `export`. */
const first: Record<string, Ended> = {};

beforeAll(async () => {
  [ana, rob, pia] = [desk(), desk(), desk()];
  writeFileSync(at(ana, 'oidc.json'), openidConfiguration);
  await well(ana, 'payer', 'new', ref);
  const address = `${issuer}/.well-known/openid-configuration`;
  await well(ana, 'discover', 'oidc.json', '--retrieved-from', address, '--payer', ref);
  await well(ana, 'key', 'new', ref, '--kind', 'EC-P-384');
  await well(ana, 'payer', 'set', ref, 'clientId=requesting-payer', 'nodeId=Master', 'moduleId=smart_inbound');
  first['export'] = await well(ana, 'export', ref, '--out', 'bundle.zip', '--time', '2027-01-01T00:00:00Z');
  for (const [name, who] of Object.entries({ ana, rob, pia }))
    first[name] = await well(who, 'identity', 'export', '--out', `${name}.pem`);
});

afterAll(() => {
  for (const each of [ana, rob, pia]) each.remove();
});

const at = (who: Desk, name: string) => path.join(who.folder, name);
/** As a mail or a share does. */
const give = (from: Desk, to: Desk, name: string, as = name) => copyFileSync(at(from, name), at(to, as));

async function well(who: Desk, ...args: string[]): Promise<Ended> {
  const ended = await who.run(args);
  expect(ended.status, `${args.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0);
  return ended;
}

async function faultOf(who: Desk, ...args: string[]) {
  const ended = await who.run([...args, '--json']);
  return [ended.status, (ended.json()['fault'] as { code: string } | undefined)?.code];
}

const keyIdOf = async (who: Desk) => (await well(who, 'identity', 'show', '--json')).json()['keyId'] as string;
const explained = (ended: Ended | undefined) => ended?.stderr.includes('change-control key was made');

async function verified(who: Desk, place: string, ...more: string[]) {
  const ended = await who.run(['verify', place, '--json', ...more]);
  return { status: ended.status, ...ended.json() } as { status: number; verdict: string; says: string };
}

describe('the first use of the change-control key', () => {
  test('makes it and explains it, whatever command it was, and only then', async () => {
    expect(['export', 'ana', 'rob', 'pia'].map((name) => explained(first[name]))).toEqual([true, false, true, true]);
    expect(explained(await well(rob, 'identity', 'show'))).toBe(false);
    const eve = desk();
    give(ana, eve, 'bundle.zip');
    const signs = await well(eve, 'sign', 'bundle.zip', '--role', 'reviewer');
    expect([explained(signs), explained(await well(eve, 'identity', 'export'))]).toEqual([true, false]);
    eve.remove();
  });

  test('shows what anybody may know of it, and exports what stands in the bundle', async () => {
    const { keyId, fingerprint, publicPem, name, createdAt } = (await well(ana, 'identity', 'show', '--json')).json();
    expect([keyId, Number.isNaN(Date.parse(String(createdAt))), typeof name]).toEqual([
      String(fingerprint).replaceAll(' ', ''),
      false,
      'string',
    ]);
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    await well(ana, 'export', ref, '--dir', 'repository', '--time', '2027-01-01T00:00:00Z');
    const inBundle = readFileSync(at(ana, `repository/signatures/${String(keyId)}.pem`), 'utf8');
    const printed = (await well(ana, 'identity', 'export')).stdout;
    expect([publicPem, printed, readFileSync(at(ana, 'ana.pem'), 'utf8')]).toEqual([inBundle, inBundle, inBundle]);
    const digest = openssl(['pkey', '-pubin', '-in', at(ana, 'ana.pem'), '-outform', 'DER', '-out', at(ana, 'der')]);
    expect([
      digest.length,
      openssl(['dgst', '-sha256', '-r', at(ana, 'der')])
        .toString()
        .slice(0, 64),
    ]).toEqual([0, keyId]);
  });
});

describe('a round', () => {
  test('in which reviewer and approver sign copies of their own ends with all of them in one bundle', async () => {
    give(ana, rob, 'ana.pem');
    give(pia, rob, 'pia.pem');
    await well(rob, 'identity', 'trust', 'add', 'ana.pem', '--name', 'Ana', '--roles', 'author');
    await well(rob, 'identity', 'trust', 'add', 'pia.pem', '--name', 'Pia', '--roles', 'approver,reviewer');
    await well(rob, 'identity', 'trust', 'add', 'rob.pem', '--name', 'Rob', '--roles', 'reviewer', '--yes');

    give(ana, rob, 'bundle.zip');
    give(ana, pia, 'bundle.zip');
    const signing = await well(rob, 'sign', 'bundle.zip', '--role', 'reviewer', '--comment', 'looks right');
    // Before it is signed: what, and by whom already, by the own list.
    expect(signing.stderr).toMatch(
      new RegExp(`northlake@test[^]*2027-01-01[^]*trusted\tauthor\t${await keyIdOf(ana)}`),
    );
    await well(pia, 'sign', 'bundle.zip', '--role', 'approver', '--comment', '\u001B[2J\u202E “go”\ttrusted');

    give(rob, ana, 'bundle.zip', 'of-rob.zip');
    give(pia, ana, 'bundle.zip', 'of-pia.zip');
    const taking = await well(ana, 'sign', 'bundle.zip', '--take', 'of-rob.zip', '--take', 'of-pia.zip', '--json');
    expect(taking.json()).toMatchObject({
      written: 'bundle.zip',
      keyId: null,
      signatures: [{ role: 'author', standing: 'trusted' }],
      taken: expect.arrayContaining([
        expect.objectContaining({ role: 'reviewer', standing: 'unknown', from: 'of-rob.zip' }),
        expect.objectContaining({ role: 'approver', standing: 'unknown', from: 'of-pia.zip' }),
      ]),
    });

    give(ana, rob, 'bundle.zip', 'all.zip');
    expect(await verified(rob, 'all.zip', ...require)).toMatchObject({ status: 0, verdict: 'valid' });
    const { stdout, stderr } = await rob.run(['verify', 'all.zip', ...require]);
    expect(
      ['“Ana” as author', '“Rob” as reviewer', '“Pia” as approver'].filter((each) => !stdout.includes(each)),
    ).toEqual([]);
    // What somebody claims does nothing to the terminal, and makes no column.
    expect([/[\u001B\u202E]/.test(stdout + stderr), stdout.includes('\ttrusted”')]).toEqual([false, false]);
  });

  test('is the same bundle whoever takes first, and nothing of a second time', async () => {
    give(ana, rob, 'of-pia.zip');
    give(rob, pia, 'bundle.zip', 'of-rob.zip');
    await well(rob, 'sign', 'bundle.zip', '--take', 'of-pia.zip');
    await well(pia, 'sign', 'bundle.zip', '--take', 'of-rob.zip');
    const bytes = [ana, rob, pia].map((who) => readFileSync(at(who, 'bundle.zip')).toString('hex'));
    expect(new Set(bytes).size).toBe(1);
    const { ino } = statSync(at(rob, 'bundle.zip'));
    const again = await well(rob, 'sign', 'bundle.zip', '--take', 'all.zip', '--json');
    expect([again.json()['written'], again.json()['taken'], statSync(at(rob, 'bundle.zip')).ino]).toEqual([
      null,
      [],
      ino,
    ]);
  });

  test('is verified by openssl, each signature with its owner’s own copy of the key', async () => {
    const folder = at(rob, 'unpacked');
    mkdirSync(folder);
    give(ana, rob, 'bundle.zip', 'unpacked/all.zip');
    // A folder for a repository takes the same statements in.
    cpSync(at(ana, 'repository'), at(rob, 'repository'), { recursive: true });
    await well(rob, 'sign', 'repository', '--take', 'all.zip');
    expect(await verified(rob, 'repository', ...require)).toMatchObject({ verdict: 'valid' });
    for (const [who, name] of [
      [ana, 'ana.pem'],
      [rob, 'rob.pem'],
      [pia, 'pia.pem'],
    ] as const) {
      const set = at(rob, `repository/signatures/${await keyIdOf(who)}`);
      const said = openssl(['dgst', '-sha256', '-verify', at(who, name), '-signature', `${set}.sig`, `${set}.json`]);
      expect(said.toString()).toBe('Verified OK\n');
    }
  });

  test('does not end where a role was signed by a key that is unknown, by one that may not, or by one person twice', async () => {
    // Her own list has her own key alone.
    expect(await verified(pia, 'bundle.zip', ...require)).toMatchObject({ status: 2, verdict: 'too-few-approvals' });
    expect(await verified(pia, 'of-rob.zip')).toMatchObject({ status: 2, verdict: 'signer-not-trusted' });
    give(rob, pia, 'rob.pem');
    await well(pia, 'identity', 'trust', 'add', 'rob.pem', '--name', 'Rob', '--roles', 'approver');
    const some = await verified(pia, 'bundle.zip', '--require', 'reviewer');
    expect([some.verdict, some.says.includes('only approver')]).toEqual(['too-few-approvals', true]);
    await well(pia, 'identity', 'trust', 'add', 'rob.pem', '--name', 'Pia', '--roles', 'reviewer', '--yes');
    await well(pia, 'identity', 'trust', 'add', 'pia.pem', '--name', 'pia', '--roles', 'approver', '--yes');
    expect(await verified(pia, 'bundle.zip', '--require', 'reviewer')).toMatchObject({ verdict: 'valid' });
    expect(await verified(pia, 'bundle.zip', '--require', 'reviewer,approver')).toMatchObject({
      verdict: 'too-few-approvals',
    });
  });
});

describe('a list of signers', () => {
  test('names a revoked key, goes over to a colleague with it, and is not talked out of it', async () => {
    const keyId = await keyIdOf(pia);
    await well(rob, 'identity', 'trust', 'revoke', keyId.slice(0, 12), '--at', '2027-02-03T00:00:00Z');
    const { verdict, says } = await verified(rob, 'all.zip', ...require);
    expect([verdict, says.includes(keyId), says.includes('2027-02-03')]).toEqual(['too-few-approvals', true, true]);
    expect((await well(rob, 'verify', 'all.zip')).stdout).toContain('revoked since “2027-02-03');

    await well(rob, 'identity', 'trust', 'export', '--out', 'trust.json');
    give(rob, ana, 'trust.json');
    expect(await verified(ana, 'of-pia.zip', '--trust', 'trust.json', '--require', 'approver')).toMatchObject({
      verdict: 'too-few-approvals',
    });
    // Ana's own list has her own key under another name.
    expect((await ana.run(['identity', 'trust', 'add', 'trust.json'])).status).toBe(2);
    await well(ana, 'identity', 'trust', 'add', 'trust.json', '--yes');
    expect((await well(ana, 'identity', 'trust', 'export')).stdout).toBe(readFileSync(at(rob, 'trust.json'), 'utf8'));

    const again = ['identity', 'trust', 'add', 'pia.pem', '--name', 'Pia', '--roles', 'approver,reviewer'];
    expect(await faultOf(rob, ...again)).toEqual([1, 'trust/revoked']);
    await well(rob, ...again, '--reinstate');
    expect(await verified(rob, 'all.zip', ...require)).toMatchObject({ verdict: 'valid' });
    expect((await rob.run(['identity', 'trust', 'remove', keyId])).status).toBe(2);
    await well(rob, 'identity', 'trust', 'remove', keyId, '--yes');
    expect((await verified(rob, 'all.zip', ...require)).says).toContain('does not know');
  });

  test('takes no private key, no other file, and no argument that is none', async () => {
    writeFileSync(
      at(rob, 'list.json'),
      '{"version":1,"signers":[{"keyId":"ab","name":"Eve","roles":[],"revokedAt":null}]}',
    );
    writeFileSync(
      at(rob, 'private.pem'),
      openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']),
    );
    const add = ['identity', 'trust', 'add'];
    expect(await faultOf(rob, ...add, 'private.pem', '--name', 'Eve')).toEqual([1, 'trust/private-key']);
    expect(await faultOf(rob, ...add, 'list.json')).toEqual([1, 'trust/wrong-entry']);
    expect(await faultOf(rob, ...add, 'nowhere.pem', '--name', 'Eve')).toEqual([1, 'trust/cannot-read']);
    for (const args of [
      [...add, 'ana.pem'],
      [...add, 'ana.pem', '--name', ' '],
      [...add, 'ana.pem', '--name', 'Ana', '--roles', 'king'],
      [...add, 'trust.json', '--name', 'Ana'],
      ['identity', 'trust', 'forget'],
      ['identity', 'trust', 'revoke'],
      ['identity', 'trust', 'list', 'all'],
    ])
      expect([args, (await rob.run(args)).status]).toEqual([args, 64]);
  });

  test('that was cut off is named, and neither used nor written over', async () => {
    const file = path.join(pia.store, 'trust.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, 100));
    for (const args of [
      ['identity', 'trust'],
      ['identity', 'trust', 'add', 'rob.pem', '--name', 'Rob'],
      ['verify', 'bundle.zip'],
      ['sign', 'bundle.zip', '--role', 'reviewer'],
    ])
      expect([args, ...(await faultOf(pia, ...args))]).toEqual([args, 1, 'store/damaged-with-copy']);
    expect(readFileSync(file, 'utf8')).toBe(whole.slice(0, 100));
    writeFileSync(file, whole);
  });
});

describe('what is not signed', () => {
  test.each<[string, string, string[], string]>([
    ['twice by one key', 'bundle.zip', ['--role', 'approver'], 'bundle/signed-already'],
    ['from a copy of another bundle', 'bundle.zip', ['--take', 'later.zip'], 'bundle/other-copy'],
    ['from a copy that was altered', 'bundle.zip', ['--take', 'altered.zip'], 'bundle/copy-not-sound'],
    ['when it was altered', 'altered.zip', ['--take', 'bundle.zip'], 'bundle/not-sound'],
    ['when it is not there', 'nowhere.zip', ['--take', 'bundle.zip'], 'bundle/not-found'],
  ])('%s', async (_, file, how, code) => {
    if (!existsSync(at(ana, 'later.zip'))) {
      await well(ana, 'export', ref, '--out', 'later.zip', '--time', '2027-01-09T00:00:00Z');
      const bytes = readFileSync(at(ana, 'of-rob.zip'));
      bytes[300] = (bytes[300] ?? 0) ^ 1;
      writeFileSync(at(ana, 'altered.zip'), bytes);
    }
    const before = readFileSync(at(ana, 'bundle.zip'));
    expect(await faultOf(ana, 'sign', file, ...how)).toEqual([1, code]);
    expect(readFileSync(at(ana, 'bundle.zip')).equals(before)).toBe(true);
  });

  test('where somebody else wrote the file meanwhile; a key that was made for it is explained all the same', async () => {
    const eve = desk();
    writeFileSync(at(eve, 'passphrase'), 'a passphrase of nothing\n');
    execFileSync('mkfifo', [at(eve, 'fifo')]);
    await well(eve, 'vault', 'create', '--passphrase-file', 'passphrase');
    give(ana, eve, 'of-rob.zip', 'bundle.zip');
    const signing = eve.run(['sign', 'bundle.zip', '--role', 'reviewer', '--json', '--passphrase-file', 'fifo']);
    // It is read when a signature is to be made, and the bundle before.
    const fifo = await open(at(eve, 'fifo'), 'w');
    give(ana, eve, 'of-pia.zip', 'bundle.zip');
    await fifo.write('a passphrase of nothing\n');
    await fifo.close();
    const ended = await signing;
    const isAsGiven = readFileSync(at(eve, 'bundle.zip')).equals(readFileSync(at(ana, 'of-pia.zip')));
    expect([ended.status, ended.json(), explained(ended), isAsGiven]).toMatchObject([
      1,
      { fault: { code: 'bundle/signed-meanwhile' } },
      true,
      true,
    ]);
    eve.remove();
  });

  test.each([
    [['bundle.zip']],
    [['bundle.zip', '--role', 'king']],
    [['bundle.zip', '--take', 'of-rob.zip', '--comment', 'fine']],
    [['bundle.zip', 'of-rob.zip', '--role', 'author']],
    [['--role', 'author']],
  ])('sign %j is wrong usage', async (args) => {
    expect((await ana.run(['sign', ...args])).status).toBe(64);
  });

  test('a folder in which it was cut off is named by verify, and made whole by taking it again', async () => {
    const set = at(rob, `repository/signatures/${await keyIdOf(pia)}`);
    rmSync(`${set}.json`);
    expect(await verified(rob, 'repository')).toMatchObject({ verdict: 'missing-file' });
    await well(rob, 'sign', 'repository', '--take', 'all.zip');
    expect([(await verified(rob, 'repository')).verdict, readdirSync(path.dirname(set)).length]).toEqual(['valid', 9]);
  });
});
