/** @file The computer's own proxy, as Chromium finds it: a payer is read through it, and Chromium itself asks it for nothing. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openidConfiguration } from '../northlake.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { startProxy } from '../servers/proxy.ts';
import { emptyFolder, remove, startApp } from './support/app.ts';
import * as journey from './support/journey.ts';

test('a payer is read through the system’s proxy, which sees nothing else of this app', async () => {
  const folder = emptyFolder();
  const authority = await makeAuthority();
  const server = await startMisbehaving({
    authority,
    leaf: await authority.issue({ dnsNames: ['auth.payer.example'] }),
  });
  const proxy = await startProxy();
  const { port } = new URL(server.origin);
  const issuer = `https://auth.payer.example:${port}/as`;
  const document = {
    ...(JSON.parse(openidConfiguration) as object),
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: undefined,
  };
  server.place('/as/.well-known/openid-configuration', { body: JSON.stringify(document) });
  writeFileSync(path.join(folder, 'ca.pem'), server.ca);

  const running = await startApp({ folder, env: { https_proxy: proxy.origin } });
  const { page, choose, close } = running;
  await journey.newPayer(page, 'Through a proxy');
  await choose(path.join(folder, 'ca.pem'));
  await page.getByRole('button', { name: 'Add a CA file…' }).click();
  await page.getByText('1 own CA').waitFor();
  await page
    .getByRole('textbox', { name: /^Address/ })
    .first()
    .fill(issuer);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.getByRole('heading', { name: 'Fields found' }).waitFor();
  await page.getByText('discovery/through-proxy').first().waitFor();
  // Chromium fetches what it fetches soon after its start.
  await page.waitForTimeout(2000);
  await close();
  await Promise.all([server.stop(), proxy.stop()]);
  remove(folder);
  expect(new Set(proxy.asked)).toEqual(new Set([`auth.payer.example:${port}`]));
});
