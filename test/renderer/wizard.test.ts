import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Fault } from '#core/domain/fault.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { goTo, openPayer } from './open.ts';
import { grant } from './sample-reports.ts';
import { complete, fresh, sampleTime, targets, typed } from './samples.ts';

const name = 'Northlake Mutual';
const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });

describe('what is typed', () => {
  test('is saved by itself, and is told apart from what was read', async () => {
    const { wire } = await openPayer({ payers: [complete()], name }, 'Endpoints');
    await field('Token Endpoint').fill('https://auth.northlake.example/other');
    await expect
      .poll(() => valueOf(wire.read('northlake@production'), 'tokenEndpoint'))
      .toBe('https://auth.northlake.example/other');
    await expect.element(page.getByText(/OIDC says/)).toBeVisible();
  });

  test('survives reading again', async () => {
    const { wire } = await openPayer(
      { payers: [typed(complete(), { tokenEndpoint: 'https://typed.example/' })], name },
      'Discover',
    );
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.poll(() => wire.inputsOf('discoverAddress')).toHaveLength(1);
    await goTo('Endpoints');
    await expect.element(field('Token Endpoint')).toHaveValue('https://typed.example/');
  });

  test('can be taken back and undone', async () => {
    await openPayer({ payers: [complete()], name }, 'Endpoints');
    await field('Token Endpoint').fill('https://typed.example/');
    await page.getByRole('button', { name: /Take back Token Endpoint/ }).click();
    await expect.element(field('Token Endpoint')).toHaveValue('https://auth.northlake.example/p2p/oauth/token');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(field('Token Endpoint')).toHaveValue('https://typed.example/');
  });

  test('is put on top of what another writer saved meanwhile', async () => {
    const { wire } = await openPayer({ payers: [complete()], name }, 'Endpoints');
    wire.change('northlake@production', (payer) => typed(payer, { clientId: 'by-the-command-line' }));
    await field('Token Endpoint').fill('https://typed.example/');
    const both = () => {
      const payer = wire.read('northlake@production');
      return [valueOf(payer, 'clientId'), valueOf(payer, 'tokenEndpoint')];
    };
    await expect.poll(both).toEqual(['by-the-command-line', 'https://typed.example/']);
  });

  test('stays in the window when it cannot be saved, and the reason is shown', async () => {
    const savePayer = () => {
      throw new Fault('store/no-such-payer', { ref: 'northlake@production' });
    };
    await openPayer({ payers: [complete()], name, answers: { savePayer } }, 'Endpoints');
    await field('Token Endpoint').fill('https://typed.example/');
    await expect.element(page.getByText('store/no-such-payer').first()).toBeVisible();
    await expect.element(field('Token Endpoint')).toHaveValue('https://typed.example/');
  });

  test('that is wrong says so at the field', async () => {
    await openPayer({ payers: [complete()], name }, 'Endpoints');
    await field('Token Endpoint').fill('http://plain.example/');
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Token Endpoint')).toHaveAttribute('aria-invalid', 'true');
  });
});

test('a secret goes one way, and nothing of it stays in the window', async () => {
  const canary = 'canary-of-a-client-secret';
  const payer = typed(complete(), { clientAuthenticationMode: 'CLIENT_SECRET_BASIC' });
  const { wire } = await openPayer({ payers: [payer], name }, 'Client');
  await page.getByLabelText('Secret', { exact: true }).fill(canary);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => wire.inputsOf('takeSecret')).toHaveLength(1);
  await goTo('Endpoints');
  await goTo('Client');
  const inputs = [...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value);
  expect([document.documentElement.outerHTML.includes(canary), inputs.includes(canary)]).toEqual([false, false]);
});

test('a secret that was given for one run only is marked, and told to be gone after it', async () => {
  const withSecret = typed(complete(), { clientAuthenticationMode: 'CLIENT_SECRET_BASIC' });
  const payer = { ...withSecret, secretSince: null, secretForRun: { at: sampleTime, isGone: false } };
  const { wire } = await openPayer({ payers: [payer], name }, 'Client');
  await expect.element(page.getByText('For this run only')).toBeVisible();
  await expect.element(page.getByText(/in memory since .*gone when the program ends/)).toBeVisible();
  wire.change(payer.ref, (before) => ({ ...before, secretForRun: { at: sampleTime, isGone: true } }));
  await goTo('Endpoints');
  await page.getByRole('link', { name: 'Payers' }).first().click();
  await page.getByRole('link', { name }).click();
  await goTo('Client');
  await expect.element(page.getByText(/was given for one run only, and went with it. Give it again/)).toBeVisible();
});

test('a key is made in the vault, and its public half is shown', async () => {
  const { wire } = await openPayer({ payers: [fresh('northlake@production', name)], name }, 'Keys');
  await page.getByRole('button', { name: /Generate/ }).click();
  await expect.poll(() => wire.inputsOf('generateKey')).toHaveLength(1);
  await expect.element(page.getByText(wire.read('northlake@production').keys[0]?.kid ?? 'none').first()).toBeVisible();
});

test('a refused token shows the payer’s own words', async () => {
  await openPayer({ payers: [complete()], name }, 'Live test');
  await page
    .getByRole('button', { name: /Run|Test/ })
    .first()
    .click();
  await expect.element(page.getByText(/invalid_client/).first()).toBeVisible();
});

test('a token of earlier settings is told to be out of date', async () => {
  const tested = { ...complete(), test: grant(complete()) };
  await openPayer({ payers: [typed(tested, { clientId: 'another' })], name }, 'Live test');
  await expect.element(page.getByText(/Settings changed since then/)).toBeVisible();
});

test('a push to production asks for the name of the target', async () => {
  const { wire } = await openPayer({ payers: [complete()], targets, name }, 'Deliver');
  await page
    .getByRole('combobox', { name: 'Target' })
    .selectOptions(targets.find(({ production }) => production)?.name ?? '');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await expect.element(page.getByRole('button', { name: /^Push/ })).toBeVisible();
  expect(wire.inputsOf('push')).toEqual([]);
});

test('what a push leaves for a person stands with the plan, and still after the push', async () => {
  await openPayer({ payers: [complete()], targets, name }, 'Deliver');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  const left = page.getByText('It signs with a key. In the console: choose it.');
  await expect.element(left).toBeVisible();
  await page.getByRole('button', { name: /^Push/ }).click();
  await expect.element(page.getByRole('heading', { name: /^Pushed to cdr-test-east/ })).toBeVisible();
  await expect.element(left).toBeVisible();
});

test('what an exchange needs beside the definition is told of the chosen target', async () => {
  const { wire } = await openPayer({ payers: [complete()], targets, name }, 'Deliver');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect.element(page.getByText('The last live test got a token.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Copy the request that starts one' })).toBeVisible();
  expect(wire.inputsOf('readiness')).toEqual([{ ref: complete().ref, target: targets[0]?.name }]);
});

test('a push that wrote nothing does not stand before the one that can be rolled back', async () => {
  const { wire } = await openPayer({ payers: [complete()], targets, name }, 'Deliver');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByRole('button', { name: /^Push/ }).click();
  const back = page.getByRole('button', { name: 'Roll back…' });
  await expect.element(back).toBeVisible();
  const [first] = wire.pushes;
  if (first === undefined) throw new Error('Nothing was pushed');
  const results = first.results.map((result) => ({ ...result, step: { ...result.step, does: 'nothing' as const } }));
  wire.pushes.push({
    ...first,
    id: 'push-2',
    at: '2030-01-01T00:00:00.000Z',
    results: results as typeof first.results,
  });
  await goTo('Endpoints');
  await goTo('Deliver');
  await expect.element(page.getByRole('row', { name: /nothing/ })).toBeVisible();
  expect(back.elements()).toHaveLength(1);
});
