/**
 * @file The life of a payer's keys in the packaged app, with openssl on the other side: a key that is made and one that is
 * loaded, a request that a CA answers, a switch and a switch back, and the two ways in which a private key leaves.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opensslAuthority } from '../node/support/openssl-authority.ts';
import { openssl } from '../node/support/openssl.ts';
import type { RunningApp } from './support/app.ts';
import { remove, resize, startApp } from './support/app.ts';
import { violations } from './support/axe.ts';
import * as journey from './support/journey.ts';
import { overflows } from './support/layout.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  remove(running.folder);
});

const at = (name: string) => path.join(running.folder, name);
const button = (name: string | RegExp) => running.page.getByRole('button', { name });
const region = (name: string) => running.page.getByRole('region', { name, exact: true });
const publicOf = (...from: string[]) => openssl(['pkey', '-pubout', ...from]).toString();

async function zoom(factor: number): Promise<void> {
  const { app, page } = running;
  await app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted);
  }, factor);
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await page.evaluate<number>('innerWidth')) === 1024 / factor) return;
    await page.waitForTimeout(20);
  }
  throw new Error(`The window was not zoomed to ${String(factor)}`);
}

const barriers: Record<string, string[]> = {};
async function look(place: string): Promise<void> {
  const { app, page } = running;
  await resize(app, { width: 1024, height: 640 });
  const tight = await overflows(page);
  if (tight.length > 0) barriers[`${place}, in a small window`] = tight;
  await zoom(2);
  // Below 896 pixels the page itself scrolls, downwards only.
  const tighter = (await overflows(page)).filter((words) => words !== 'the page is too high');
  if (tighter.length > 0) barriers[`${place}, at 200 percent`] = tighter;
  await zoom(1);
  await resize(app, { width: 1280, height: 800 });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await violations(page);
    if (found.length > 0) barriers[`${place}, ${colorScheme}`] = found;
    const { PAYER_WIZARD_PICTURES: pictures } = process.env;
    if (pictures) await page.screenshot({ path: path.join(pictures, `${place}-${colorScheme}.png`) });
  }
}

/** A PKCS#12 as a portal hands it out, and the public half of what it holds. */
function portalFile(passphrase: string): string {
  mkdirSync(at('portal'));
  const [key, certificate] = [at('portal/key.pem'), at('portal/certificate.pem')];
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    '-subj',
    '/CN=From the portal',
  ]);
  const made = ['-inkey', key, '-in', certificate, '-passout', `pass:${passphrase}`, '-out', at('portal/own.p12')];
  openssl(['pkcs12', '-export', ...made]);
  return publicOf('-in', key);
}

test('a key is made, and its request is answered by a CA', async () => {
  const { page, choose } = running;
  await journey.newPayer(page, 'Northlake Mutual');
  await journey.generateKey(page);
  await look('one-key');
  await button('Make a request for a CA…').click();
  await journey.field(page, 'For').selectOption('udap');
  await journey.field(page, 'Common name').fill('Harbor Ridge P2P');
  await journey.field(page, 'URIs').fill('https://harborridge.example/p2p');
  await look('request-form');
  await button('Make the request').click();
  const told = await page.getByRole('dialog', { name: 'What the request says' }).innerText();
  await look('request');
  await choose(at('request.pem'));
  await button('Save the request…').click();
  await page.getByText(/^Written: request\.pem/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  const authority = opensslAuthority(at('ca'), 'Root').below('Issuing');
  const issued = authority.issue(readFileSync(at('request.pem'), 'utf8'));
  writeFileSync(at('answer.pem'), `${authority.pem}${issued}`);
  await choose(at('answer.pem'));
  await button('Load the CA’s answer…').click();
  await page.getByRole('dialog').getByText('Nothing is kept yet').waitFor();
  await button('Keep the certificates').click();
  await page.getByText(/^The certificate joined the key/).waitFor();
  const box = await region('Certificate').innerText();
  await look('answered');
  expect([told, box]).toEqual([
    expect.stringContaining('https://harborridge.example/p2p'),
    expect.stringMatching(/https:\/\/harborridge\.example\/p2p[\s\S]*Issued by\s+CN=Issuing[\s\S]*Chain\s+CN=Issuing/),
  ]);
});

test('an encrypted PKCS#12 is opened with its passphrase, and takes over until it is taken back', async () => {
  const { page, choose } = running;
  const passphrase = 'a portal’s own words';
  portalFile(passphrase);
  await page.getByRole('tab', { name: 'Load' }).click();
  await choose(at('portal/own.p12'));
  await button('Choose a file…').click();
  await page.getByRole('dialog', { name: 'own.p12 is encrypted' }).waitFor();
  await journey.field(page, 'Passphrase').fill('something else');
  await page.keyboard.press('Enter');
  await page.getByText('key/wrong-passphrase').waitFor();
  await journey.field(page, 'Passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'own.p12 holds' }).getByText('Private key, RSA 2048').waitFor();
  await look('opened');
  await button('Seal it in the vault').click();
  await region('Next key').waitFor();
  await look('next-key');

  const signing = async () => region('Signing key').innerText();
  await button('Switch to this key').click();
  await region('Previous key').waitFor();
  const switched = await signing();
  await look('switched');
  await button('Switch back').click();
  await region('Next key').getByText('RSA 2048').waitFor();
  const back = await signing();
  await button('Switch to this key').click();
  await region('Previous key').getByText('RSA 3072').waitFor();
  await button('Retire…').click();
  await button('Retire and erase').click();
  await region('Previous key').waitFor({ state: 'detached' });
  expect([switched, back, await signing(), await page.content()]).toEqual([
    expect.stringContaining('RSA 2048'),
    expect.stringContaining('RSA 3072'),
    expect.stringContaining('RSA 2048'),
    expect.not.stringContaining(passphrase),
  ]);
});

test('the private key leaves under a passphrase, and openssl opens it', async () => {
  const { page, app, choose } = running;
  await button('Encrypt with a passphrase…').click();
  await button('Make one and copy it').click();
  await page.getByText(/It is in the clipboard for 30 seconds/).waitFor();
  const passphrase = await app.evaluate(async ({ clipboard }) => clipboard.readText());
  await journey.field(page, 'Passphrase').focus();
  await page.keyboard.press('Control+v');
  await look('export');
  await choose(at('exported.pem'));
  await button('Encrypt and save…').click();
  await page.getByRole('cell', { name: 'whoever has the passphrase' }).waitFor();
  await choose(at('public.pem'));
  await page.getByRole('button', { name: 'Save Public key', exact: true }).click();
  await page.getByText(/^Written: public\.pem/).waitFor();
  const opened = publicOf('-in', at('exported.pem'), '-passin', `pass:${passphrase}`);
  expect([passphrase.length > 20, opened]).toEqual([true, readFileSync(at('public.pem'), 'utf8')]);
  expect((await page.content()).includes(passphrase)).toBe(false);
});

test('it leaves for an operator, whose certificate is shown first, and openssl opens that', async () => {
  const { page, choose } = running;
  const [key, certificate] = [at('operator-key.pem'), at('operator.pem')];
  const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    '-subj',
    '/CN=Operations',
    ...leaf,
  ]);
  await button('Encrypt for an operator…').click();
  await choose(certificate, at('hand-over.cms'));
  await button('Choose the certificate…').click();
  await page.getByRole('dialog').getByText('CN=Operations').first().waitFor();
  const shown = await page.getByRole('dialog').innerText();
  await look('hand-over');
  await button('Encrypt and save…').click();
  await page.getByRole('cell', { name: 'CN=Operations' }).waitFor();
  await look('departures');
  const decrypted = openssl([
    'cms',
    '-decrypt',
    '-inform',
    'DER',
    '-in',
    at('hand-over.cms'),
    '-recip',
    certificate,
    '-inkey',
    key,
  ]);
  const { payers } = JSON.parse(decrypted.toString()) as { payers: { keys: { privateKeyPem: string }[] }[] };
  writeFileSync(at('handed.pem'), payers[0]?.keys[0]?.privateKeyPem ?? '');
  const fingerprint = openssl(['x509', '-in', certificate, '-noout', '-fingerprint', '-sha256']).toString();
  const spelt = fingerprint.trim().split('=')[1]?.replaceAll(':', '').toLowerCase();
  expect(shown.replaceAll(/\s/g, '')).toContain(spelt);
  expect(publicOf('-in', at('handed.pem'))).toBe(readFileSync(at('public.pem'), 'utf8'));
});

test('every state of it is without barriers, light and dark, and fits a small window and 200 percent', () => {
  expect(barriers).toEqual({});
});
