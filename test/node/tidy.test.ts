/** @file What is left in the vault where a program was killed between sealing and noting: told, and erased by what a person asks. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Ports, VaultItem } from '#core/ports.ts';
import { clientSecretItem, keepProxyPassword, keepSecret } from '#core/use-cases/client-secret.ts';
import { identity } from '#core/use-cases/identity.ts';
import { proxyPasswordItem } from '#core/use-cases/network-of.ts';
import { createPayer, removePayer } from '#core/use-cases/payers.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { addTarget, keepTargetProxyPassword, passwordItem } from '#core/use-cases/push/targets.ts';
import { unnamedItems } from '#core/use-cases/unnamed-items.ts';
import { beforeImage, sentBefore } from '#core/use-cases/push/before-image.ts';
import { openStore } from '#node/store/store.ts';
import { tidyVault } from '#node/vault/tidy.ts';
import { openVault } from '#node/vault/vault.ts';
import { memoryPorts } from '../memory-ports.ts';
import { freshFolder } from './support/folders.ts';
import { memoryKeychain } from './support/keychain.ts';

const ref = 'northlake@test';
const sealedFiles = (folder: string) =>
  readdirSync(path.join(folder, 'vault'))
    .filter((name) => name.endsWith('.sealed'))
    .map((name) => path.join(folder, 'vault', name));

function scene() {
  const folder = freshFolder();
  const vault = openVault({ folder, keychain: memoryKeychain(), way: { by: 'keychain' } });
  const ports: Ports = memoryPorts({ store: openStore(folder), vault });
  const tidy = async () => tidyVault(folder, (items) => unnamedItems(ports.store, items), new Date());
  const age = () => {
    for (const file of sealedFiles(folder)) utimesSync(file, 0, 0);
  };
  return { folder, ports, tidy, age };
}

/** The program was killed before it was noted. */
async function orphanKey({ vault }: Ports, owner: string): Promise<VaultItem> {
  const { id } = await vault.generateKey(owner, 'EC-P-256');
  return { owner, kind: 'private-key', id };
}

test('removing a payer erases all that is sealed for it, named or not, and nothing of another', async () => {
  const { folder, ports } = scene();
  await createPayer(ports, { ref, name: '' });
  await createPayer(ports, { ref: 'alder@test', name: '' });
  await generateKey(ports, { ref, kind: 'EC-P-256' });
  await orphanKey(ports, ref);
  await ports.vault.keep(clientSecretItem(ref), new Secret('never noted'));
  await keepSecret(ports, 'alder@test', new Secret('of another'));
  await removePayer(ports, ref);
  expect([sealedFiles(folder).length, await ports.vault.items()]).toEqual([1, [clientSecretItem('alder@test')]]);
});

test('tidy erases what no record names, and nothing else', async () => {
  const { folder, ports, tidy, age } = scene();
  const { store, vault } = ports;
  const made = await createPayer(ports, { ref, name: '' });
  await saveChanges(ports, made, { changes: { proxy: 'http://ana@proxy.example:8080' } });
  await keepProxyPassword(ports, ref, new Secret('named'));
  await keepSecret(ports, ref, new Secret('named'));
  await generateKey(ports, { ref, kind: 'EC-P-256' });
  await identity(ports, { name: 'ana' });
  const draft = {
    name: 'cdr',
    baseUrl: 'https://cdr.example/',
    username: 'ana',
    production: false,
    proxy: 'http://ana@p.example',
  };
  await addTarget(ports, draft, new Secret('named'));
  const push = {
    version: 1 as const,
    id: 'push-1',
    target: 'cdr',
    address: '',
    at: '2027-01-01T00:00:00.000Z',
    results: [],
    byHand: [],
  };
  await store.savePush({ ...push, rollbackOf: null, rolledBackBy: null });
  await vault.keepRecord(beforeImage('cdr', 'push-1', 0), null);
  await vault.keep(sentBefore('cdr', 'push-1', 0), new Secret('named'));
  await keepTargetProxyPassword(ports, 'cdr', new Secret('named'));
  const clientKey = await vault.generateKey('target:cdr', 'EC-P-256');
  await store.saveTarget({ ...(await store.target('cdr')), clientKey });
  await vault.keep({ owner: 'target:cdr', kind: 'last-sent', id: 'Master m https://i' }, new Secret('named'));
  const named = sealedFiles(folder);

  await createPayer(ports, { ref: 'alder@test', name: '' });
  const gone = [
    await orphanKey(ports, ref),
    await orphanKey(ports, 'removed@test'),
    await orphanKey(ports, 'identity'),
    await orphanKey(ports, 'target:cdr'),
    clientSecretItem('alder@test'),
    proxyPasswordItem('alder@test'),
    passwordItem('removed'),
    beforeImage('cdr', 'push-2', 0),
  ];
  for (const item of gone.slice(4, 7)) await vault.keep(item, new Secret('never noted'));
  await vault.keepRecord(beforeImage('cdr', 'push-2', 0), null);
  age();
  const byText = (items: readonly VaultItem[]) =>
    items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
  expect(byText(await tidy())).toEqual(byText(gone));
  expect([sealedFiles(folder), await tidy()]).toEqual([named, []]);
});

test('tidy leaves what was sealed just now: another run may be about to note it', async () => {
  const { ports, tidy, age } = scene();
  await createPayer(ports, { ref, name: '' });
  const orphan = await orphanKey(ports, ref);
  expect(await tidy()).toEqual([]);
  age();
  expect(await tidy()).toEqual([orphan]);
});

test('tidy leaves all of a payer that cannot be read, and everything where a target cannot', async () => {
  const { folder, ports, tidy, age } = scene();
  await createPayer(ports, { ref, name: '' });
  await orphanKey(ports, ref);
  await ports.vault.keep(passwordItem('removed'), new Secret('never noted'));
  const draft = { name: 'cdr', baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };
  await addTarget(ports, draft, null);
  age();
  writeFileSync(path.join(folder, 'payers', `${ref}.json`), '{');
  writeFileSync(path.join(folder, 'targets', 'cdr.json'), '{');
  await expect(tidy()).rejects.toMatchObject({ code: 'store/damaged' });
  await ports.store.removeTarget('cdr');
  expect(await tidy()).toEqual([passwordItem('removed')]);
});

test('tidy of a folder without a store makes none', async () => {
  const { folder, tidy } = scene();
  expect([await tidy(), await openStore(folder).refs()]).toEqual([[], []]);
});
