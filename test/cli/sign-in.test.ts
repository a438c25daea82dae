/** @file Signing in from the command line: the browser of this computer is opened, or the address is told where there is none. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { browse, registerForSignIn, signInRedirect } from '../servers/sign-in.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, sceneAt } from './support/source-payer.ts';

let at: Scene;
let secret = '';
beforeEach(async () => {
  at = await sceneAt('smile-cdr');
  const registered = await registerForSignIn(at.servers.sourcePayer);
  secret = registered.secret;
  await at.well([
    ...['payer', 'set', ref, `clientId=${registered.clientId}`, 'clientAuthenticationMode=CLIENT_SECRET_BASIC'],
    ...[`loopbackRedirect=${signInRedirect}`, 'requestScopes=openid fhirUser'],
  ]);
  await at.well(['payer', 'secret', ref, '--secret-file', '-'], { input: `${secret}\n` });
});
afterEach(() => at.end());

/** A folder of commands where the one that opens a browser writes down what it was told to open. */
function recordingBrowser(): { folder: string; opened: () => Promise<string> } {
  const folder = path.join(at.folder, 'commands');
  const file = path.join(at.folder, 'opened');
  mkdirSync(folder);
  for (const name of ['xdg-open', 'open'])
    writeFileSync(
      path.join(folder, name),
      `#!/bin/sh\nprintf %s "$1" >"${file}.part"\n/bin/mv "${file}.part" "${file}"\n`,
      {
        mode: 0o755,
      },
    );
  return {
    folder,
    async opened() {
      for (let tries = 0; tries < 200 && !existsSync(file); tries += 1) await sleep(50);
      return readFileSync(file, 'utf8');
    },
  };
}

test('a token of a sign-in, and nothing of it in what is printed or kept', async () => {
  const { folder, opened } = recordingBrowser();
  let code = '';
  const running = at.run(['test', ref, '--sign-in', '--json'], { env: { PATH: folder } });
  await browse(at.servers.sourcePayer.ca, await opened(), (back) => {
    code = new URL(back).searchParams.get('code') ?? '';
    return back;
  });
  const ended = await running;
  expect([ended.status, ended.json()]).toMatchObject([
    0,
    {
      ok: true,
      outcome: 'granted',
      checks: [{ code: 'sign-in/proves-less' }, { code: 'sign-in/id-token-good', is: 'good' }],
    },
  ]);
  const tokens = at.servers.sourcePayer.givenTokens();
  expect([code.length > 20, tokens.length]).toEqual([true, 1]);
  const kept = (await at.well(['payer', 'show', ref, '--json'])).stdout;
  expect(JSON.parse(kept)).toMatchObject({ signIn: { outcome: 'granted' } });
  for (const hidden of [code, secret, ...tokens]) expect(at.printed().includes(hidden)).toBe(false);
});

test('where no browser can be started, its address is told, and Ctrl-C ends the wait in order', async () => {
  const running = at.run(['test', ref, '--sign-in'], { env: { PATH: '/nowhere' }, interruptAfter: sleep(2500) });
  const ended = await running;
  expect(ended.stderr).toMatch(/: Sign in at https:\/\/.*code_challenge_method=S256/m);
  expect(ended.stderr).toContain('open that address yourself');
  expect([ended.status, ended.stdout.split('\t')[0]]).toEqual([2, 'cancelled']);
});

test('nothing is listened for where no loopback redirect is registered', async () => {
  await at.well(['payer', 'set', ref, 'loopbackRedirect=']);
  const ended = await at.run(['test', ref, '--sign-in', '--json']);
  expect([ended.status, ended.json()]).toMatchObject([1, { ok: false, fault: { code: 'sign-in/no-redirect' } }]);
  expect((await at.run(['test', ref, '--sign-in', '--probe'])).status).toBe(64);
});
