/** @file The main job up to the bundle without a pointer: nothing is clicked, everything is reached by keys that the sheet of `?` names, Tab, Space and Enter. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { remove, startApp } from './support/app.ts';
import { issuer, openidConfiguration } from '../northlake.ts';

/** What a screen reader would say of the element that has the focus: enough of it to know it by. */
const nameOfFocused = `(() => {
  const element = document.activeElement;
  const labels = [...(element?.labels ?? [])].map((label) => label.textContent);
  return [element?.ariaLabel ?? '', ...labels, element?.textContent ?? ''].join(' ').replaceAll(/\\s+/g, ' ').trim();
})()`;

/** Tabs forward until what has the focus has this name, as a person would who looks for it. Bounded by the size of a screen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(nameOfFocused);
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

async function step(page: Page, index: number, title: string): Promise<void> {
  await page.keyboard.press(`Control+${String(index)}`);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function typeInto(page: Page, name: RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

test('from nothing to a signed bundle by keyboard alone, without a network', async () => {
  const { page, folder, choose, close } = await startApp();
  const bundle = path.join(folder, 'by-keyboard.zip');
  await choose(bundle);

  await page.keyboard.press('Control+n');
  await page.keyboard.type('Northlake Mutual');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor();

  await tabTo(page, /^Address$/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, /^Document/);
  await page.keyboard.insertText(openidConfiguration);
  await typeInto(page, /^Address it came from/, `${issuer}/.well-known/openid-configuration`);
  await tabTo(page, /^Read the text/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();

  await step(page, 4, 'Keys');
  await tabTo(page, /^Generate key/);
  await page.keyboard.press('Enter');
  // The title stands there before the key is made.
  await page.getByText('In use').waitFor();

  await step(page, 3, 'Client');
  await typeInto(page, /^Client Id/, 'requesting-payer');
  await step(page, 6, 'Definition');
  await typeInto(page, /^Node/, 'Master');
  await typeInto(page, /^Module/, 'smart_inbound');
  await page.keyboard.press('Control+s');

  await step(page, 7, 'Deliver');
  await tabTo(page, /^Export signed bundle/);
  await page.keyboard.press('Enter');
  await page.getByText(/^Exported /).waitFor();
  const written = existsSync(bundle) && readFileSync(bundle).subarray(0, 2).toString();
  await close();
  remove(folder);
  expect(written).toBe('PK');
});
