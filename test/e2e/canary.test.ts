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
import {
  ask,
  exportBundle,
  exportKey,
  handOver,
  pasteKey,
  pushAndRollBack,
  take,
  writeRecovery,
} from './support/secret-ways.ts';

const mark = (name: string) => `canary-${name}-${randomBytes(12).toString('hex')}`;
/** No secret at all: put where each place would show it. */
const planted = mark('planted');
/** Typed by a person. What servers and main make joins them on its way. */
const marked = {
  'passphrase of the vault': mark('vault'),
  'password of the proxy': mark('proxy'),
  'password of the target’s proxy': mark('target-proxy'),
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
  await ask(running, 'writeRegistration', { ref });
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
  await ask(running, 'curlRecipe', { ref, address: `https://${planted}.example/` });
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

/** A client secret that comes to a token; a definition that is complete. */
async function fillIn(): Promise<{ clientSecret: string; granted: string }> {
  const { page } = running;
  await makeVault();
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Discover');
  await journey.discover(running, servers);
  await journey.addFhirBase(running, servers);
  const clientSecret = await giveClientSecret();
  const granted = await journey.testToken(page);
  await journey.placeDefinition(page);
  return { clientSecret, granted };
}

/** Every way that a key or a secret goes. What came of each, and the secrets that were made on the way. */
async function goEveryWay(clientSecret: string) {
  const way = { running, ref, given };
  const keyId = await pasteKey(way, pem);
  await take(running, { is: 'proxy', ref }, marked['password of the proxy']);
  const exported = await exportKey(way, keyId);
  const handedOver = await handOver(way);
  const proxyPassword = marked['password of the target’s proxy'];
  const { came, clientKey } = await pushAndRollBack({ ...way, proxyPassword }, servers);
  const outcome = {
    exported: exported.opened.equals(privateKey),
    handedOver: [handedOver?.keys.map(({ privateKeyPem }) => privateKeyPem === pem), handedOver?.clientSecret],
    recovery: await writeRecovery(way, marked['passphrase of the vault']),
    pushed: came,
    bundle: await exportBundle(way),
  };
  const isWrong = take(running, { is: 'vault-unlock' }, `${marked['passphrase of the vault']}-wrong`);
  await expect(isWrong).rejects.toThrow('vault/wrong-passphrase');
  await take(running, { is: 'client', ref }, marked['another client secret']);
  expect(outcome).toEqual({
    exported: true,
    handedOver: [[true], clientSecret],
    recovery: 'payer-wizard/recovery',
    pushed: {
      reachable: true,
      // So it was the password that opened the target.
      anonymousAccess: false,
      outcomes: ['done', 'done'],
      arrivedSecret: [clientSecret],
      archived: ['string'],
      wayThere: new Set([`ana:${proxyPassword}`]),
    },
    bundle: 'bundle.zip',
  });
  return {
    'made passphrase': exported.made,
    'password of the target': servers.smileCdr.password,
    ...partsOfKey(clientKey, 'the client key'),
  };
}

test('marked secrets are found nowhere', async () => {
  await journey.goHome(running.page);
  const { clientSecret, granted } = await fillIn();
  const made = await goEveryWay(clientSecret);
  const [token = ''] = servers.sourcePayer.givenTokens();
  const all: Record<string, string> = {
    ...marked,
    ...made,
    ...partsOfKey(privateKey),
    'client secret': clientSecret,
    token,
  };
  const places = await look();
  const afterCrash = await crash();
  const short = Object.entries(all).filter(([, secret]) => secret.length < 20);
  expect([granted, short]).toEqual([expect.stringMatching(/^Token granted/), []]);
  expect([readdirSync(given).sort(), await crashFiles()]).toEqual([
    ['bundle.zip', 'hand-over.cms', 'key.pem', 'recovery.json'],
    [],
  ]);
  expect([search(places, all), search(afterCrash, all)]).toEqual([{}, {}]);
});
