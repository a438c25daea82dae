/** @file `verify` on the command line: what it touches, and what it says of whatever it is given. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textBytes } from '#core/domain/bundle/file.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import { issuer, openidConfiguration } from '../northlake.ts';
import type { Desk } from './support/command-line.ts';
import { desk, program } from './support/command-line.ts';

const ref = 'northlake@test';
const passphrase = ['--passphrase-file', 'passphrase'];
let at: Desk;
const inFolder = (...names: string[]) => path.join(at.folder, ...names);

beforeAll(async () => {
  at = desk();
  writeFileSync(inFolder('passphrase'), 'only for these tests\n', { mode: 0o600 });
  writeFileSync(inFolder('oidc.json'), openidConfiguration);
  const retrieved = ['--retrieved-from', `${issuer}/.well-known/openid-configuration`];
  for (const args of [
    ['vault', 'create'],
    ['payer', 'new', ref],
    ['discover', 'oidc.json', ...retrieved, '--payer', ref],
    ['key', 'new', ref, '--kind', 'EC-P-384'],
    ['payer', 'set', ref, 'clientId=us', 'nodeId=Master', 'moduleId=smart_inbound'],
    ['export', ref, '--out', 'bundle.zip', '--time', '2027-01-01T12:00:00Z'],
    ['export', ref, '--dir', 'folder', '--time', '2027-01-01T12:00:00Z'],
    ['identity', 'export', '--out', 'own.pem'],
  ])
    expect((await at.run([...args, ...passphrase])).status, args.join(' ')).toBe(0);
});

afterAll(() => {
  at.remove();
});

/** Every call of a command that names a file, opens or changes one, or has to do with a network. */
async function traced(args: readonly string[]): Promise<{ status: number | null; calls: string[] }> {
  const trace = inFolder('trace');
  const strace = ['strace', '-f', '-o', trace, '-e', 'trace=%network,%file,%desc', '--'];
  const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const { status } = await desk({ before: strace, folder: at.folder }).run(args, { env: noKeychain });
  return { status, calls: readFileSync(trace, 'utf8').split('\n') };
}

const network = / (?:socket|connect|bind|sendto|sendmsg)\(/;
const writing =
  /O_(?:WRONLY|RDWR|CREAT|TRUNC)\b.* = \d| (?:mkdir|rename|unlink|link|symlink|chmod|chown|truncate|utimensat)(?:at2?)?\(/;
const keychain = /keytar|libsecret|\/nonexistent\/bus/;
/** Node asks for the flags of what it was given, and opens nothing. */
const asking = /fcntl|dev\/null/;
const touching = (calls: readonly string[]) =>
  calls.filter((call) => [network, writing, keychain].some((kind) => kind.test(call)) && !asking.test(call));

describe('touches neither network nor keychain, and writes nothing', () => {
  test('the trace would show it', async () => {
    const { calls } = await traced(['key', 'new', ref, '--kind', 'EC-P-384', ...passphrase]);
    expect(calls.some((call) => writing.test(call))).toBe(true);
    const keyless = desk();
    expect((await keyless.run(['payer', 'new', ref])).status).toBe(0);
    const keys = await traced(['key', 'new', ref, '--store', keyless.store]);
    keyless.remove();
    expect(keys.status).not.toBe(0);
    expect([network, keychain].map((kind) => keys.calls.some((call) => kind.test(call)))).toEqual([true, true]);
  });

  test.each([
    ['a vault that is locked, and the store’s own list', ['bundle.zip'], 0],
    ['a folder', ['folder'], 0],
    ['a key of one’s own', ['bundle.zip', '--trust', 'own.pem', '--json'], 0],
    ['a store that is not there', ['bundle.zip', '--store', 'nowhere/store'], 2],
    ['no bundle', ['oidc.json'], 2],
    ['nothing', ['nothing.zip'], 1],
  ])('with %s', async (_name, args, wanted) => {
    const { status, calls } = await traced(['verify', ...args]);
    expect([status, touching(calls)]).toEqual([wanted, []]);
    // It was this very process that was looked at.
    expect(calls.some((call) => call.includes('payer-wizard.mjs'))).toBe(true);
    expect(readdirSync(at.folder)).not.toContain('nowhere');
  });
});

/** A copy of the folder, with something done to it. */
function changed(name: string, change: (place: string) => void): string {
  cpSync(inFolder('folder'), inFolder(name), { recursive: true });
  change(inFolder(name));
  return name;
}

const archive = (name: string, ...paths: string[]) => {
  writeFileSync(
    inFolder(name),
    writeZip(
      paths.map((each) => ({ path: each, bytes: textBytes('') })),
      '2027-01-01T12:00:00Z',
    ),
  );
  return name;
};

test.each<[string, () => string, number, object]>([
  ['the folder', () => 'folder', 0, { ok: true, verdict: 'valid', payers: [ref] }],
  [
    'a repository',
    () =>
      changed('repository', (place) => {
        execFileSync('git', ['init', '-q', place]);
      }),
    2,
    { verdict: 'unreadable', says: expect.stringMatching(/Git/) as string },
  ],
  [
    'what a desktop put there',
    () =>
      changed('desktop', (place) => {
        writeFileSync(path.join(place, '.DS_Store'), '');
      }),
    2,
    { verdict: 'extra-file', paths: ['.DS_Store'], hint: expect.stringMatching(/system/) as string },
  ],
  [
    'a link',
    () =>
      changed('with-link', (place) => {
        symlinkSync('/etc/passwd', path.join(place, 'payers/x'));
      }),
    1,
    { fault: { code: 'bundle/strange-file' } },
  ],
  [
    'a pipe',
    () => {
      execFileSync('mkfifo', [inFolder('pipe')]);
      return 'pipe';
    },
    1,
    { fault: { code: 'bundle/strange-file' } },
  ],
  ['an archive of no bundle', () => archive('other.zip', 'a'), 2, { ok: false, verdict: 'unreadable', payers: [] }],
  ['a path that would leave', () => archive('out.zip', '../../etc/cron.d/x'), 2, { verdict: 'unreadable' }],
])('%s', async (_name, make, status, wanted) => {
  const ended = await at.run(['verify', make(), '--json']);
  expect(ended.json()).toMatchObject(wanted);
  expect(ended.status).toBe(status);
});

test('a folder within that may not be read is named', async () => {
  const name = changed('closed', (place) => {
    chmodSync(path.join(place, 'payers', ref), 0o000);
  });
  // Nothing is closed to root, unless it gives up the capabilities that open everything.
  const bound = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];
  const before = process.getuid?.() === 0 ? bound : [];
  const ended = await desk({ folder: at.folder, before }).run(['verify', name, '--trust', 'own.pem', '--json']);
  chmodSync(inFolder(name, 'payers', ref), 0o755);
  expect([ended.status, ended.json()]).toMatchObject([1, { fault: { code: 'bundle/cannot-read' } }]);
  expect(ended.stderr).toContain(`payers/${ref}`);
});

test('a name in an archive does nothing to the terminal, and ends no sentence', async () => {
  const { stdout, status } = await at.run(['verify', archive('evil.zip', '\u001b[2Jvalid: all is well”. “\u202e')]);
  expect([status, /[\u001b\u202e]/.test(stdout), stdout.split('\n').length]).toEqual([2, false, 3]);
  expect(stdout).toMatch(/^unreadable: /);
});

test('works from a folder in which nothing can be written', () => {
  const script =
    'cd "$1" && mount -o bind,ro . . && cd . && "$2" "$3" verify bundle.zip --store "$1/store" && ! touch x';
  const unshare = process.getuid?.() === 0 ? '-m' : '-rm';
  const args = [unshare, 'bash', '-c', script, 'bash', at.folder, process.execPath, program];
  expect(execFileSync('unshare', args, { encoding: 'utf8', stdio: 'pipe' })).toMatch(/^valid: /);
});
