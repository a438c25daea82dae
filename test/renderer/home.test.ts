import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Fault } from '#core/domain/fault.ts';
import { open } from './open.ts';
import { complete, discovered, fresh } from './samples.ts';

const three = () => [fresh(), complete(), discovered(fresh('lakeside@test', 'Lakeside'))];
const names = () =>
  page
    .getByRole('row')
    .getByRole('link')
    .elements()
    .map((link) => link.textContent.trim());

test('lists every payer, those that need attention first', async () => {
  await open({ payers: three() });
  await expect.poll(names).toEqual(['Northlake Mutual', 'Lakeside', 'Bluestem Health Partners']);
});

test('searches as one types, from the keyboard', async () => {
  await open({ payers: three() });
  await expect.poll(names).toHaveLength(3);
  await userEvent.keyboard('/blue');
  await expect.poll(names).toEqual(['Bluestem Health Partners']);
});

test('says what it is for when there is no payer yet', async () => {
  await open();
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.element(page.getByRole('table')).not.toBeInTheDocument();
});

test('makes a payer by keyboard alone, and opens it at Discover', async () => {
  const { wire } = await open({ payers: three() });
  await expect.poll(names).toHaveLength(3);
  await userEvent.keyboard('{Control>}n{/Control}');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ridge & Valley');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Discover' })).toBeVisible();
  expect(wire.inputsOf('newPayer')).toEqual([{ ref: 'ridge-valley@test', name: 'Ridge & Valley' }]);
});

test('a name that is taken is told before anything is made', async () => {
  const { wire } = await open({ payers: [fresh()] });
  await page.getByRole('button', { name: 'New payer' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bluestem');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(wire.inputsOf('newPayer')).toEqual([]);
});

test('a store that cannot be read says why, with its code', async () => {
  await open({
    answers: {
      listPayers: () => {
        throw new Fault('store/no-such-payer', { ref: 'gone@test' });
      },
    },
  });
  await expect.element(page.getByText('store/no-such-payer')).toBeVisible();
});
