import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Output } from '#core/contract/contract.ts';
import type { Given } from './answering-wire.ts';
import { seenBundle } from './answering-wire.ts';
import { open, openPayer } from './open.ts';
import { complete } from './samples.ts';

type Verification = NonNullable<Output<'verifyBundle'>>['verification'];

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');

async function verified(change: Partial<Verification> = {}, given: Given = {}) {
  const seen = { ...seenBundle, verification: { ...seenBundle.verification, ...change } };
  const payer = complete();
  const answers = { verifyBundle: async () => Promise.resolve(seen), ...given.answers };
  const opened = await openPayer({ name: payer.name, payers: [payer], answers }, 'Deliver');
  await button('Verify a bundle…').click();
  await expect.element(dialog()).toBeVisible();
  return opened;
}

test('what is not whole shows no claim, and nothing can be done with it', async () => {
  await verified({
    verdict: 'altered',
    paths: ['README.md'],
    signatures: [],
    payers: [],
    sha256sums: '',
    statedTime: '',
  });
  await expect.element(dialog().getByRole('heading', { name: 'Altered' })).toBeVisible();
  await expect.element(dialog().getByText('README.md')).toBeVisible();
  expect(dialog().getByText('Stated time').query()).toBeNull();
  expect(
    dialog()
      .getByRole('button')
      .elements()
      .map((each) => each.textContent.trim()),
  ).toEqual(['Close']);
});

test('an unknown signer is believed by a name and a role, after the key id was shown whole', async () => {
  const { wire } = await verified();
  await button('Believe Ada Analyst').click();
  await expect.element(dialog().getByText('3f9c 51e0 '.repeat(8).trim())).toBeVisible();
  await page.getByLabelText('Name in your list').fill('Ada');
  await page.getByLabelText('Role').selectOptions('Author');
  await button('Believe').click();
  await expect.element(dialog().getByText('believe done')).toBeVisible();
  expect(wire.inputsOf('workOnBundle')).toEqual([
    { does: 'believe', handle: 'held', keyId: '3f9c51e0'.repeat(8), name: 'Ada', role: 'author' },
  ]);
});

test('a reviewer signs with a comment', async () => {
  const { wire } = await verified({ verdict: 'valid' });
  await button('Sign…').click();
  await page.getByLabelText('Comment in the signature').last().fill('CHG-1042');
  await button('Sign').click();
  await expect.element(dialog().getByText('sign done')).toBeVisible();
  expect(wire.inputsOf('workOnBundle')).toEqual([
    { does: 'sign', handle: 'held', role: 'reviewer', comment: 'CHG-1042' },
  ]);
});

test.each([
  ['valid', 'Make payers of it', false],
  ['unsigned', 'Make payers of it, unverified', true],
] as const)('payers are made of a bundle that is %s', async (verdict, name, isUnverified) => {
  const { wire } = await verified({ verdict });
  await button(name).click();
  await expect.element(dialog().getByText('import done')).toBeVisible();
  expect(wire.inputsOf('workOnBundle')).toEqual([{ does: 'import', handle: 'held', isUnverified }]);
});

test('it is compared with the payers here, line by line', async () => {
  const lines = ['changed\tnorthlake@test', '  - openid', '  + openid x'];
  const workOnBundle = async () => Promise.resolve({ seen: seenBundle, lines, payers: [] });
  await verified({ verdict: 'valid' }, { answers: { workOnBundle } });
  await button('Compare with the payers here').click();
  await expect.poll(() => dialog().getByRole('region').element().textContent).toContain('  + openid x');
});

test('what could not be done is said in the dialog, and the dialog stays', async () => {
  const failure = { code: 'payer/exists', says: 'There is already a payer.', hint: '' } as const;
  const { Fault } = await import('#core/domain/fault.ts');
  const workOnBundle = async () => Promise.reject(new Fault('payer/exists', { ref: 'northlake@test' }));
  await verified({ verdict: 'valid' }, { answers: { workOnBundle } });
  await button('Make payers of it').click();
  await expect.element(dialog().getByText(failure.code)).toBeVisible();
});

test('an export against an earlier bundle says so, and the first one explains the key', async () => {
  const payer = complete();
  const exported = {
    fileName: 'a.zip',
    sha256sums: 'ab'.repeat(32),
    keyId: 'cd'.repeat(32),
    explains: 'Your key was made.',
    payer,
  };
  const { wire } = await openPayer(
    { name: payer.name, payers: [payer], answers: { exportBundle: async () => Promise.resolve(exported) } },
    'Deliver',
  );
  await button('Export against an earlier bundle…').click();
  await expect.element(page.getByText('Your key was made.')).toBeVisible();
  expect(wire.inputsOf('exportBundle')).toEqual([{ ref: payer.ref, comment: '', isAgainst: true }]);
});

test('whom one believes is listed, revoked and added to', async () => {
  const signer = { keyId: 'ab'.repeat(32), name: 'Rob', roles: ['reviewer' as const], revokedAt: null };
  const revoked = [{ ...signer, revokedAt: '2026-11-23T11:42:07.000Z' }];
  const { wire } = await open({
    answers: { signers: async () => Promise.resolve([signer]), changeSigners: async () => Promise.resolve(revoked) },
  });
  await page.getByRole('link', { name: 'Signing key' }).click();
  await expect.element(page.getByRole('row', { name: /Rob reviewer/ })).toBeVisible();
  await button('Revoke Rob').click();
  await expect.element(page.getByText(/^Revoked 23 Nov 2026/)).toBeVisible();
  await page.getByLabelText('Name').fill('Ada');
  await button('Add a public key…').click();
  expect(wire.inputsOf('changeSigners')).toEqual([
    { does: 'revoke', keyId: signer.keyId },
    { does: 'add', name: 'Ada', role: 'author' },
  ]);
});
