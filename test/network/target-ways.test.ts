/** @file The ways to a target: its own proxy with a password, and a client certificate where it wants one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from '#core/domain/fault.ts';
import { isReady } from '#core/domain/push/target-facts.ts';
import { Secret } from '#core/domain/secret.ts';
import { forgetClientKey, keepClientKey } from '#core/use-cases/push/target-client-key.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import type { TargetDraft } from '#core/use-cases/push/targets.ts';
import { addTarget, keepTargetProxyPassword, removeTarget } from '#core/use-cases/push/targets.ts';
import { adminApiOver } from '#node/admin-api/admin-api.ts';
import { connectionsOver } from '#node/connections.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { fixedClock, memoryPorts } from '../memory-ports.ts';
import type { Signer } from '../pki.ts';
import { certify, keyPemOf, pemOf } from '../pki.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startProxy } from '../servers/proxy.ts';
import { nodesWithS2s } from '../servers/smile-cdr/default-nodes.ts';
import type { SmileCdr } from '../servers/smile-cdr/start.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';

const now = new Date();
const password = 'for this run only';
const users = [{ username: 'ana', password, permissions: wizardPermissions }];
let clients: Signer;
let client: Signer;
let plain: SmileCdr;
let mutual: SmileCdr;

beforeAll(async () => {
  const authority = await makeAuthority();
  clients = await certify(now, { name: 'clients', ca: true });
  client = await certify(now, { name: 'p2p-push', issuer: clients });
  const seed = { nodes: nodesWithS2s };
  plain = await startSmileCdr({ authority, users, seed });
  mutual = await startSmileCdr({ authority, users, seed, clientAuthority: pemOf(clients) });
});
afterAll(async () => Promise.all([plain.stop(), mutual.stop()]));

async function scene(cdr: SmileCdr, more: Partial<TargetDraft> = {}) {
  const vault = memoryVault(fixedClock(), 'good');
  const connections = connectionsOver({ vault, systemProxy: () => Promise.resolve('') });
  const ports = memoryPorts({ vault, adminApi: adminApiOver(connections), keyFiles });
  const { baseUrl, ca } = cdr;
  const draft = { name: 'cdr', baseUrl, username: 'ana', production: false, authorities: [ca], ...more };
  await addTarget(ports, draft, new Secret(password));
  const outcome = async () =>
    testTarget(ports, 'cdr').then(
      (facts) => (isReady(facts) ? 'ready' : 'not ready'),
      (fault: unknown) =>
        `${(fault as Fault).code} ${(fault as { details: { detail?: string } }).details.detail ?? ''}`,
    );
  const load = async (text: string) => {
    const file = await keyFiles.read({ bytes: Buffer.from(text), passphrase: null });
    return keepClientKey(ports, { name: 'cdr', file, fileName: 'client.pem' });
  };
  const sealed = async () => (await vault.items()).map(({ kind }) => kind).toSorted();
  return { ports, draft, outcome, load, sealed };
}

const withName = (origin: string) => origin.replace('//', '//ana@');

test('a target of its own proxy is asked through that proxy, with the password that was typed for it', async () => {
  const proxy = await startProxy({ login: 'ana:word of the proxy' });
  const { ports, outcome } = await scene(plain, { proxy: withName(proxy.origin) });
  const { host } = new URL(proxy.origin);
  expect(await outcome()).toBe(`target/proxy ${host}, 407`);
  await keepTargetProxyPassword(ports, 'cdr', new Secret('word of the proxy'));
  expect(await outcome()).toBe('ready');
  expect(new Set(proxy.asked)).toEqual(new Set([new URL(plain.baseUrl).host]));
  await proxy.stop();
  expect(await outcome()).toMatch(/^target\/proxy .*ECONN/);
});

test('the password of a proxy goes with another proxy, and none is taken for none', async () => {
  const { ports, draft, sealed } = await scene(plain, { proxy: 'http://ana@proxy.example:8080' });
  await keepTargetProxyPassword(ports, 'cdr', new Secret('word of the proxy'));
  expect(await sealed()).toEqual(['proxy-password', 'target-password']);
  await addTarget(ports, { ...draft, revision: 2, label: 'UAT' } as TargetDraft, null);
  expect(await sealed()).toEqual(['proxy-password', 'target-password']);
  await addTarget(ports, { ...draft, proxy: 'none' }, null);
  expect([await sealed(), (await ports.store.target('cdr')).label]).toEqual([['target-password'], 'UAT']);
  await expect(keepTargetProxyPassword(ports, 'cdr', new Secret('word'))).rejects.toMatchObject({
    code: 'target/no-own-proxy',
  });
});

test('a proxy with a password in its address is not kept', async () => {
  const { ports, draft } = await scene(plain);
  const changed = addTarget(ports, { ...draft, proxy: 'http://ana:word@proxy.example' }, null);
  await expect(changed).rejects.toMatchObject({ code: 'payer/proxy-with-password' });
  expect((await ports.store.target('cdr')).proxy).toBe('system');
});

test('a target that wants a client certificate is told as that, and answers to one that it knows', async () => {
  const { ports, outcome, load, sealed } = await scene(mutual);
  expect(await outcome()).toMatch(/^target\/handshake-refused /);
  const { clientKey } = await load(`${await keyPemOf(client)}${pemOf(client)}${pemOf(clients)}`);
  expect([clientKey?.certificate?.subject, clientKey?.loadedFrom, await outcome()]).toEqual([
    'CN=p2p-push',
    'client.pem',
    'ready',
  ]);
  const stranger = await certify(now, { name: 'stranger' });
  await load(`${await keyPemOf(stranger)}${pemOf(stranger)}`);
  expect([await outcome(), await sealed()]).toEqual([
    // Node’s server breaks off without a word then, as some gateways do.
    'target/unreachable UND_ERR_SOCKET',
    ['private-key', 'target-password'],
  ]);
  await forgetClientKey(ports, 'cdr');
  expect(await sealed()).toEqual(['target-password']);
});

test('a certificate whose key is gone is told as that, before anything is sent', async () => {
  const { ports, outcome, load } = await scene(mutual);
  const { clientKey } = await load(`${await keyPemOf(client)}${pemOf(client)}`);
  await ports.vault.forgetKey({ owner: 'target:cdr', keyId: clientKey?.id ?? '' });
  const { length } = mutual.requests;
  expect([await outcome(), mutual.requests.length]).toEqual(['target/client-key-gone key/gone', length]);
});

test.each([
  ['a key without a certificate', async () => keyPemOf(client), 'target/key-without-certificate'],
  ['a certificate without a key', async () => pemOf(client), 'target/one-client-key'],
  [
    'a key with the certificate of another',
    async () => `${await keyPemOf(client)}${pemOf(clients)}`,
    'target/key-without-certificate',
  ],
  ['two keys', async () => `${await keyPemOf(client)}${await keyPemOf(clients)}`, 'target/one-client-key'],
])('%s is refused, and what was there stays', async (_name, text, code) => {
  const { ports, load, sealed } = await scene(mutual);
  const { clientKey } = await load(`${await keyPemOf(client)}${pemOf(client)}`);
  await expect(load(await text())).rejects.toMatchObject({ code });
  expect([await sealed(), (await ports.store.target('cdr')).clientKey]).toEqual([
    ['private-key', 'target-password'],
    clientKey,
  ]);
});

test('a target that is removed leaves nothing sealed', async () => {
  const { ports, load, sealed } = await scene(mutual, { proxy: 'http://ana@proxy.example:8080' });
  await keepTargetProxyPassword(ports, 'cdr', new Secret('word of the proxy'));
  await load(`${await keyPemOf(client)}${pemOf(client)}`);
  await removeTarget(ports, 'cdr');
  expect(await sealed()).toEqual([]);
});
