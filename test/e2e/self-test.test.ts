/** @file The hardened flavour: its fuses read back, and its own proof, run as somebody without rights on this system. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, expect, test } from 'vitest';

const app = path.resolve(import.meta.dirname, '../../out/hardened/linux-unpacked/payer-wizard');
const home = mkdtempSync(path.join(tmpdir(), 'payer-wizard-self-test-home-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

test('every fuse that this runtime holds is set as promised', async () => {
  const wire = (await getCurrentFuseWire(app)) as Record<number, FuseState | undefined>;
  const wanted = {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  };
  const read = Object.keys(wanted).map((name) => [
    name,
    wire[FuseV1Options[name as keyof typeof FuseV1Options]] === FuseState.ENABLE,
  ]);
  expect(Object.fromEntries(read)).toEqual(wanted);
});

interface Proof {
  readonly ok: boolean;
  readonly proven: string[];
  readonly failed: Record<string, string>;
}

/** As root: as nobody, with a session bus and keyring of nobody’s own. */
function selfTest(...args: string[]): { status: number | null; proof: Proof } {
  const script = `printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" "$@"`;
  const session = ['dbus-run-session', '--', 'bash', '-c', script, app, '--self-test', '--disable-gpu', ...args];
  const isRoot = process.getuid?.() === 0;
  const [command = '', ...rest] = isRoot
    ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...session]
    : session;
  const env = {
    PATH: process.env['PATH'],
    DISPLAY: process.env['DISPLAY'],
    HOME: home,
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
  };
  spawnSync('chown', ['65534:65534', home]);
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', env, cwd: home, timeout: 120_000 });
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`--self-test printed no line: ${stdout}${stderr}`);
  return { status, proof: JSON.parse(line) as Proof };
}

test('it proves itself as an unprivileged user', () => {
  const { status, proof } = selfTest();
  expect({ status, ...proof }).toMatchObject({
    status: 0,
    ok: true,
    proven: ['window', 'contextIsolation', 'bridge', 'csp', 'sandbox', 'keychain'],
    failed: {},
  });
});

test('it fails where the sandbox is off', () => {
  const { status, proof } = selfTest('--no-sandbox');
  expect([status, proof.ok, Object.keys(proof.failed)]).toEqual([1, false, ['sandbox']]);
});
