import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Output } from '#core/contract/contract.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { goTo, openPayer } from './open.ts';
import { complete } from './samples.ts';

const name = 'Northlake Mutual';
const ref = 'northlake@production';
const moved = 'https://auth.northlake.example/p2p/v2/token';

/** A payer whose documents name another token endpoint since they were read again. */
function reloaded() {
  const payer = complete();
  return {
    ...payer,
    found: { ...payer.found, tokenEndpoint: { value: moved, from: ['openid-configuration' as const] } },
  };
}

test('a finding shows both values, with what differs marked, and is let stand with a reason', async () => {
  const { wire } = await openPayer({ payers: [complete()], name }, 'Discover');
  const item = page.getByRole('listitem').filter({ hasText: 'Token Endpoints differ' });
  await expect.element(item.getByText('Expected')).toBeVisible();
  expect([...document.querySelectorAll('.finding mark')].map(({ textContent }) => textContent)).toEqual(['-int']);
  await item.getByRole('button', { name: /Accept/ }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('told by telephone');
  await page.getByRole('button', { name: 'Let it stand' }).click();
  const compared = {
    expected: 'https://auth.northlake.example/p2p/oauth/token',
    told: 'https://auth-int.northlake.example/p2p/oauth/token',
  };
  await expect
    .poll(() => wire.read(ref).accepted)
    .toMatchObject([{ code: 'token-endpoint/documents-differ', reason: 'told by telephone', compared }]);
});

test.each([
  ['Take the new value of Token Endpoint', moved, 'openid-configuration'],
  ['Keep the value of Token Endpoint', 'https://auth.northlake.example/p2p/oauth/token', 'typed'],
])('after a reload: %s', async (button, value, from) => {
  const { wire } = await openPayer({ payers: [reloaded()], name }, 'Endpoints');
  await page.getByRole('button', { name: button }).click();
  await expect
    .poll(() => [valueOf(wire.read(ref), 'tokenEndpoint'), wire.read(ref).fields.tokenEndpoint?.from])
    .toEqual([value, [from]]);
  await expect.element(page.getByRole('button', { name: button })).not.toBeInTheDocument();
});

test('while it reads, every place is shown, and reading can be ended', async () => {
  let end: () => void = () => undefined;
  const discoverAddress = () =>
    new Promise<Output<'discoverAddress'>>((resolve) => {
      end = () => {
        resolve(complete());
      };
    });
  const row = {
    kind: 'udap' as const,
    address: 'https://a.example/.well-known/udap',
    outcome: 'asking',
    status: null,
    milliseconds: 0,
    bytes: 0,
  };
  const answers = {
    discoverAddress,
    readProgress: async () => Promise.resolve([row]),
    cancelReading: async () => Promise.resolve(end()),
  };
  const { wire } = await openPayer({ payers: [complete()], name, answers }, 'Discover');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect.element(page.getByText(row.address)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByRole('button', { name: 'Read again' })).toBeVisible();
  expect(wire.inputsOf('cancelReading')).toEqual([{ ref }]);
});

test('a proxy is chosen for this payer, and its password goes to the vault alone', async () => {
  const { wire } = await openPayer({ payers: [complete()], name }, 'Discover');
  await page.getByText('Proxy, client certificate, UDAP community').click();
  await page.getByRole('combobox', { name: 'Proxy' }).selectOptions('own');
  await page.getByRole('textbox', { name: 'Address of the proxy' }).fill('http://ana@proxy.example:8080');
  await page.getByLabelText('Password of the proxy').fill('canary-of-a-proxy');
  await page.getByRole('button', { name: 'Seal in the vault' }).click();
  await expect
    .poll(() => wire.inputsOf('takeSecret'))
    .toEqual([{ for: { is: 'proxy', ref }, secret: 'canary-of-a-proxy' }]);
  expect([wire.read(ref).network.proxy, document.documentElement.outerHTML.includes('canary-of-a-proxy')]).toEqual([
    'http://ana@proxy.example:8080',
    false,
  ]);
});

test('a proxy’s password that is typed into its address is refused there, and goes nowhere', async () => {
  const { wire } = await openPayer({ payers: [complete()], name }, 'Discover');
  await page.getByText('Proxy, client certificate, UDAP community').click();
  await page.getByRole('combobox', { name: 'Proxy' }).selectOptions('own');
  const address = page.getByRole('textbox', { name: 'Address of the proxy' });
  await address.fill('http://ana:canary');
  await address.fill('http://ana:canary@proxy.example:8080');
  await page.getByLabelText('Password of the proxy').click();
  await expect.element(page.getByText(/holds a password/)).toBeVisible();
  await goTo('Endpoints');
  expect([wire.read(ref).network.proxy, JSON.stringify(wire.inputsOf('savePayer'))]).toEqual([
    'system',
    expect.not.stringContaining('canary'),
  ]);
});

test('each own CA is named, and taken back by itself', async () => {
  const payer = complete();
  const network = { ...payer.network, authorities: ['one', 'two'] };
  const { wire } = await openPayer({ payers: [{ ...payer, network }], name }, 'Discover');
  const item = page.getByRole('listitem').filter({ hasText: 'CN=Own CA 0' });
  await item.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => wire.read(ref).network.authorities).toEqual(['two']);
  await expect.element(page.getByText('CN=Own CA 1')).not.toBeInTheDocument();
});

test('what of a CA file is no CA is told', async () => {
  const payer = complete();
  const answers = { chooseAuthority: async () => Promise.resolve({ payer, leftOut: ['CN=leaf'] }) };
  await openPayer({ payers: [payer], name, answers }, 'Discover');
  await page.getByRole('button', { name: 'Add a CA file…' }).click();
  await expect.element(page.getByText(/Left out.*CN=leaf/)).toBeVisible();
});

test('the key whose certificate is shown to servers is chosen among those that have one', async () => {
  const { wire } = await openPayer({ payers: [complete()], name }, 'Discover');
  await page.getByText('Proxy, client certificate, UDAP community').click();
  const choice = page.getByRole('combobox', { name: 'Client certificate' });
  await choice.selectOptions(complete().keys[0]?.id ?? '');
  await expect.poll(() => wire.read(ref).network.clientKeyId).toBe(complete().keys[0]?.id);
  await goTo('Endpoints');
});
