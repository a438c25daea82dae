/** @file What the vault of the window listens to: the computer, the window and its own keys. Counting is told in `idle-lock.test.ts`. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron/main';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { watchedVault } from '../../electron/main/watched-vault.ts';
import { freshFolder } from '../node/support/folders.ts';

const { powerMonitor } = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  return { powerMonitor: new Emitter() };
});
vi.mock('electron/main', () => ({ powerMonitor }));

const item = { owner: 'northlake@test', kind: 'client-secret', id: '' } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  powerMonitor.removeAllListeners();
});

/** Under a passphrase, open, and locked after a minute. */
async function watched() {
  const webContents = new EventEmitter();
  const window = { webContents } as unknown as BrowserWindow;
  const vault = watchedVault(window, freshFolder());
  await vault.create(new Secret('a passphrase of nothing'));
  await vault.keep(item, new Secret('of the vault'));
  await vault.setLockAfter(1);
  const state = async () => (await vault.status()).is;
  return { vault, webContents, state };
}

const seconds = (count: number) => vi.advanceTimersByTime(count * 1000);

/** The lock comes after a look into the store, which takes its time. */
async function isClosed(state: () => Promise<string>): Promise<void> {
  await vi.waitUntil(async () => (await state()) === 'closed', { timeout: 5000 });
}

test.each(['suspend', 'lock-screen'])('%s of the computer locks it', async (event) => {
  const { state } = await watched();
  const before = await state();
  powerMonitor.emit(event);
  await isClosed(state);
  expect(before).toBe('open');
});

test('nobody uses it: it locks after its minute', async () => {
  const { state } = await watched();
  seconds(75);
  await isClosed(state);
});

test.each([
  ['an input in the window', (given: Awaited<ReturnType<typeof watched>>) => given.webContents.emit('input-event')],
  ['a use of its keys', async (given: Awaited<ReturnType<typeof watched>>) => given.vault.secret(item)],
])('%s starts the minute anew', async (_, use) => {
  const given = await watched();
  seconds(50);
  await use(given);
  seconds(50);
  // Each of these waits for the store as long as the look does, and longer.
  const meanwhile = [];
  for (let looks = 0; looks < 20; looks += 1) meanwhile.push(await given.state());
  seconds(30);
  await isClosed(given.state);
  expect(new Set(meanwhile)).toEqual(new Set(['open']));
});
