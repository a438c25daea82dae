import { expect, test } from 'vitest';
import { ask, post, put, start } from './smile-cdr/asking.ts';
import type { Assumptions } from './smile-cdr/assumptions.ts';

const jsonKeys = JSON.stringify({ keys: [{ kty: 'oct', kid: '1' }] });

test('are made, changed and listed, and show no keys', async () => {
  const server = await start();
  expect(await post(server, { keystoreId: 'p2p-acme', jsonKeys }, 'keystores/')).toEqual({
    status: 200,
    body: { keystoreId: 'p2p-acme' },
  });
  const filePath = 'classpath:/p2p.jwks';
  expect((await put(server, { keystoreId: 'p2p-acme', filePath }, 'keystores/p2p-acme')).status).toBe(200);
  expect(await ask(server, 'keystores/')).toEqual({
    status: 200,
    body: { keystores: [{ keystoreId: 'p2p-acme', filePath }] },
  });
  expect((await ask(server, 'keystores/p2p-acme')).body).toEqual({ keystoreId: 'p2p-acme', filePath });
  expect((await ask(server, 'keystores/other')).status).toBe(404);
});

test.each<[string, unknown]>([
  ['capitals in the id', { keystoreId: 'P2P', jsonKeys }],
  ['no keys', { keystoreId: 'p2p' }],
  ['keys that are no JWKS', { keystoreId: 'p2p', jsonKeys: '-----BEGIN' }],
  ['an id that is taken', { keystoreId: 'default-keystore', jsonKeys }],
])('%s is refused', async (_, body) => {
  const seed = { keystores: [{ keystoreId: 'default-keystore', filePath: 'classpath:/smilecdr-demo.jwks' }] };
  expect((await post(await start({ seed }), body, 'keystores/')).status).toBe(400);
});

test('older versions have none', async () => {
  expect((await ask(await start({ assumptions: { keystores: 'absent' } }), 'keystores/')).status).toBe(404);
});

const demo = { keystoreId: 'default-keystore', filePath: 'classpath:/smilecdr-demo.jwks' };

test.each<[Partial<Assumptions>, object]>([
  [{ keystoresList: 'bare' }, { keystores: [demo] }],
  [{ keystoresList: 'numbered' }, { keystores: [demo], pageIndex: 0, totalPages: 1 }],
])('the list, %j', async (assumptions, body) => {
  const server = await start({ assumptions, seed: { keystores: [demo] } });
  expect(await ask(server, 'keystores/')).toEqual({ status: 200, body });
});

test.each<[Partial<Assumptions>, number, number]>([
  [{ keystoreReadPath: 'keystores' }, 200, 404],
  [{ keystoreReadPath: 'kaystores' }, 404, 200],
])('the path of one keystore, %j', async (assumptions, rightly, asPrinted) => {
  const server = await start({ assumptions, seed: { keystores: [demo] } });
  const statuses = [await ask(server, 'keystores/default-keystore'), await ask(server, 'kaystores/default-keystore')];
  expect(statuses.map(({ status }) => status)).toEqual([rightly, asPrinted]);
});

test.each<[Partial<Assumptions>, number, string]>([
  [{ keystoreUpdate: 'put' }, 200, 'classpath:/new.jwks'],
  [{ keystoreUpdate: 'absent' }, 404, demo.filePath],
])('an update, %j → %i', async (assumptions, status, filePath) => {
  const server = await start({ assumptions, seed: { keystores: [demo] } });
  const answer = await put(server, { ...demo, filePath: 'classpath:/new.jwks' }, 'keystores/default-keystore');
  expect([answer.status, server.state.keystores[0]?.filePath]).toEqual([status, filePath]);
});

test.each<[Partial<Assumptions>, object]>([
  [{ shownKeys: 'absent', emptyFilePath: 'left-out' }, { keystoreId: 'p2p' }],
  [
    { shownKeys: 'masked', emptyFilePath: 'left-out' },
    { keystoreId: 'p2p', jsonKeys: '***' },
  ],
  [
    { shownKeys: 'absent', emptyFilePath: 'returned' },
    { keystoreId: 'p2p', filePath: '' },
  ],
])('what a keystore of keys shows, %j', async (assumptions, shown) => {
  const server = await start({ assumptions });
  expect((await post(server, { keystoreId: 'p2p', jsonKeys }, 'keystores/')).body).toEqual(shown);
  expect((await ask(server, 'keystores/p2p')).body).toEqual(shown);
  expect((await ask(server, 'keystores/')).body).toEqual({ keystores: [shown] });
  expect(server.state.keystores[0]?.jsonKeys).toBe(jsonKeys);
});

test.each<[Partial<Assumptions>, number]>([
  [{}, 200],
  [{ keystoreKeysName: 'jwks' }, 400],
])('keys under the name of seed files, %j → %i', async (assumptions, status) => {
  const server = await start({ assumptions });
  expect((await post(server, { keystoreId: 'p2p', jsonKeys }, 'keystores/')).status).toBe(status);
  if (status !== 200)
    expect((await post(server, { keystoreId: 'p2p', jwks: jsonKeys }, 'keystores/')).status).toBe(200);
  expect(server.state.keystores).toEqual([{ keystoreId: 'p2p', filePath: '', jsonKeys }]);
});

test.each<[Partial<Assumptions>, number, object]>([
  [{ takenKeystoreId: 'refused' }, 400, { ...demo, jsonKeys: '' }],
  [{ takenKeystoreId: 'replaced' }, 200, { keystoreId: demo.keystoreId, filePath: '', jsonKeys }],
])('a create under an id that is taken, %j → %i', async (assumptions, status, kept) => {
  const server = await start({ assumptions, seed: { keystores: [demo] } });
  expect((await post(server, { keystoreId: demo.keystoreId, jsonKeys }, 'keystores/')).status).toBe(status);
  expect(server.state.keystores).toEqual([kept]);
});
