/** @file A reading with findings in the window: it is cancelled, read, read again after the payer moved, confirmed; accessible and in its place all along. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { openidConfiguration } from '../northlake.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { emptyFolder, remove, startApp } from './support/app.ts';
import { violations } from './support/axe.ts';
import * as journey from './support/journey.ts';
import { overflows } from './support/layout.ts';

test('what differs is taken field by field, and an endpoint elsewhere is confirmed before it counts', async () => {
  const folder = emptyFolder();
  const server = await startMisbehaving({ authority: await makeAuthority() });
  const issuer = `${server.origin}/p2p`;
  const publish = (change: object) => {
    const document = {
      ...(JSON.parse(openidConfiguration) as object),
      issuer,
      jwks_uri: undefined,
      authorization_endpoint: undefined,
      ...change,
    };
    server.place('/p2p/.well-known/openid-configuration', { body: JSON.stringify(document) });
  };
  publish({ token_endpoint: `${issuer}/token` });
  writeFileSync(path.join(folder, 'ca.pem'), server.ca);

  const { page, choose, close } = await startApp({ folder, size: { width: 1024, height: 640 } });
  const read = async (words: string) => page.getByRole('button', { name: words, exact: true }).click();
  const address = page.getByLabel(/^Address: issuer/);
  await journey.newPayer(page, 'Southlake Health Plan');
  await page.getByRole('checkbox', { name: /loopback/ }).check();
  await choose(path.join(folder, 'ca.pem'));
  await page.getByRole('button', { name: 'Add a CA file…' }).click();
  await page.getByText('and 1 own CA').waitFor();

  await address.fill(server.address('stall-before'));
  await read('Read');
  await page.getByText('asking').first().waitFor();
  expect(await wrong(page)).toEqual([]);
  await read('Cancel');
  await address.fill(issuer);
  await read('Read');
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();

  publish({ token_endpoint: 'https://login.southlake.example/token' });
  await read('Read again');
  await page.getByText('field/changed-since').first().waitFor();
  await page.getByText('Proxy, client certificate, UDAP community').click();
  expect(await wrong(page)).toEqual([]);

  await journey.goTo(page, 'Endpoints');
  await page.getByRole('button', { name: 'Take the new value of Token Endpoint' }).click();
  await journey.saved(page);
  await page.getByText('endpoint/other-domain').first().waitFor();
  expect(await wrong(page)).toEqual([]);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'endpoint/other-domain' })
    .getByRole('button', { name: 'Accept with a reason…' })
    .click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('told by telephone');
  await page.getByRole('button', { name: 'Let it stand' }).click();
  await page.getByText(/: told by telephone$/).waitFor();
  await close();
  await server.stop();
  remove(folder);
});

async function wrong(page: Page): Promise<string[]> {
  return [...(await overflows(page)), ...(await violations(page))];
}
