/** @file From an address to a token by the command line, on both kinds of Source Payer and in both modes; no secret is printed, or stored in clear. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProfileName } from '../servers/source-payer/profile.ts';
import { desk } from './support/command-line.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

const scenes: Scene[] = [];
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.end();
});

async function scene(profile: ProfileName): Promise<Scene> {
  const made = await sceneAt(profile);
  scenes.push(made);
  return made;
}

function stored(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return entries.map((each) => readFileSync(path.join(each.parentPath, each.name), 'latin1')).join('\n');
}

describe.each(['smart-strict', 'smile-cdr'] as const)('at a Source Payer of the kind %s', (profile) => {
  test.each(['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'] as const)('%s: a token comes', async (mode) => {
    const at = await scene(profile);
    const secret = await register(at, mode);
    const report = (await at.well(['test', ref, '--json'])).json();
    expect(report).toMatchObject({ ok: true, outcome: 'granted' });
    await at.well(['test', ref]);

    await at.well(['payer', 'set', ref, 'nodeId=Master', 'moduleId=smart_inbound']);
    await at.well(['export', ref, '--dir', 'bundle']);
    const everywhere = at.printed() + stored(at.folder);
    expect(everywhere).not.toMatch(/PRIVATE KEY|eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(at.servers.sourcePayer.givenTokens().filter((token) => everywhere.includes(token))).toEqual([]);
    expect(at.servers.sourcePayer.givenTokens()).not.toEqual([]);
    if (mode === 'CLIENT_SECRET_BASIC') {
      expect(secret).not.toBe('');
      for (const form of ['utf8', 'base64', 'hex'] as const)
        expect(everywhere).not.toContain(Buffer.from(secret).toString(form).replace(/=+$/, ''));
    }
  });
});

test('a wrong secret: the payer’s words, a hint, status 2, and nothing of the secret', async () => {
  const at = await scene('smart-strict');
  await register(at, 'CLIENT_SECRET_BASIC');
  const wrong = 'canary-5be1-of-a-wrong-secret';
  await at.well(['payer', 'secret', ref, '--secret-file', '-'], { input: wrong });
  const refused = await at.run(['test', ref, '--json']);
  expect([refused.status, refused.json()]).toMatchObject([2, { ok: false, outcome: 'refused' }]);
  expect(refused.stdout).toContain('invalid_client');
  const told = await at.run(['test', ref]);
  expect(told.stdout).toContain('invalid_client');
  expect(at.printed()).not.toContain(wrong);
});

test('a key that the payer does not know: refused, with a hint', async () => {
  const at = await scene('smart-strict');
  await register(at, 'PRIVATE_KEY_JWT');
  // A next key waits: the payer still knows the one that signs.
  const made = await at.well(['key', 'new', ref, '--kind', 'EC-P-384', '--json']);
  const [, next] = made.json()['keys'] as { kid: string }[];
  expect((await at.run(['test', ref, '--json'])).json()).toMatchObject({ outcome: 'granted' });
  await at.well(['key', 'switch', ref, next?.kid ?? '']);
  const refused = await at.run(['test', ref, '--json']);
  expect([refused.status, refused.json()]).toMatchObject([2, { outcome: 'refused', remarks: expect.any(Array) }]);
});

test('a payer that does not answer: failed, not refused', async () => {
  const at = await scene('smart-strict');
  await register(at, 'PRIVATE_KEY_JWT');
  await at.servers.sourcePayer.stop();
  const failed = await at.run(['test', ref, '--json']);
  expect([failed.status, failed.json()]).toMatchObject([2, { ok: false, outcome: 'failed' }]);
});

describe('what a test tells', () => {
  test('the next call: a token that the FHIR server takes', async () => {
    const at = await scene('smart-strict');
    await register(at, 'PRIVATE_KEY_JWT');
    const good = await at.run(['test', ref, '--next-call', '--json']);
    expect([good.status, good.json()]).toMatchObject([0, { ok: true, nextCall: { is: 'good', status: 200 } }]);
    await at.well(['payer', 'set', ref, 'fhirBaseUrl=']);
    const without = await at.run(['test', ref, '--next-call', '--json']);
    expect([without.status, without.json()]).toMatchObject([2, { ok: false, outcome: 'granted' }]);
  });

  test('time line, request, answer, checks and causes: each part where it is asked for', async () => {
    const at = await scene('smart-strict');
    await register(at, 'PRIVATE_KEY_JWT');
    await at.well(['payer', 'set', ref, 'clientId=somebody\u001b[2Jelse']);
    const parts = { sent: 'assertion claims {', answer: 'came back 401', none: 'nothing of either' };
    const told = await Promise.all(
      ['all', 'sent', 'answer', 'none'].map((show) => at.run(['test', ref, '--show', show])),
    );
    expect(
      told.map(({ status, stdout }) => [status, stdout.includes(parts.sent), stdout.includes(parts.answer)]),
    ).toEqual([
      [2, true, true],
      [2, true, false],
      [2, false, true],
      [2, false, false],
    ]);
    for (const { stdout } of told)
      expect(stdout).toMatch(
        /^The payer refused: invalid_client[\s\S]*\n {2}answer\tdone\t\d+ ms\t[\s\S]*\n1\. [\s\S]*\[cause\//,
      );
    expect(at.printed()).not.toContain('\u001b');
  });

  test.each([
    [['--probe', '--recipe']],
    [['--probe', '--next-call']],
    [['--production', 'Northlake']],
    [['--show', 'everything']],
    [['another@test']],
  ])('%j is wrong usage', async (args) => {
    const at = desk();
    const ended = await at.run(['test', ref, ...args]);
    at.remove();
    expect(ended).toMatchObject({ status: 64, stdout: '' });
  });
});

describe('a remedy by its code', () => {
  test('is put in, told, tried, and noted as that', async () => {
    const at = await scene('smart-strict');
    await register(at, 'PRIVATE_KEY_JWT');
    await at.well(['payer', 'set', ref, 'assertionAudience=issuer']);
    const refused = (await at.run(['test', ref, '--json'])).json();
    const code = 'cause/audience-endpoint-wanted';
    expect(JSON.stringify(refused['diagnosis'])).toContain(code);
    const mended = await at.well(['test', ref, '--apply', code, '--json']);
    expect([mended.json(), mended.stderr]).toMatchObject([
      {
        ok: true,
        applied: { code, changed: [{ name: 'assertionAudience', from: 'issuer', to: 'token-endpoint' }] },
        outcome: 'granted',
      },
      expect.stringMatching(/assertionAudience\tissuer\t→ token-endpoint/),
    ]);
    expect((await at.well(['payer', 'show', ref, '--json'])).json()).toMatchObject({
      tries: [
        { outcome: 'refused', remedyOf: '' },
        { outcome: 'granted', remedyOf: code },
      ],
    });
  });

  test('is refused where there is none, with what there is', async () => {
    const at = await scene('smart-strict');
    await register(at, 'PRIVATE_KEY_JWT');
    const apply = async (code: string) => (await at.run(['test', ref, '--apply', code, '--json'])).json()['fault'];
    expect(await apply('cause/client-unknown')).toMatchObject({ code: 'remedy/no-diagnosis' });
    await at.well(['payer', 'set', ref, 'clientId=somebody-else']);
    await at.run(['test', ref]);
    expect(await apply('cause/soft-200')).toMatchObject({ code: 'remedy/no-such-cause' });
    expect(await apply('cause/client-unknown')).toMatchObject({ code: 'remedy/nothing-to-change' });
  });
});

test('Ctrl-C ends a test in order: what was seen is told and kept', async () => {
  const at = await scene('smart-strict');
  await register(at, 'PRIVATE_KEY_JWT');
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await at.well(['payer', 'set', ref, `tokenEndpoint=https://127.0.0.1:${String(port)}/token`]);
  const { findings } = (await at.well(['payer', 'show', ref, '--json'])).json() as {
    findings: { code: string; gate?: string; member: string }[];
  };
  for (const { code, member } of findings.filter(({ gate }) => gate === 'confirm'))
    await at.well(['payer', 'accept', ref, code, '--reason', 'a test', ...(member === '' ? [] : ['--member', member])]);
  const ended = await at.run(['test', ref, '--json'], { interruptAfter: once(silent, 'connection') });
  silent.close();
  expect([ended.status, ended.json()]).toMatchObject([2, { ok: false, outcome: 'cancelled' }]);
  expect((await at.well(['payer', 'show', ref, '--json'])).json()).toMatchObject({ test: { outcome: 'cancelled' } });
});
