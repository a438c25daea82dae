/** @file The keychain as machines have it: none at all, one that is locked, one that is unlocked again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Desk } from './support/command-line.ts';
import { desk, emptyFolder } from './support/command-line.ts';

const folder = emptyFolder();
const ref = 'northlake@test';
afterAll(() => desk({ folder }).remove());

/** Each command in a session of its own, on one home: as after a login, with the keyring unlocked by it or not. */
function session(is: 'unlocked' | 'locked'): Desk {
  const home = path.join(folder, 'home');
  mkdirSync(path.join(home, 'run'), { recursive: true, mode: 0o700 });
  const unlock = is === 'unlocked' ? '--unlock' : '--start';
  const inSession = [
    `export HOME="${home}" XDG_RUNTIME_DIR="${home}/run" XDG_DATA_HOME="${home}/data" XDG_CONFIG_HOME="${home}/config"`,
    `printf throwaway | gnome-keyring-daemon ${unlock} --components=secrets >/dev/null 2>&1`,
    'exec "$@" 2>"$HOME/stderr"',
  ].join('; ');
  return desk({ folder, before: ['dbus-run-session', '--', 'bash', '-c', inSession, 'bash'] });
}

test('locked, then unlocked: it is named, nothing is lost, and the work goes on', async () => {
  await session('unlocked').run(['payer', 'new', ref]);
  const made = await session('unlocked').run(['key', 'new', ref, '--kind', 'EC-P-384', '--json']);
  expect(made.status).toBe(0);

  const refused = await session('locked').run(['key', 'certificate', ref, '--json']);
  expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'vault/keychain-locked' } }]);
  const listed = await session('locked').run(['key', 'list', ref]);
  expect(listed.status).toBe(0);

  const certified = await session('unlocked').run(['key', 'certificate', ref]);
  expect(certified.status).toBe(0);
});

test('none: it is named, no vault is made, and a passphrase does instead', async () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const at = desk();
  const made = await at.run(['payer', 'new', ref], { env });
  const refused = await at.run(['key', 'new', ref, '--json'], { env });
  expect([made.status, refused.status, refused.json()]).toMatchObject([0, 1, { fault: { code: 'vault/no-keychain' } }]);
  expect((await at.run(['vault', 'status', '--json'], { env })).json()).toMatchObject({ is: 'not-made' });

  writeFileSync(path.join(at.folder, 'passphrase'), 'a passphrase of nothing\n', { mode: 0o600 });
  const withPassphrase = await at.run(['key', 'new', ref, '--passphrase-file', 'passphrase'], { env });
  expect(withPassphrase.status).toBe(0);
  at.remove();
});
