/** @file Files that are let fall on the window, told apart by their content: a document, a key, a bundle, and what is none of them. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { remove, startApp } from './support/app.ts';
import * as journey from './support/journey.ts';
import { openidConfiguration } from '../northlake.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  remove(running.folder);
});

function file(name: string, content: string): string {
  const place = path.join(running.folder, name);
  writeFileSync(place, content);
  return place;
}

/** As the system does it: the page gets a file with a path that it cannot read itself. */
async function drop(...files: string[]): Promise<void> {
  const { page } = running;
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await session.detach();
}

test('a document, a key and a bundle do what their buttons do', async () => {
  const { page } = running;
  await journey.newPayer(page, 'Northlake Mutual');
  await drop(file('as-it-came.txt', openidConfiguration));
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  await journey.goTo(page, 'Keys');
  await drop(file('key.txt', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()));
  await page.getByRole('dialog').getByText('Private key, EC P-384').waitFor();
  await page.getByRole('button', { name: 'Seal it in the vault' }).click();
  await page.getByText('In use').waitFor();
  const kind = await page.locator('main').innerText();

  await journey.goTo(page, 'Client');
  await journey.field(page, 'Client Id').fill('requesting-payer');
  await journey.placeDefinition(page);
  const bundle = await journey.exportBundle(running);
  await journey.goHome(page);
  await drop(bundle);
  const verdict = await page.getByRole('dialog').locator('.result').innerText();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  expect([kind, verdict]).toEqual([expect.stringMatching(/EC P-384,?\s+signs ES384/), expect.stringMatching(/^Valid/)]);
});

test('a picture is refused in words, and nothing is lost', async () => {
  const { page } = running;
  await page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(page, 'Discover');
  const before = await page.getByRole('heading', { name: 'Fields found' }).isVisible();
  await drop(file('picture.png', '\u0089PNG\r\n\u001A\n'));
  await page
    .getByText(/picture\.png is not JSON/)
    .filter({ visible: true })
    .first()
    .waitFor();
  expect([before, await page.getByRole('heading', { name: 'Fields found' }).isVisible()]).toEqual([true, true]);
});
