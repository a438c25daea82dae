/** @file A program: does the main job in the packaged app and pictures every step, light and dark, in a usual and a small window. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
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

async function picture(name: string): Promise<void> {
  for (const size of sizes) {
    await resize(app, size);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate('document.querySelectorAll("*").forEach((each) => each.scrollTo({ top: 0 }))');
      // Notices go by themselves, and a transition may run.
      await page.waitForTimeout(250);
      const file = `${name}-${colorScheme}-${String(size.width)}x${String(size.height)}.png`;
      await page.screenshot({ path: path.join(folder, file) });
    }
  }
  await resize(app, { width: 1280, height: 800 });
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
  await journey.register(running, servers);
  await picture('client');
  await journey.goTo(page, 'Endpoints');
  await picture('endpoints');
  await journey.testToken(page);
  await picture('live-test');
  await journey.placeDefinition(page);
  await picture('definition');
  await journey.exportBundle(running);
  await picture('deliver');
  await journey.goHome(page);
  await picture('home');
  await journey.addTarget(running, servers);
  await picture('targets');
  await page.getByRole('link', { name: 'Payers', exact: true }).click();
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Deliver');
  await journey.plan(page);
  await picture('plan');
  await journey.push(page);
  await picture('pushed');
} finally {
  await running.close();
  await servers.stop();
  remove(running.folder);
}
