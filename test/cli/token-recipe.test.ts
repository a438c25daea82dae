/** @file The recipe, run with sh, openssl and curl against a real OpenID provider: it gets a token, asks the FHIR server, and shows no secret. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

const scenes: Scene[] = [];
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.end();
});

async function scene(): Promise<Scene> {
  const made = await sceneAt('smart-strict');
  scenes.push(made);
  return made;
}

/** As an operator does it: saved, and run. */
async function runRecipe({ well, folder }: Scene, input = '') {
  const { stdout: script } = await well(['test', ref, '--recipe']);
  writeFileSync(path.join(folder, 'ask.sh'), script);
  const child = spawn('sh', ['ask.sh'], { cwd: folder });
  child.stdin.on('error', () => undefined).end(input);
  const [out, wrong, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { status, printed: out + wrong, script };
}

const pems = {
  RS384: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
};

test.each(['RS384', 'ES384'] as const)('%s: a token comes, and the FHIR server takes it', async (algorithm) => {
  const at = await scene();
  const pem = pems[algorithm]().privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path.join(at.folder, 'key.pem'), pem);
  await register(at, 'PRIVATE_KEY_JWT', { key: ['load', ref, 'key.pem'] });
  const { status, printed, script } = await runRecipe(at);
  const [token = ''] = at.servers.sourcePayer.givenTokens();
  expect([status, printed, token]).toEqual([
    0,
    expect.stringMatching(/HTTP\/1.1 200[\s\S]*\(not shown\)[\s\S]*HTTP\/1.1 200/),
    expect.stringMatching(/./),
  ]);
  expect(printed + script).not.toContain(token);
  expect(script).not.toContain('PRIVATE KEY');
});

test('a secret: it is read from the terminal or a pipe, and a token comes', async () => {
  const at = await scene();
  const secret = await register(at, 'CLIENT_SECRET_BASIC');
  const { status, printed, script } = await runRecipe(at, `${secret}\n`);
  expect([status, at.servers.sourcePayer.givenTokens().length]).toEqual([0, 1]);
  expect(printed + script + at.printed()).not.toContain(secret);
  const wrong = await runRecipe(at, 'another secret\n');
  expect([wrong.status, wrong.printed]).toEqual([2, expect.stringContaining('invalid_client')]);
});

test('it sends nothing, and does without the payer', async () => {
  const at = await scene();
  await register(at, 'PRIVATE_KEY_JWT');
  await at.servers.sourcePayer.stop();
  const { recipe } = (await at.well(['test', ref, '--recipe', '--json'])).json();
  expect(recipe).toMatch(/^#!\/bin\/sh\n[\s\S]*\n# Where Smile CDR may ask otherwise:\n/);
});
