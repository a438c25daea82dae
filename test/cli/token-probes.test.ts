/** @file Probes at a real OpenID provider: what it refuses and how, each kind of Source Payer by itself, and that production asks for its name. */
import { afterEach, describe, expect, test } from 'vitest';
import type { ProfileName } from '../servers/source-payer/profile.ts';
import type { Scene } from './support/source-payer.ts';
import { ref, register, sceneAt } from './support/source-payer.ts';

const scenes: Scene[] = [];
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.end();
});

async function scene(profile: ProfileName, payer = ref): Promise<Scene> {
  const made = await sceneAt(profile, payer);
  scenes.push(made);
  return made;
}

type Results = { name: string; is: string; error: string }[];
const verdicts = (json: Record<string, unknown>) =>
  Object.fromEntries((json['results'] as Results).map(({ name, is, error }) => [name, `${is} ${error}`.trim()]));

describe('with a key', () => {
  test('a SMART server refuses every one as it should', async () => {
    const at = await scene('smart-strict');
    await register(at, 'PRIVATE_KEY_JWT');
    const probed = await at.run(['test', ref, '--probe', '--json']);
    expect(verdicts(probed.json())).toEqual({
      'wrong-audience': 'refused-well invalid_client',
      expired: 'refused-well invalid_client',
      'wrong-key': 'refused-well invalid_client',
      'replayed-jti': 'refused-well invalid_client',
      'wrong-assertion-type': 'refused-well invalid_request',
      'wrong-grant': 'refused-well unsupported_grant_type',
      'unknown-scope': 'refused-well invalid_scope',
      'no-assertion': expect.stringMatching(/^refused-well invalid_(client|request)$/),
      'wrong-issuer': 'refused-well invalid_client',
      'too-long-a-life': 'refused-well invalid_client',
      unsigned: expect.stringMatching(/^refused-well invalid_(client|request)$/),
    });
    expect([probed.status, probed.json()]).toMatchObject([0, { ok: true, plain: { is: 'granted' } }]);
    // The plain one, and the first of the replay: nothing else came.
    expect(at.servers.sourcePayer.givenTokens()).toHaveLength(2);
    const told = await at.run(['test', ref, '--probe']);
    expect([told.status, told.stdout.split('\n')[0]]).toEqual([0, '11 of 11 refused as they should be']);
    for (const token of at.servers.sourcePayer.givenTokens()) expect(at.printed()).not.toContain(token);
    expect(at.printed()).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    expect((await at.well(['payer', 'show', ref, '--json'])).json()).toMatchObject({
      probes: { results: Array(11).fill({ is: 'refused-well' }) },
    });
  });

  test('one that is laxer than SMART: what it took is told, and the status is 2', async () => {
    const at = await scene('smile-cdr');
    await register(at, 'PRIVATE_KEY_JWT');
    const probed = await at.run(['test', ref, '--probe', '--json']);
    expect([probed.status, verdicts(probed.json())]).toMatchObject([
      2,
      {
        'too-long-a-life': 'taken',
        'wrong-audience': 'refused-well invalid_client',
        'wrong-key': 'refused-well invalid_client',
      },
    ]);
  });
});

test('with a secret: every one is refused as it should be', async () => {
  const at = await scene('smart-strict');
  const secret = await register(at, 'CLIENT_SECRET_BASIC');
  const probed = await at.run(['test', ref, '--probe', '--json']);
  expect(verdicts(probed.json())).toEqual({
    'wrong-grant': 'refused-well unsupported_grant_type',
    'unknown-scope': 'refused-well invalid_scope',
    'no-assertion': expect.stringMatching(/^refused-well /),
    'wrong-secret': 'refused-well invalid_client',
    'secret-twice': 'refused-well invalid_request',
  });
  expect([secret === '', at.printed().includes(secret)]).toEqual([false, false]);
});

test('a client that is not known there: nothing but the plain request is sent', async () => {
  const at = await scene('smart-strict');
  await register(at, 'PRIVATE_KEY_JWT');
  await at.well(['payer', 'set', ref, 'clientId=somebody-else']);
  const probed = await at.run(['test', ref, '--probe', '--json']);
  expect([probed.status, probed.json()]).toMatchObject([
    2,
    { plain: { is: 'refused' }, results: expect.arrayContaining([expect.objectContaining({ is: 'not-run' })]) },
  ]);
});

test('production: refused without its name, probed with it', async () => {
  const payer = 'northlake@prod';
  const at = await scene('smart-strict', payer);
  await register(at, 'PRIVATE_KEY_JWT', { payer });
  for (const name of [[], ['--production', 'Northlake']]) {
    const refused = await at.run(['test', payer, '--probe', ...name, '--json']);
    expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'probe/not-confirmed' } }]);
  }
  expect(at.servers.sourcePayer.givenTokens()).toEqual([]);
  expect((await at.run(['test', payer, '--probe', '--production', payer])).status).toBe(0);
});
