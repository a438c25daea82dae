/** @file From an address to a token by the command line, on both kinds of Source Payer and in both modes; no secret is printed, or stored in clear. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProfileName } from '../servers/source-payer/profile.ts';
import type { DemoServers } from '../servers/start.ts';
import { startDemoServers } from '../servers/start.ts';
import type { Desk, Ended } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
type Mode = 'CLIENT_SECRET_BASIC' | 'PRIVATE_KEY_JWT';

interface Scene extends Desk {
  readonly servers: DemoServers;
  /** Runs a command that has to end well. */
  well(args: readonly string[], more?: { input?: string }): Promise<Ended>;
}

const scenes: Scene[] = [];
afterEach(async () => {
  for (const scene of scenes.splice(0)) {
    scene.remove();
    await scene.servers.stop();
  }
});

async function scene(profile: ProfileName): Promise<Scene> {
  const servers = await startDemoServers({ profile });
  const at = desk();
  const made: Scene = {
    ...at,
    servers,
    async well(args, more) {
      const ended = await at.run(args, more);
      expect(ended.status, `${args.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0);
      return ended;
    },
  };
  scenes.push(made);
  writeFileSync(path.join(at.folder, 'ca.pem'), servers.ca);
  await made.well(['payer', 'new', ref]);
  const { address, fhirBase } = servers.sourcePayer;
  await made.well([
    ...['discover', address, '--fhir-base', fhirBase, '--payer', ref],
    ...['--ca', 'ca.pem', '--allow-private'],
  ]);
  return made;
}

/** As the two sides do it: the sheet goes over, the id comes back, and with it the secret where there is one. */
async function register({ well, folder, servers }: Scene, mode: Mode): Promise<string> {
  await well(['payer', 'set', ref, `clientAuthenticationMode=${mode}`]);
  if (mode === 'PRIVATE_KEY_JWT') await well(['key', 'new', ref, '--kind', 'EC-P-384']);
  await well(['registration', ref, '--out', 'registration']);
  const sheet = readFileSync(path.join(folder, 'registration/registration.json'), 'utf8');
  const { clientId, clientSecret = '' } = await servers.sendRegistration(sheet);
  await well(['payer', 'set', ref, `clientId=${clientId}`]);
  if (clientSecret !== '') await well(['payer', 'secret', ref, '--secret-file', '-'], { input: `${clientSecret}\n` });
  return clientSecret;
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
    expect(everywhere).not.toMatch(/PRIVATE KEY|eyJ[\w-]+\.[\w-]+\.[\w-]+|access_token"\s*:/);
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
