/** @file A program: does the main job in the packaged app and pictures every step, light and dark, in a usual and a small window. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright';
import { openidConfiguration } from '../northlake.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { startDemoServers } from '../servers/start.ts';
import { remove, resize, startApp } from './support/app.ts';
import * as journey from './support/journey.ts';

const [folder = ''] = process.argv.slice(2);
const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const servers = await startDemoServers();
const running = await startApp({ size: { width: 1280, height: 800 } });
const { app, page } = running;

/** `shown`: what is to be seen of a long page; absent: its beginning. */
async function picture(name: string, shown?: Locator): Promise<void> {
  await dismissNotices();
  for (const size of sizes) {
    await resize(app, size);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate('document.querySelectorAll("*").forEach((each) => each.scrollTo({ top: 0 }))');
      await shown?.scrollIntoViewIfNeeded();
      // A transition may run.
      await page.waitForTimeout(250);
      const file = `${name}-${colorScheme}-${String(size.width)}x${String(size.height)}.png`;
      await page.screenshot({ path: path.join(folder, file) });
    }
  }
  await resize(app, { width: 1280, height: 800 });
}

/** They go by themselves, after longer than a picture takes. */
async function dismissNotices(): Promise<void> {
  const all = page.getByRole('button', { name: 'Dismiss' });
  for (let left = await all.count(); left > 0; left -= 1) await all.first().click();
}

/** A payer whose documents went elsewhere between two readings, while it was being read, and how it is reached. */
async function pictureFindings(): Promise<void> {
  const authority = await makeAuthority();
  const server = await startMisbehaving({ authority });
  const issuer = `${server.origin}/p2p`;
  const publish = (change: object) => {
    const document = { ...(JSON.parse(openidConfiguration) as object), issuer, jwks_uri: undefined, ...change };
    server.place('/p2p/.well-known/openid-configuration', { body: JSON.stringify(document) });
  };
  const place = path.join(running.folder, 'southlake-ca.pem');
  writeFileSync(place, server.ca);
  publish({ token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/authorize` });
  await journey.goHome(page);
  await journey.newPayer(page, 'Southlake Health Plan');
  await page.getByRole('checkbox', { name: /loopback/ }).check();
  await running.choose(place);
  await page.getByRole('button', { name: 'Add a CA file…' }).click();
  await page.getByText('and 1 own CA').waitFor();
  const read = async (words: string) => page.getByRole('button', { name: words, exact: true }).click();
  await page.getByLabel(/^Address: issuer/).fill(issuer);
  await read('Read');
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();
  publish({ issuer: `${issuer}/`, token_endpoint: 'https://login.southlake.example/token', token_url: 'x' });
  await read('Read again');
  await page.getByText('field/changed-since').first().waitFor();
  await page.getByText('Proxy, client certificate, UDAP community').click();
  await picture('findings');
  await journey.goTo(page, 'Endpoints');
  await picture('reloaded');
  await journey.goTo(page, 'Discover');
  await page.getByLabel(/^Address: issuer/).fill(server.address('stall-before'));
  await read('Read again');
  await page.getByText('asking').first().waitFor();
  await picture('asking');
  await read('Cancel');
  await server.stop();
}

/** A client that nobody knows there: what a diagnosis looks like. The one that is known is put back. */
async function pictureRefusal(clientId: string): Promise<void> {
  const ask = async (id: string) => {
    await journey.goTo(page, 'Client');
    await journey.field(page, 'Client Id').fill(id);
    await journey.saved(page);
    await journey.testToken(page);
  };
  await ask('another-client');
  await picture('live-test-refused');
  await ask(clientId);
}

/** What else an exchange needs. */
async function pictureReadiness(): Promise<void> {
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const request = page.getByRole('button', { name: 'Copy the request that starts one' });
  await picture('readiness', request);
}

/** What a reviewer sees of it, and whom this one believes. */
async function pictureBundle(bundle: string): Promise<void> {
  await journey.verify(running, bundle);
  await page.getByRole('button', { name: 'Compare with the payers here' }).click();
  await page.getByRole('region', { name: 'What came of it' }).waitFor();
  await picture('verdict');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await journey.goHome(page);
  await page.getByRole('link', { name: 'Signing key' }).click();
  await page.getByRole('heading', { name: 'Whom you believe' }).waitFor();
  await picture('signing-key');
}

try {
  await picture('first-run');
  await journey.newPayer(page, 'Northlake Mutual');
  await journey.discover(running, servers);
  await journey.addFhirBase(running, servers);
  await picture('discover');
  await journey.generateKey(page);
  await journey.makeCertificate(page);
  await picture('keys');
  const clientId = await journey.register(running, servers);
  await picture('client');
  await journey.goTo(page, 'Endpoints');
  await picture('endpoints');
  await journey.testToken(page);
  await picture('live-test');
  await pictureRefusal(clientId);
  await journey.placeDefinition(page);
  await picture('definition');
  const bundle = await journey.exportBundle(running);
  await picture('deliver');
  await pictureBundle(bundle);
  await journey.goHome(page);
  await picture('home');
  await journey.addTarget(running, servers);
  await picture('targets');
  await page.getByRole('button', { name: /^Change cdr/ }).click();
  await picture('edit-target', page.getByRole('button', { name: 'Save the target' }));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Deliver');
  await journey.plan(page);
  await picture('plan');
  await journey.push(page);
  await picture('pushed');
  await pictureReadiness();
  await pictureFindings();
} finally {
  await running.close();
  await servers.stop();
  remove(running.folder);
}
