import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Target } from '#core/domain/push/target.ts';
import type { Given } from './answering-wire.ts';
import { open } from './open.ts';
import { certificate, sampleKey } from './sample-keys.ts';
import { targets } from './samples.ts';

const east = targets[0] as Target;
const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (label: string) => page.getByLabelText(label, { exact: true });

async function openTargets(given: Given = {}) {
  const opened = await open({ targets, ...given });
  await page.getByRole('link', { name: 'Targets' }).click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Targets' })).toBeVisible();
  return opened;
}

test('what people call the environment stands with the target', async () => {
  await openTargets();
  await expect.element(page.getByRole('row', { name: /cdr-test-east/ }).getByText('UAT, region east')).toBeVisible();
});

test('what a target says of itself stands with it when it was asked', async () => {
  await openTargets();
  await page
    .getByRole('row', { name: /cdr-test-east/ })
    .getByRole('button', { name: 'Test' })
    .click();
  await expect.element(page.getByText('Reachable, 1 module, version 2025.11.R01')).toBeVisible();
});

test('label, proxy and the name of keystores are kept with the target, its passwords in the vault alone', async () => {
  const { wire } = await openTargets();
  await button('Change cdr-test-east').click();
  await field('Environment').fill('UAT');
  await expect.element(field('Password of the proxy')).not.toBeInTheDocument();
  await field('Proxy').fill('http://ana@proxy.example:8080');
  await field('Password of the proxy').fill('word of the proxy');
  await field('Wire name for the keystore').fill('keystoreName');
  await button('Save the target').click();
  await expect.element(page.getByText('Saved: cdr-test-east.')).toBeVisible();
  const { name, baseUrl, username, production, revision } = east;
  const proxy = 'http://ana@proxy.example:8080';
  expect(wire.inputsOf('saveTarget')).toEqual([
    { name, baseUrl, username, production, revision, label: 'UAT', proxy, keystoreReference: 'keystoreName' },
  ]);
  expect(wire.inputsOf('takeSecret')).toEqual([{ for: { is: 'target-proxy', name }, secret: 'word of the proxy' }]);
});

test('the certificate that it is shown is told by its subject', async () => {
  const clientKey = { ...sampleKey, certificate: certificate({ subject: 'CN=p2p-push' }) };
  const shown: Target = { ...east, clientKey };
  const { wire } = await openTargets({ answers: { chooseTargetClientKey: async () => shown } });
  wire.targets = [shown];
  await button('Choose a client certificate for cdr-test-east').click();
  await expect.element(page.getByText('cdr-test-east is shown CN=p2p-push.')).toBeVisible();
  await expect.element(page.getByRole('row').getByText('CN=p2p-push', { exact: true })).toBeVisible();
  await button('Forget the client certificate for cdr-test-east').click();
  await expect.element(page.getByText('cdr-test-east is shown no certificate.')).toBeVisible();
  expect(wire.inputsOf('forgetTargetClientKey')).toEqual([{ name: 'cdr-test-east' }]);
});
