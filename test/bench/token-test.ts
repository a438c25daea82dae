/** @file What the live test costs beside a bare fetch of the same request: same server, same bytes, a connection of its own for each. */
import { Agent, fetch } from 'undici';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import { prepareRequest } from '#core/use-cases/token/token-request.ts';
import { nodePorts } from '#node/ports.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import type { Measured } from './measure.ts';
import { compare } from './measure.ts';

const TURNS = 41;
const ref = 'bench@test';
const secret = 'only-for-this-measurement';
const form = 'grant_type=client_credentials&scope=system%2F*.rs';
const grant = { access_token: 'opaque', token_type: 'Bearer', expires_in: 300, scope: 'system/*.rs' };

export async function measureTokenTest(folder: string): Promise<Measured[]> {
  const authority = await makeAuthority();
  const server = await startMisbehaving({ authority });
  const endpoint = server.place('/token', { body: JSON.stringify(grant) });
  const ports = nodePorts({
    folder: `${folder}/token-test`,
    vault: { by: 'passphrase', ask: () => Promise.resolve(new Secret('only for this measurement')) },
  });
  const payer = newPayer({ ref, name: 'Bench', now: new Date().toISOString() });
  const network = { ...payer.network, authorities: [server.ca], allowPrivate: true };
  const saved = await ports.store.savePayer({ ...payer, network });
  await saveChanges(ports, saved, {
    changes: {
      fields: {
        issuer: server.origin,
        tokenEndpoint: endpoint,
        clientId: 'bench',
        clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
        requestScopes: 'system/*.rs',
      },
    },
  });
  await keepSecret(ports, ref, new Secret(secret));

  const bare = async () => {
    const dispatcher = new Agent({ connect: { ca: server.ca } });
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`bench:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        accept: 'application/json',
      },
      body: form,
      dispatcher,
    });
    await response.json();
    await dispatcher.close();
  };
  const test = async () => {
    const { test: report } = await runTest(ports, ref);
    if (report?.outcome !== 'granted')
      throw new Error(`The bench’s own server did not grant: ${String(report?.outcome)}`);
  };
  const { request } = await prepareRequest(ports, await ports.store.payer(ref));
  const alone = async () => {
    const answer = await ports.tokenEndpoint.request(request);
    if (answer.is !== 'granted') throw new Error(`The bench’s own server did not grant: ${answer.code}`);
  };
  const measured = [
    await compare({
      name: 'the token request, with its steps, its TLS facts and the masked answer, to a bare fetch of the same',
      bar: 2,
      turns: TURNS,
      base: () => timed(bare),
      subject: () => timed(alone),
    }),
    await compare({
      name: 'the whole live test (judged among all payers, sent, checked, saved for good), to the same fetch',
      bar: Number.POSITIVE_INFINITY,
      turns: TURNS,
      base: () => timed(bare),
      subject: () => timed(test),
    }),
  ];
  await server.stop();
  return measured;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
