/** @file The whole way to a token at a server that none of us wrote: Glewlwyd, from Debian. Read, registered, asked, checked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { importAddress } from '#core/use-cases/import-documents.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { generateKey, switchKey } from '#core/use-cases/payer-keys.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import { clock } from '#node/clock.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { webOver } from '#node/web.ts';
import { memoryPorts } from '../memory-ports.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Glewlwyd } from '../servers/glewlwyd/start.ts';
import { isGlewlwydInstalled, startGlewlwyd } from '../servers/glewlwyd/start.ts';
import { straight } from './straight.ts';

const ref = 'elsewhere@test';
const scope = 'system/Patient.read';

let server: Glewlwyd;
beforeAll(async () => {
  if (isGlewlwydInstalled()) server = await startGlewlwyd({ authority: await makeAuthority() });
}, 30_000);
afterAll(async () => (isGlewlwydInstalled() ? server.stop() : undefined));

/** A payer of whom only the address is known, its documents read. */
async function discovered(): Promise<{ ports: Ports; payer: Payer }> {
  const ports = memoryPorts({ clock, web: webOver(straight), tokenEndpoint: tokenEndpointOver(straight) });
  const made = await createPayer(ports, { ref, name: 'Elsewhere' });
  const network = { ...made.network, authorities: [server.ca], allowPrivate: true };
  await ports.store.savePayer({ ...made, network });
  return { ports, payer: await importAddress(ports, { ref, address: server.issuer }) };
}

const change = async (ports: Ports, fields: Record<string, string>) =>
  saveChanges(ports, await ports.store.payer(ref), { changes: { fields } });

const outcomeOf = ({ test: report }: Payer) => ({
  outcome: report?.outcome,
  error: report?.refusal?.error,
  wrong: report?.checks.filter(({ is }) => is === 'error').map(({ code }) => code),
});

test.skipIf(!isGlewlwydInstalled())('its documents give all that a token needs', async () => {
  const { payer } = await discovered();
  expect([valueOf(payer, 'issuer'), valueOf(payer, 'tokenEndpoint')]).toEqual([server.issuer, server.tokenEndpoint]);
});

/** The cause is in the first group, and its remedy, put in with one click, brings the token. */
async function mended(ports: Ports, code: string) {
  const { test: report } = await runTest(ports, ref);
  const cause = report?.diagnosis?.groups[0]?.causes.find((each) => each.code === code);
  if (cause?.remedy?.is !== 'change') return { outcome: report?.outcome, causes: report?.diagnosis?.groups[0]?.causes };
  await change(ports, cause.remedy.fields);
  return outcomeOf(await runTest(ports, ref, { nextCall: false, remedyOf: code }));
}

const granted = { outcome: 'granted', error: undefined, wrong: [] };

describe.skipIf(!isGlewlwydInstalled())('with a key', () => {
  async function withKey(clientId: string, fields: Record<string, string> = {}) {
    const { ports } = await discovered();
    await generateKey(ports, { ref, kind: 'RSA-2048' });
    const jwks = publicJwks(await ports.store.payer(ref));
    await server.addClient({ clientId, scopes: [scope], method: 'private_key_jwt', jwks });
    await change(ports, { clientId, requestScopes: scope, clientAuthenticationMode: 'PRIVATE_KEY_JWT', ...fields });
    return ports;
  }

  test('a token, and its signature and issuer are checked', async () => {
    const ports = await withKey('by-key', { assertionAudience: 'token-endpoint' });
    const payer = await runTest(ports, ref);
    expect([outcomeOf(payer), payer.test?.granted?.form]).toEqual([granted, 'jwt']);
  });

  // It answers 403 without a word, whatever is wrong.
  test('the issuer as audience is refused, and mended with one click', async () => {
    const ports = await withKey('by-issuer', { assertionAudience: 'issuer' });
    expect(await mended(ports, 'cause/audience-endpoint-wanted')).toEqual(granted);
  });

  test('a key that it does not know is named among the first causes', async () => {
    const ports = await withKey('stale', { assertionAudience: 'token-endpoint' });
    const [key] = (await ports.store.payer(ref)).keys;
    await generateKey(ports, { ref, kind: 'RSA-2048' });
    const next = (await ports.store.payer(ref)).keys.find(({ id }) => id !== key?.id);
    await switchKey(ports, { ref, keyId: next?.id ?? '' });
    const { test: report } = await runTest(ports, ref);
    expect(report?.outcome).toBe('refused');
    expect(report?.diagnosis?.groups[0]?.causes.map(({ code }) => code)).toContain('cause/key-not-registered');
  });
});

describe.skipIf(!isGlewlwydInstalled())('with a secret', () => {
  async function withSecret(clientId: string, method: 'client_secret_basic' | 'client_secret_post', secret: string) {
    const { ports } = await discovered();
    await server.addClient({ clientId, scopes: [scope], method, secret });
    await keepSecret(ports, ref, new Secret(secret));
    await change(ports, {
      clientId,
      requestScopes: scope,
      clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
      authenticationMethod: method,
    });
    return ports;
  }

  test.each(['client_secret_basic', 'client_secret_post'] as const)('%s', async (method) => {
    const ports = await withSecret(`by-${method}`, method, 'canary-of-a-secret');
    expect(outcomeOf(await runTest(ports, ref))).toEqual(granted);
  });

  // It does not decode what RFC 6749 §2.3.1 has encoded.
  test('one with blanks is refused form-encoded, and mended with one click', async () => {
    const ports = await withSecret('by-blanks', 'client_secret_basic', 'canary of a secret');
    expect(await mended(ports, 'cause/basic-encoding')).toEqual(granted);
  });
});
