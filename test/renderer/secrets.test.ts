import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Given } from './answering-wire.ts';
import { open } from './open.ts';
import { sampleTime } from './samples.ts';

const passphrase = 'a passphrase of nothing';
const underPassphrase = { mode: 'passphrase', keyLiesIn: 'passphrase', opensBy: 'passphrase' } as const;
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function openSecrets(given: Given = {}) {
  const opened = await open(given);
  await page.getByRole('link', { name: 'Secrets' }).click();
  await expect.element(page.getByRole('heading', { name: 'Where are my secrets?' })).toBeVisible();
  return opened;
}

/** Nothing that was typed is anywhere in the page. */
function leftInWindow(secret: string): boolean {
  const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
  return document.documentElement.outerHTML.includes(secret) || fields.some((value) => value.includes(secret));
}

test('says how the vault opens, where its key lies, since when, and what it holds', async () => {
  await openSecrets();
  for (const words of [
    'By the keychain of this computer',
    'the OS keychain, since 23 Nov 2026',
    /client secret, 2 . private key$/,
  ])
    await expect.element(page.getByText(words)).toBeVisible();
  await expect.element(page.getByText('/home/analyst/.config/payer-wizard/logs')).toBeVisible();
});

test('says what was given out: when, by whom, what, and for whom', async () => {
  const departure = {
    ref: 'northlake@test',
    name: 'Northlake Mutual',
    at: sampleTime,
    by: 'ada',
    keys: ['kid-1'],
    clientSecret: true,
    way: { is: 'recipient' as const, subject: 'CN=Operator', sha256: 'a'.repeat(64) },
    fileName: 'hand-over.cms',
    sha256: 'b'.repeat(64),
  };
  const list = { madeAt: '', recoveryAt: '', items: [], logFolder: '', departures: [departure] };
  await openSecrets({ answers: { listSecrets: async () => Promise.resolve(list) } });
  const row = page.getByRole('row', { name: /23 Nov 2026/ });
  for (const words of ['ada', 'Northlake Mutual: private key kid-1, client secret', 'CN=Operator', 'hand-over.cms'])
    await expect.element(row.getByText(words)).toBeVisible();
});

test('a vault under a passphrase is made only by one that was typed twice', async () => {
  const { wire } = await openSecrets({ vault: { is: 'not-made', keyLiesIn: '' } });
  await page.getByLabelText('Passphrase for a vault without the keychain').fill(passphrase);
  await userEvent.keyboard('{Enter}');
  expect(wire.inputsOf('takeSecret')).toEqual([]);
  await page.getByLabelText('The same again').first().fill(passphrase);
  await button('Make the vault').click();
  await expect.element(page.getByText('By a passphrase')).toBeVisible();
  expect(wire.inputsOf('takeSecret')).toEqual([{ for: { is: 'vault-create' }, secret: passphrase }]);
  expect(leftInWindow(passphrase)).toBe(false);
});

test('is locked and unlocked, and a wrong passphrase is told with its code', async () => {
  await openSecrets({ vault: underPassphrase });
  await button('Lock now').click();
  await expect.element(page.getByText('Vault locked').first()).toBeVisible();
  await page.getByLabelText('Passphrase', { exact: true }).fill('wrong');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('vault/wrong-passphrase')).toBeVisible();
  await page.getByLabelText('Passphrase', { exact: true }).fill(passphrase);
  await userEvent.keyboard('{Enter}');
  await expect.element(button('Lock now')).toBeVisible();
  await expect.element(page.getByText('vault/wrong-passphrase')).not.toBeInTheDocument();
  expect(leftInWindow(passphrase)).toBe(false);
});

test('the minutes until it locks itself are chosen', async () => {
  const { wire } = await openSecrets({ vault: underPassphrase });
  await page.getByRole('combobox', { name: /Locks itself/ }).selectOptions('60');
  await expect.poll(() => wire.inputsOf('setLockAfter')).toEqual([{ minutes: 60 }]);
});

test('this run only is named, says what it means, and is left again', async () => {
  const { wire } = await openSecrets();
  await button('Use this run only').click();
  await expect.element(page.getByText('For this run only', { exact: true })).toBeVisible();
  await expect.element(page.getByText(/gone when the program ends/)).toBeVisible();
  await expect.element(page.getByText(/is erased there too/)).toBeVisible();
  await expect.element(page.getByText('Secrets are kept for this run only').first()).toBeVisible();
  await button('Use the vault again').click();
  await expect.element(page.getByText('By the keychain of this computer')).toBeVisible();
  expect((['useThisRunOnly', 'useVault', 'lockVault'] as const).map((call) => wire.inputsOf(call).length)).toEqual([
    1, 1, 0,
  ]);
});

test('what a run took is told as long as it is in reach', async () => {
  await openSecrets({ vault: { is: 'closed', inMemory: 2 } });
  await expect
    .element(page.getByText('2 items given for this run only, in reach until the program ends'))
    .toBeVisible();
  await expect.element(page.getByText(/^Vault closed.*; 2 items in memory for this run$/).first()).toBeVisible();
});

test('the passphrase of a vault that has one is asked for the recovery file in any mode, and not made up anew', async () => {
  await openSecrets({ vault: { mode: 'this-run', is: 'not-made', keyLiesIn: '', opensBy: 'passphrase' } });
  await expect.element(page.getByLabelText('Passphrase of this vault')).toBeVisible();
  await expect.element(page.getByLabelText('The same again')).not.toBeInTheDocument();
});

test.each([
  ['Payers’ private keys', /with a passphrase, or to a certificate; into a keystore of a target where you choose that/],
  ['Client secrets', /live test, in a push that you confirm, and in a hand-over/],
  ['Passwords of proxies', /own proxy/],
  ['Keys of client certificates for targets', /TLS handshake/],
  ['What targets held before a push', /in a roll back/],
  ['The data key of the vault', /in a recovery file/],
])('how %s leave is said', async (what, leaves) => {
  await openSecrets();
  await expect.element(page.getByRole('row', { name: new RegExp(`^${what}`) }).getByText(leaves)).toBeVisible();
});

test('a recovery file is written, and restored to where the person says', async () => {
  const { wire } = await openSecrets();
  await expect.element(page.getByText(/None was written yet/)).toBeVisible();
  await page.getByLabelText('Passphrase for the file').fill(passphrase);
  await page.getByLabelText('The same again').fill(passphrase);
  await button('Write the file…').click();
  await expect.element(page.getByText(/Last written 23 Nov 2026/)).toBeVisible();
  await page.getByRole('combobox', { name: /After restoring/ }).selectOptions('passphrase');
  await page.getByLabelText('Passphrase of a recovery file').fill(passphrase);
  await button('Restore…').click();
  await expect
    .poll(() => wire.inputsOf('takeSecret'))
    .toEqual([
      { for: { is: 'recovery-write' }, secret: passphrase },
      { for: { is: 'recovery-read', into: 'passphrase' }, secret: passphrase },
    ]);
  expect(leftInWindow(passphrase)).toBe(false);
});
