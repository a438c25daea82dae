/** @file The main job as a person does it in the window, step by step. What it asks of the servers is what the other side’s staff would do. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import type { DemoServers } from '../../servers/start.ts';
import type { RunningApp } from './app.ts';

export const steps = ['Discover', 'Endpoints', 'Client', 'Keys', 'Live test', 'Definition', 'Deliver'] as const;
export type Step = (typeof steps)[number];

export async function goTo(page: Page, step: Step): Promise<void> {
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: step }).click();
  await page.getByRole('heading', { level: 1, name: step }).waitFor();
}

export function field(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

export async function saved(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved \d/).waitFor();
}

export async function newPayer(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+n');
  await field(page, 'Name').fill(name);
  await page.getByRole('button', { name: 'Make it and read its address' }).click();
  await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();
}

/** Trusts the demo’s CA, allows loopback and reads. */
export async function discover({ page, folder, choose }: RunningApp, servers: DemoServers): Promise<void> {
  const ca = path.join(folder, 'ca.pem');
  writeFileSync(ca, servers.ca);
  await page.getByRole('checkbox', { name: /loopback/ }).check();
  await choose(ca);
  await page.getByRole('button', { name: 'Add a CA file…' }).click();
  await page.getByText('and 1 own CA').waitFor();
  await page.getByLabel(/^Address: issuer/).fill(servers.sourcePayer.address);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();
}

/** No document of the issuer names the FHIR base: it is typed, and its documents are read with the others from then on. */
export async function addFhirBase({ page }: RunningApp, servers: DemoServers): Promise<void> {
  await goTo(page, 'Endpoints');
  await field(page, 'FHIR Base URL').fill(servers.sourcePayer.fhirBase);
  await saved(page);
  await goTo(page, 'Discover');
  await page.getByRole('button', { name: 'Read again' }).click();
  await page.getByText(/issuer and FHIR base/).waitFor();
}

export async function generateKey(page: Page): Promise<void> {
  await goTo(page, 'Keys');
  await page.getByRole('button', { name: 'Generate key' }).click();
  await page.getByText('In use').waitFor();
}

export async function makeCertificate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make a self-signed certificate…' }).click();
  await field(page, 'Common name').fill('Harbor Ridge Health Plan P2P');
  await page.getByRole('button', { name: 'Make the certificate' }).click();
  await page.getByText('days left').waitFor();
}

/** Writes the registration, hands it to the Source Payer’s onboarding desk, and types the client id that it answers. */
export async function register({ page, folder, choose }: RunningApp, servers: DemoServers): Promise<string> {
  const registration = path.join(folder, 'registration');
  mkdirSync(registration, { recursive: true });
  await choose(registration);
  await goTo(page, 'Keys');
  await page.getByRole('button', { name: 'Write registration files…' }).click();
  await page.getByText(/^Written: /).waitFor();
  const { clientId } = await servers.sendRegistration(
    readFileSync(path.join(registration, 'registration.json'), 'utf8'),
  );
  await goTo(page, 'Client');
  await field(page, 'Client Id').fill(clientId);
  await saved(page);
  return clientId;
}

export async function testToken(page: Page): Promise<string> {
  await goTo(page, 'Live test');
  await page.getByRole('button', { name: /^Run/ }).click();
  const result = page.getByRole('status').locator('.result');
  await result.waitFor();
  return result.innerText();
}

export async function placeDefinition(page: Page): Promise<void> {
  await goTo(page, 'Definition');
  await field(page, 'Node').fill('Master');
  await field(page, 'Module').fill('smart_inbound');
  await saved(page);
}

/** By its button, as somebody who got the file does. */
export async function verify({ page, choose }: RunningApp, bundle: string): Promise<void> {
  await goTo(page, 'Deliver');
  await choose(bundle);
  await page.getByRole('button', { name: 'Verify a bundle…' }).click();
  await page.getByRole('dialog').waitFor();
}

export async function exportBundle({ page, folder, choose }: RunningApp): Promise<string> {
  const bundle = path.join(folder, 'bundle.zip');
  await goTo(page, 'Deliver');
  await choose(bundle);
  await page.getByRole('button', { name: 'Export signed bundle…' }).click();
  await page.getByText(/^Exported /).waitFor();
  return bundle;
}

export async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.locator('main h1').waitFor();
}

export async function addTarget({ page, folder, choose }: RunningApp, servers: DemoServers): Promise<void> {
  const { baseUrl, username, password } = servers.smileCdr;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Targets' }).click();
  await page.getByRole('button', { name: 'New target' }).click();
  await field(page, 'Name').fill('cdr-test');
  await field(page, 'Address of the Admin API').fill(baseUrl);
  await field(page, 'User name').fill(username);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Save the target' }).click();
  await choose(path.join(folder, 'ca.pem'));
  await page.getByRole('button', { name: 'Add a CA file for cdr-test' }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText(/^Reachable/).waitFor();
}

export async function plan(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Make the plan|Plan again)$/ }).click();
  await page.getByText(/read from cdr-test/).waitFor();
}

export async function push(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Push to cdr-test' }).click();
  await page.getByRole('heading', { name: /^Pushed to cdr-test: Done/ }).waitFor();
}

export async function rollBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Roll back…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await page.getByRole('heading', { name: /^Rolled back on cdr-test: Done/ }).waitFor();
}
