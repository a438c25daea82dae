/** @file The main job in the packaged app, against a real Source Payer and a Smile CDR Admin API on loopback. Axe looks at every step, light and dark, and everything fits a small window. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServers } from '../servers/start.ts';
import { startDemoServers } from '../servers/start.ts';
import type { RunningApp } from './support/app.ts';
import { remove, resize, startApp } from './support/app.ts';
import { violations } from './support/axe.ts';
import * as journey from './support/journey.ts';
import { overflows } from './support/layout.ts';

const program = path.resolve(import.meta.dirname, '../../dist/cli/payer-wizard.mjs');
const payer = 'northlake-mutual@test';
const usual = { width: 1280, height: 800 };
const small = { width: 1024, height: 640 };
let servers: DemoServers;
let running: RunningApp;

beforeAll(async () => {
  servers = await startDemoServers();
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  await servers.stop();
  remove(running.folder);
});

/** The same store, by the command line. Not awaited by blocking: the servers live in this process. */
async function commandLine(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    ...args,
    '--json',
    '--store',
    running.store,
  ]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const barriers: Record<string, string[]> = {};
async function look(place: string): Promise<void> {
  const { app, page } = running;
  await resize(app, small);
  const tight = await overflows(page);
  if (tight.length > 0) barriers[`${place}, in a small window`] = tight;
  await resize(app, usual);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await violations(page);
    if (found.length > 0) barriers[`${place}, ${colorScheme}`] = found;
  }
}

test('from an address to a token, a bundle and a push that is rolled back', async () => {
  const { page } = running;
  await look('first run');
  await journey.newPayer(page, 'Northlake Mutual');
  await look('Discover, before reading');
  await journey.discover(running, servers);
  await look('Discover');

  await journey.goTo(page, 'Endpoints');
  await look('Endpoints');
  await journey.addFhirBase(running, servers);
  await journey.generateKey(page);
  await journey.makeCertificate(page);
  await look('Keys');
  await journey.register(running, servers);
  await look('Client');
  const result = await journey.testToken(page);
  await look('Live test');
  await journey.placeDefinition(page);
  await look('Definition');
  const bundle = await journey.exportBundle(running);
  await look('Deliver');
  const verified = await commandLine('verify', bundle);
  await journey.verify(running, bundle);
  const verdict = page.getByRole('dialog');
  await verdict.getByRole('button', { name: 'Sign…' }).click();
  await verdict.getByRole('button', { name: 'Compare with the payers here' }).click();
  await verdict.getByText('no difference, as far as both tell').waitFor();
  await look('Verdict, with a comparison');
  await verdict.getByRole('button', { name: 'Sign…' }).click();
  await look('Verdict, about to sign');
  // One key signs once: what its holder says second would take the place of what they said first.
  await verdict.getByRole('button', { name: 'Sign', exact: true }).click();
  const refused = await verdict.getByRole('alert').innerText();
  await verdict.getByRole('button', { name: 'Close' }).click();

  await journey.goHome(page);
  await look('Home');
  await page.getByRole('link', { name: 'Signing key' }).click();
  await page.getByRole('row', { name: /author/ }).waitFor();
  await look('Signing key');
  await journey.addTarget(running, servers);
  await look('Targets');
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Deliver');
  await journey.plan(page);
  await look('Deliver, with a plan');
  await journey.push(page);
  const afterPush = await commandLine('plan', payer, '--target', 'cdr-test');
  await journey.plan(page);
  const nothingToPush = await page.locator('#confirmation-hint', { hasText: 'There is nothing to push.' }).isVisible();
  await journey.rollBack(page);
  const archived = servers.smileCdr.state.servers.map(({ fields }) => typeof fields['archivedAt']);

  expect({
    result,
    verdict: verified['verdict'],
    refused,
    again: afterPush['ok'],
    nothingToPush,
    archived,
    barriers,
  }).toEqual({
    result: expect.stringMatching(/^Token granted/),
    verdict: 'valid',
    refused: expect.stringContaining('bundle/signed-already'),
    again: true,
    nothingToPush: true,
    archived: ['string'],
    barriers: {},
  });
});
