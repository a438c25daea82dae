/** @file Secrets in the real clipboard of the packaged app: after half a minute, or when it is quit, they are out of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { remove, startApp } from './support/app.ts';
import { ask, take } from './support/secret-ways.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  remove(running.folder);
});

test('a secret that was pasted leaves the clipboard after 30 seconds, and nothing else does', async () => {
  const { app } = running;
  const held = async () => app.evaluate(async ({ clipboard }) => clipboard.readText());
  const hold = async (text: string) => app.evaluate(async ({ clipboard }, given) => clipboard.writeText(given), text);
  const target = { name: 'cdr', baseUrl: 'https://cdr.example/', production: false, username: 'wizard', revision: 0 };
  await ask(running, 'saveTarget', target);
  await hold('a password\n');
  await take(running, { is: 'target', name: 'cdr' }, 'a password');
  await wait(29_000);
  const before = await held();
  await wait(2_000);
  const after = await held();
  await hold('a shopping list');
  expect([before.trim(), after, await held()]).toEqual(['a password', '', 'a shopping list']);
});

test('a passphrase that was copied leaves the clipboard when the app is quit', async () => {
  const file = path.join(running.folder, 'cleared');
  await ask(running, 'copyMadePassphrase', { ref: 'northlake@test', keyId: '' });
  // What the app had there is gone with it anyway, on a display that nobody else looks after: so its own call is watched.
  const held = await running.app.evaluate(async ({ clipboard }, place) => {
    const clear = clipboard.clear.bind(clipboard);
    clipboard.clear = () => {
      process.getBuiltinModule('node:fs').writeFileSync(place, '');
      clear();
    };
    return clipboard.readText();
  }, file);
  const before = existsSync(file);
  await running.close();
  expect([held, before, existsSync(file)]).toEqual([
    expect.stringMatching(/^([a-z2-9]{5}-){4}[a-z2-9]{5}$/),
    false,
    true,
  ]);
});
