/** @file A client with a secret in the window: it is typed once, sealed, and shown nowhere; a token comes by it. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServers } from '../servers/start.ts';
import { startDemoServers } from '../servers/start.ts';
import type { RunningApp } from './support/app.ts';
import { remove, startApp } from './support/app.ts';
import * as journey from './support/journey.ts';

let servers: DemoServers;
let running: RunningApp;
beforeAll(async () => {
  servers = await startDemoServers({ profile: 'smile-cdr' });
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  await servers.stop();
  remove(running.folder);
});

function stored(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files.map((each) => readFileSync(path.join(each.parentPath, each.name), 'latin1')).join('\n');
}

test('from the registration to a token by a secret', async () => {
  const { page, folder, store, choose } = running;
  await journey.newPayer(page, 'Northlake Mutual');
  await journey.discover(running, servers);
  await journey.addFhirBase(running, servers);
  await journey.goTo(page, 'Client');
  await journey.field(page, 'Client Authentication Mode').selectOption('CLIENT_SECRET_BASIC');
  await journey.saved(page);

  const registration = path.join(folder, 'registration');
  mkdirSync(registration);
  await choose(registration);
  await journey.goTo(page, 'Keys');
  await page.getByRole('button', { name: 'Write registration files…' }).click();
  await page.getByText(/^Written: /).waitFor();
  const sheet = readFileSync(path.join(registration, 'registration.json'), 'utf8');
  const { clientId, clientSecret = '' } = await servers.sendRegistration(sheet);

  await journey.goTo(page, 'Client');
  await journey.field(page, 'Client Id').fill(clientId);
  await journey.field(page, 'Secret').fill(clientSecret);
  await page.getByRole('button', { name: 'Seal in the vault' }).click();
  await page.getByText(/^in the vault since/).waitFor();
  const result = await journey.testToken(page);

  const shown = await page.content();
  expect([result, clientSecret.length > 20]).toEqual([expect.stringMatching(/^Token granted/), true]);
  expect((shown + stored(store)).includes(clientSecret)).toBe(false);
});
