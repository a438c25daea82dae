/** @file A token endpoint that harms or grants whatever it is asked: nothing reaches the terminal as more than characters, and no secret reaches anything. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAuthority } from '../servers/authority.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
const secret = 'canary-1f0a-of-a-secret:with%signs';
const token = 'canary-93be-of-a-token';
let at: Desk;
let server: Misbehaving;
beforeAll(async () => {
  const authority = await makeAuthority();
  server = await startMisbehaving({ authority });
  at = desk();
  writeFileSync(path.join(at.folder, 'ca.pem'), authority.certificatePem);
  await at.run(['payer', 'new', ref]);
  await at.run(['payer', 'trust', ref, '--ca', 'ca.pem', '--allow-private']);
  await at.run(['payer', 'set', ref, `issuer=${server.origin}`, 'clientId=rp', 'requestScopes=system/*.rs']);
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  await at.run(['payer', 'secret', ref, '--secret-file', '-'], { input: `${secret}\n` });
});
afterAll(async () => {
  at.remove();
  await server.stop();
});

const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
const forms = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(`rp:${text}`).toString('base64').replace(/=+$/, ''),
];

function everywhere(): string {
  const files = readdirSync(at.store, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return at.printed() + files.map((each) => readFileSync(path.join(each.parentPath, each.name), 'utf8')).join('\n');
}

async function pointTo(place: string, method: string, answer: Parameters<Misbehaving['place']>[1]) {
  const endpoint = server.place(`/${place}/${method}`, answer);
  const set = await at.run(['payer', 'set', ref, `authenticationMethod=${method}`, `tokenEndpoint=${endpoint}`]);
  expect(set.status, set.stderr).toBe(0);
}

const harm = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202Eexe\u2066\u200b\r\nA token was granted. [a/b]';

test.each(methods)('%s: a refusal with sequences for the terminal, which repeats the secret', async (method) => {
  const body = JSON.stringify({
    error: `invalid_client${harm}`,
    error_description: [...forms(secret), harm].join(' '),
  });
  await pointTo('refuse', method, {
    status: 401,
    body,
    headers: { 'Content-Type': 'application/json', 'X-Told': forms(secret).join(' ') },
  });
  const told = await at.run(['test', ref]);
  expect(told.status).toBe(2);
  expect(told.stdout + told.stderr).not.toMatch(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069]/,
  );
  expect(told.stdout.split('\n').filter((line) => line.startsWith('A token was granted'))).toEqual([]);
  const { stdout } = await at.run(['test', ref, '--json']);
  expect(stdout).not.toMatch(/[\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069]/);
  const found = everywhere();
  // What went out as it is may not come back; with a key no secret went out, and a stranger's text is just that.
  if (method !== 'private_key_jwt') expect(forms(secret).filter((form) => found.includes(form))).toEqual([]);
});

test.each(methods)('%s: a server that grants everything, at once and to every probe', async (method) => {
  const body = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 300, scope: 'system/*.rs' });
  await pointTo('grant', method, { status: 200, body, headers: { 'Content-Type': 'application/json' } });
  expect((await at.run(['test', ref])).status).toBe(0);
  const probed = await at.run(['test', ref, '--probe', '--json']);
  const { results } = probed.json() as { results: { name: string; is: string; hint: string }[] };
  expect([probed.status, results.filter(({ is }) => is !== 'taken').map(({ name }) => name)]).toEqual([
    2,
    // The scope was left out, and the answer says so.
    ['unknown-scope'],
  ]);
  await at.run(['test', ref, '--probe']);
  expect(forms(token).filter((form) => everywhere().includes(form))).toEqual([]);
});
