import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { goTo, openPayer } from './open.ts';
import { certificate, sampleKey } from './sample-keys.ts';
import { complete, typed } from './samples.ts';

const name = 'Northlake Mutual';
const ref = 'northlake@production';
const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
const choice = (label: string) => page.getByRole('combobox', { name: label, exact: true });
const section = (title: string) => page.getByRole('region', { name: title, exact: true });

const openClient = (values: Partial<Record<FieldName, string>> = {}, more: Partial<Payer> = {}) =>
  openPayer({ payers: [{ ...typed(complete(), values), ...more }], name }, 'Client');

const shownSections = () =>
  page
    .getByRole('main')
    .getByRole('heading', { level: 2 })
    .elements()
    .map(({ textContent }) => textContent);

describe('the sections follow the way of asking', () => {
  const always = { before: ['How the live test asks'], after: ['Where the request goes'] };
  const signing = ['Signing key', 'Assertion', 'Extra Claims'];

  test.each<[string, string, string[]]>([
    ['private_key_jwt', 'client_credentials', signing],
    ['client_secret_basic', 'client_credentials', ['Client secret']],
    ['client_secret_post', 'jwt-bearer', ['Client secret', ...signing]],
    ['tls_client_auth', 'client_credentials', ['Client certificate']],
    ['udap', 'client_credentials', [...signing, 'UDAP']],
  ])('%s, %s', async (method, grant, expected) => {
    await openClient();
    await choice('Authentication Method').selectOptions(method);
    await choice('Grant Type').selectOptions(grant);
    await expect.poll(shownSections).toEqual([...always.before, ...expected, ...always.after]);
  });

  test('the encoding of the pair is a matter of the header alone', async () => {
    await openClient({ authenticationMethod: 'client_secret_basic' });
    await expect.element(choice('Basic Encoding')).toBeVisible();
    await choice('Authentication Method').selectOptions('client_secret_post');
    await expect.element(choice('Basic Encoding')).not.toBeInTheDocument();
  });

  test('the secret of Smile CDR’s mode is asked for, whatever the test sends', async () => {
    await openClient({ clientAuthenticationMode: 'CLIENT_SECRET_BASIC', authenticationMethod: 'private_key_jwt' });
    await expect.element(section('Client secret')).toMatchTextContent(/the live test does not send it/);
  });
});

describe('the method', () => {
  test('is told with what the Source Payer offers, and where it is not among that', async () => {
    await openClient({ authenticationMethod: 'client_secret_post' });
    await expect
      .element(section('How the live test asks'))
      .toMatchTextContent(/The Source Payer offers private_key_jwt, client_secret_basic\./);
    await expect.element(page.getByText(/documents do not offer client_secret_post/)).toBeVisible();
  });

  test('is told where it is not the way of Smile CDR', async () => {
    await openClient({ authenticationMethod: 'client_secret_basic' });
    await expect.element(page.getByText(/Smile CDR is set to PRIVATE_KEY_JWT/)).toBeVisible();
    await choice('Authentication Method').selectOptions('private_key_jwt');
    await expect.element(page.getByText(/Smile CDR is set to PRIVATE_KEY_JWT/)).not.toBeInTheDocument();
  });

  test('is kept, and taken back', async () => {
    const { wire } = await openClient();
    const kept = () => valueOf(wire.read(ref), 'authenticationMethod');
    await choice('Authentication Method').selectOptions('tls_client_auth');
    await expect.poll(kept).toBe('tls_client_auth');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(kept).toBe('private_key_jwt');
  });
});

describe('the assertion', () => {
  test('takes an audience of one’s own, and says that nothing is signed for it yet', async () => {
    const { wire } = await openClient();
    await expect.element(field('Audience Text')).not.toBeInTheDocument();
    await choice('Assertion Audience').selectOptions('own-text');
    await field('Audience Text').fill('https://auth.northlake.example/audience');
    await expect
      .poll(() => valueOf(wire.read(ref), 'assertionAudienceText'))
      .toBe('https://auth.northlake.example/audience');
    await expect.element(field('Audience Text')).toHaveAccessibleDescription(/Nothing is signed/);
  });

  test('says who confirmed an audience of one’s own, for as long as it is the same', async () => {
    await openClient({ assertionAudience: 'own-text' });
    await field('Audience Text').fill('https://auth.northlake.example/audience');
    const finding = page.getByRole('listitem').filter({ hasText: 'assertion/own-audience' });
    await finding.getByRole('button', { name: 'Accept with a reason…' }).click();
    await field('Reason').fill('They told us by telephone');
    await page.getByRole('button', { name: 'Let it stand' }).click();
    await expect
      .element(field('Audience Text'))
      .toHaveAccessibleDescription('Confirmed by analyst: They told us by telephone');
    await field('Audience Text').fill('https://auth.northlake.example/audience/');
    await expect.element(field('Audience Text')).toHaveAccessibleDescription(/Nothing is signed/);
    await expect.element(finding.getByRole('button', { name: 'Accept with a reason…' })).toBeVisible();
  });

  test('offers only what the key can sign with, beside what the Source Payer takes', async () => {
    const found = {
      tokenEndpointAuthSigningAlgs: { value: ['RS384', 'ES384'], from: ['openid-configuration' as const] },
    };
    const key = { ...sampleKey, algorithms: ['RS256', 'PS384'] };
    await openClient({ assertionAlgorithm: 'PS384' }, { keys: [key], found });
    const options = choice('Assertion Algorithm').getByRole('option').elements();
    expect(options.map(({ textContent }) => textContent)).toEqual(['RS256', 'PS384']);
    await expect
      .element(choice('Assertion Algorithm'))
      .toHaveAccessibleDescription('The Source Payer takes RS384, ES384. PS384 is not among them.');
  });

  test('says what is wrong with the claims while they are typed', async () => {
    const { wire } = await openClient();
    await field('Extra Claims').fill('{"aud": "https://elsewhere.example"}');
    await expect.element(page.getByText('client/claims-of-ours').first()).toBeVisible();
    await expect.element(field('Extra Claims')).toHaveAccessibleDescription(/aud/);
    await field('Extra Claims').fill('{"cms_smart": {"version": "1"}}');
    await expect.element(page.getByText('client/claims-of-ours')).not.toBeInTheDocument();
    await expect.poll(() => valueOf(wire.read(ref), 'assertionClaims')).toBe('{"cms_smart": {"version": "1"}}');
  });

  test('says beside the life that it is too long, once it is left', async () => {
    await openClient();
    await field('Assertion Life').fill('900');
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Assertion Life')).toHaveAccessibleDescription(/client\/life/);
    await expect.element(page.getByRole('region', { name: 'Findings' }).getByText('client/life')).toBeVisible();
  });
});

test('what is proposed comes with its reason, and what is typed without one', async () => {
  await openClient();
  await expect.element(choice('Assertion Type')).toHaveAccessibleDescription(/Proposed: SMART App Launch fixes JWT/);
  await choice('Assertion Type').selectOptions('none');
  await expect.element(choice('Assertion Type')).not.toHaveAccessibleDescription(/Proposed/);
});

test('the scopes are offered in the other spelling', async () => {
  const { wire } = await openPayer({ payers: [typed(complete(), { requestScopes: 'system/*.read openid' })], name });
  await goTo('Definition');
  await page.getByRole('button', { name: 'system/*.rs' }).click();
  await expect.poll(() => valueOf(wire.read(ref), 'requestScopes')).toBe('system/*.rs openid');
  await expect.element(page.getByRole('button', { name: 'system/*.read' })).toBeVisible();
});

test('the endpoint for those that show a certificate stands with the other endpoints', async () => {
  const { wire } = await openPayer({ payers: [complete()], name }, 'Endpoints');
  await field('mTLS Token Endpoint').fill('https://mtls.northlake.example/token');
  await expect.poll(() => valueOf(wire.read(ref), 'mtlsTokenEndpoint')).toBe('https://mtls.northlake.example/token');
});

describe('the client certificate', () => {
  const reached = { authorities: [], allowPrivate: false, proxy: 'system', clientKeyId: sampleKey.id };

  test('that is missing is chosen where the payer is reached', async () => {
    await openClient({ authenticationMethod: 'tls_client_auth' });
    await expect.element(section('Client certificate')).toMatchTextContent(/None is chosen/);
    await page.getByRole('button', { name: 'Choose one in Discover' }).click();
    await expect.element(page.getByRole('combobox', { name: 'Client certificate' })).toHaveFocus();
  });

  test('is told where it is of the other kind', async () => {
    await openClient({ authenticationMethod: 'tls_client_auth' }, { network: reached });
    await expect.element(section('Client certificate')).toMatchTextContent(/This certificate is self-signed/);
    await choice('Authentication Method').selectOptions('self_signed_tls_client_auth');
    await expect.element(page.getByText(/This certificate is/)).not.toBeInTheDocument();
  });

  const alias = 'https://mtls.northlake.example/p2p/oauth/token';

  test('that is not shown leaves the request at the token endpoint', async () => {
    await openClient({ mtlsTokenEndpoint: alias });
    await expect
      .element(section('Where the request goes'))
      .toMatchTextContent(/auth\.northlake\.example\/p2p\/oauth\/token.*for requests that show a client certificate/);
  });

  test('that is shown sends the request to the address for it, and another host is named', async () => {
    await openClient({ mtlsTokenEndpoint: alias }, { network: reached });
    await expect
      .element(section('Where the request goes'))
      .toMatchTextContent(/mtls\.northlake\.example\/p2p\/oauth\/token.*on another host: mtls\.northlake\.example/);
  });
});

describe('UDAP', () => {
  const extension = (wire: { read: (ref: string) => Payer }) => {
    const text = valueOf(wire.read(ref), 'b2bExtension');
    return text === '' ? null : (JSON.parse(text) as unknown);
  };

  test('is filled in as a form and kept as the extension', async () => {
    const { wire } = await openClient({ authenticationMethod: 'udap' });
    await field('Organization Id').fill('https://harborridge.example');
    await field('Purpose of Use').fill('urn:oid:2.16.840.1.113883.5.8#COVERAGE');
    await userEvent.keyboard('{Enter}urn:oid:2.16.840.1.113883.5.8#HPAYMT{Enter}');
    await expect
      .element(field('Purpose of Use'))
      .toHaveValue('urn:oid:2.16.840.1.113883.5.8#COVERAGE\nurn:oid:2.16.840.1.113883.5.8#HPAYMT\n');
    await expect
      .poll(() => extension(wire))
      .toEqual({
        version: '1',
        organization_id: 'https://harborridge.example',
        purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#COVERAGE', 'urn:oid:2.16.840.1.113883.5.8#HPAYMT'],
      });
  });

  test('says beside the part what is wrong with it', async () => {
    await openClient({ authenticationMethod: 'udap' });
    await field('Organization Id').fill('Harbor Ridge');
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Organization Id')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('Purpose of Use')).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('button', { name: 'Go to B2B Extension' }).first().click();
    await expect.element(page.getByRole('group', { name: 'UDAP' })).toHaveFocus();
  });

  test('is emptied part by part, and taken back', async () => {
    const { wire } = await openClient({ authenticationMethod: 'udap' });
    await field('Organization Name').fill('Harbor Ridge');
    await expect.poll(() => extension(wire)).toEqual({ version: '1', organization_name: 'Harbor Ridge' });
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => extension(wire)).toBe(null);
    await expect.element(field('Organization Name')).toHaveValue('');
  });

  test('shows as JSON what the form cannot hold', async () => {
    await openClient({ authenticationMethod: 'udap', b2bExtension: '{"organization_id": 7}' });
    await expect.element(field('B2B Extension')).toHaveValue('{"organization_id": 7}');
    await expect.element(field('Organization Id')).not.toBeInTheDocument();
  });

  test.each([
    ['no URI', [], /names no URI/],
    ['a URI', ['https://harborridge.example/p2p'], /Certificate for.*https:\/\/harborridge\.example\/p2p/],
  ])('wants a certificate that names a URI: this one names %s', async (_, uris, expected) => {
    const key = { ...sampleKey, certificate: certificate({ uris }) };
    await openClient({ authenticationMethod: 'udap' }, { keys: [key] });
    await expect.element(section('UDAP')).toMatchTextContent(expected);
  });
});

test('a redirect address that is not on this computer is told, and the way to it opens what is folded', async () => {
  await openClient({ loopbackRedirect: 'https://us.example/callback' });
  await expect.element(field('Loopback Redirect')).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Go to Loopback Redirect' }).click();
  await expect.element(field('Loopback Redirect')).toHaveFocus();
  await expect.element(field('Loopback Redirect')).toHaveAccessibleDescription(/client\/not-loopback/);
});
