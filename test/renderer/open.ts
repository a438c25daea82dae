/** @file Opens the whole app in a browser, with main's half of the contract answered from memory. */
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import '../../renderer/tokens.css';
import '../../renderer/app.css';
import '../../renderer/additions.css';
import type { Given } from './answering-wire.ts';
import { answer } from './answering-wire.ts';

export async function open(given: Given = {}) {
  const wire = answer(given);
  const screen = await render(App);
  return { wire, screen };
}

/** The app with one payer open at a step, by its title in the rail. */
export async function openPayer(given: Given & { name: string }, step?: string) {
  const opened = await open(given);
  await page.getByRole('link', { name: given.name }).click();
  if (step !== undefined) await goTo(step);
  return opened;
}

export async function goTo(step: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: new RegExp(`^[1-7] \\s*${step}\\b`) })
    .click();
}
