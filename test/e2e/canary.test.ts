/**
 * @file Marked secrets go the ways that secrets go in the packaged app, and are then looked for in everything that it says,
 * shows, keeps and writes. A mark that was planted shows first that the search finds what is there.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServers } from '../servers/start.ts';
import { startDemoServers } from '../servers/start.ts';
import type { RunningApp } from './support/app.ts';
import { emptyFolder, remove, startApp } from './support/app.ts';
import { everyPlace, filesIn, partsOfKey, placesWithoutPage, recordTraffic, search } from './support/canaries.ts';
import { violations } from './support/axe.ts';
import * as journey from './support/journey.ts';
import { overflows } from './support/layout.ts';

const mark = (name: string) => `canary-${name}-${randomBytes(12).toString('hex')}`;
/** No secret at all: put where each place would show it. */
const planted = mark('planted');
const marked = {
  'passphrase of the vault': mark('vault'),
  'passphrase of an exported key': mark('export'),
  'password of the proxy': mark('proxy'),
  'password of the target': mark('target'),
  'another client secret': mark('client'),
};
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const ref = 'northlake-mutual@test';

const folder = emptyFolder();
const given = path.join(folder, 'given');
let servers: DemoServers;
let running: RunningApp;
beforeAll(async () => {
  mkdirSync(given);
  servers = await startDemoServers({ profile: 'smile-cdr' });
  running = await startApp({ folder });
  await recordTraffic(running.app);
});
afterAll(async () => {
  await running.close();
  await servers.stop();
  remove(folder);
});

/** One call of the window's own bridge. A failure is an answer too. */
async function call(name: string, input: unknown): Promise<{ ok: boolean; value: unknown }> {
  const script = `window.wizard[${JSON.stringify(name)}](${JSON.stringify(input)})`;
  return running.page.evaluate<{ ok: boolean; value: unknown }>(script);
}

async function take(owner: Readonly<Record<string, unknown>>, secret: string): Promise<boolean> {
  return (await call('takeSecret', { for: owner, secret })).ok;
}

const look = async () => everyPlace({ ...running, given });

/** A vault under a passphrase, typed in the window. */
async function makeVault(): Promise<void> {
  const { page } = running;
  await page.getByRole('link', { name: 'Secrets' }).click();
  await page.getByLabel('Passphrase for a vault without the keychain').fill(marked['passphrase of the vault']);
  await page.getByLabel('The same again').first().fill(marked['passphrase of the vault']);
  await page.getByRole('button', { name: 'Make the vault' }).click();
  await page.getByText('By a passphrase', { exact: true }).waitFor();
}

/** The client secret that the Source Payer gives, typed in the window. */
async function giveClientSecret(): Promise<string> {
  const { page, choose } = running;
  await journey.goTo(page, 'Client');
  await journey.field(page, 'Client Authentication Mode').selectOption('CLIENT_SECRET_BASIC');
  await journey.saved(page);
  const sheet = path.join(folder, 'registration');
  mkdirSync(sheet);
  await choose(sheet);
  await call('writeRegistration', { ref });
  const registration = filesIn(sheet).toString();
  const { clientId, clientSecret = '' } = await servers.sendRegistration(
    registration.slice(registration.indexOf('{'), registration.lastIndexOf('}') + 1),
  );
  await journey.field(page, 'Client Id').fill(clientId);
  await journey.field(page, 'Secret').fill(clientSecret);
  await page.getByRole('button', { name: 'Seal in the vault' }).click();
  await page.getByText(/^in the vault since/).waitFor();
  return clientSecret;
}

/** The window dies while the vault is open, and is opened again: no report of it is written. */
async function crash(): Promise<Record<string, Buffer>> {
  const { app } = running;
  await app.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.forcefullyCrashRenderer();
  });
  for (let looks = 0; looks < 100; looks += 1) {
    const places = await placesWithoutPage({ ...running, given });
    if (places['log']?.includes('window-gone')) return places;
    await wait(100);
  }
  throw new Error('The log does not tell that the window died');
}

/** All that Electron keeps of crashes; of it, the random id of this installation is no report. */
async function crashFiles(): Promise<string[]> {
  const folder = await running.app.evaluate(({ app }) => app.getPath('crashDumps'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files.map(({ name }) => name).filter((name) => name !== 'client_id');
}

test('the search finds what is there', async () => {
  const { app, page } = running;
  await journey.newPayer(page, 'Northlake Mutual');
  await call('takeSecret', { for: { is: 'client', ref: planted }, secret: planted });
  await call('curlRecipe', { address: `https://${planted}.example/` });
  await page.evaluate(`localStorage.setItem('planted', '${planted}')`);
  const profile = await app.evaluate(({ app: electron }) => electron.getPath('userData'));
  const crashes = await app.evaluate(({ app: electron }) => electron.getPath('crashDumps'));
  mkdirSync(crashes, { recursive: true });
  const files = [
    path.join(profile, 'logs/payer-wizard.log'),
    path.join(crashes, 'planted'),
    path.join(given, 'planted'),
  ];
  for (const file of [...files, path.join(running.store, 'planted')])
    appendFileSync(file, Buffer.from(`{"x":"${Buffer.from(`~~${planted}~~`).toString('base64')}"}\n`));

  const places = await look();
  const found = search(places, { planted });
  // Chromium writes over the environment of its processes: of these, the arguments show that they are looked into.
  const ofProcesses = search(places, { store: running.store });
  expect(Object.keys({ ...found, processes: ofProcesses['processes'] }).sort()).toEqual(Object.keys(places).sort());
  expect(ofProcesses['processes']).toEqual(['store']);
  await page.evaluate('localStorage.clear()');
  for (const file of [...files.slice(1), path.join(running.store, 'planted')]) remove(file);
});

test('the page that tells where they are has no barrier, light or dark', async () => {
  const { page } = running;
  await journey.goHome(page);
  await page.getByRole('link', { name: 'Secrets' }).click();
  await page.getByText('By the keychain of this computer').waitFor();
  const found: Record<string, string[]> = {};
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found[colorScheme] = [...(await violations(page)), ...(await overflows(page))];
  }
  expect(found).toEqual({ dark: [], light: [] });
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
});

test('marked secrets are found nowhere', async () => {
  const { page, choose } = running;
  await journey.goHome(page);
  await makeVault();
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Discover');
  await journey.discover(running, servers);
  await journey.addFhirBase(running, servers);
  const clientSecret = await giveClientSecret();
  const granted = await journey.testToken(page);

  const handle = crypto.randomUUID();
  const pasted = await take({ is: 'key-text', handle }, pem);
  const kept = [await call('readKeyFile', { ref, handle }), await call('keepKeyFile', { ref, handle, sharing: null })];
  const { keys } = (await call('readPayer', { ref })).value as { keys: { id: string }[] };
  await choose(path.join(given, 'key.pem'), path.join(given, 'recovery.json'), path.join(given, 'bundle.zip'));
  const taken = [
    await take({ is: 'key-export', ref, keyId: keys[0]?.id ?? '' }, marked['passphrase of an exported key']),
    await take({ is: 'recovery-write' }, marked['passphrase of the vault']),
    await take({ is: 'proxy', ref }, marked['password of the proxy']),
  ];
  const { baseUrl } = servers.smileCdr;
  await call('saveTarget', { name: 'cdr', baseUrl, production: false, username: 'wizard', revision: 0 });
  taken.push(await take({ is: 'target', name: 'cdr' }, marked['password of the target']));
  await call('testTarget', { name: 'cdr' });
  await call('planPush', { ref, target: 'cdr' });
  await take({ is: 'vault-unlock' }, `${marked['passphrase of the vault']}-wrong`);
  await journey.placeDefinition(page);
  await call('exportBundle', { ref, comment: '' });
  await take({ is: 'client', ref }, marked['another client secret']);

  const tokens = servers.sourcePayer.givenTokens();
  const all = { ...marked, ...partsOfKey(privateKey), 'client secret': clientSecret, token: tokens.at(-1) ?? 'none' };
  const places = await look();
  const afterCrash = await crash();
  expect({ granted, pasted, taken, kept: kept.map(({ ok }) => ok), tokens: tokens.length > 0 }).toEqual({
    granted: expect.stringMatching(/^Token granted/) as unknown,
    pasted: true,
    taken: [true, true, true, true],
    kept: [true, true],
    tokens: true,
  });
  expect([await crashFiles(), places['given out']?.includes('ENCRYPTED PRIVATE KEY')]).toEqual([[], true]);
  expect([search(places, all), search(afterCrash, all)]).toEqual([{}, {}]);
});

test('a secret that was pasted leaves the clipboard after 30 seconds, and nothing else does', async () => {
  const { app } = running;
  const held = async () => app.evaluate(({ clipboard }) => clipboard.readText());
  const hold = async (text: string) => app.evaluate(async ({ clipboard }, given) => clipboard.writeText(given), text);
  const owner = { is: 'target', name: 'cdr' };
  await hold(`${marked['password of the target']}\n`);
  await running.app.evaluate(
    async ({ ipcMain }, input) => {
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>>;
      };
      const frame = { parent: null, origin: 'payer-wizard://app' };
      await handlers.get('takeSecret')?.({ senderFrame: frame }, input);
    },
    { for: owner, secret: marked['password of the target'] },
  );
  await wait(29_000);
  const before = await held();
  await wait(2_000);
  const after = await held();
  await hold('a shopping list');
  expect([before.trim(), after, await held()]).toEqual([marked['password of the target'], '', 'a shopping list']);
});
