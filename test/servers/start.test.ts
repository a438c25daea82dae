import { Agent, fetch } from 'undici';
import { expect, test } from 'vitest';
import { profileNames } from './source-payer/profile.ts';
import { startDemoServers } from './start.ts';

test.each(profileNames)('the servers of the demo answer: %s', async (profile) => {
  const { ca, sourcePayer, smileCdr, sendRegistration, stop } = await startDemoServers({ profile });
  const dispatcher = new Agent({ connect: { ca } });
  const issuer = sourcePayer.address.replace(/\/$/, '');
  const document = await fetch(`${issuer}/.well-known/openid-configuration`, { dispatcher });
  expect(await document.json()).toMatchObject({ issuer: sourcePayer.issuer });

  const Authorization = `Basic ${btoa(`${smileCdr.username}:${smileCdr.password}`)}`;
  const status = async (path: string) =>
    (await fetch(`${smileCdr.baseUrl}${path}`, { dispatcher, headers: { Authorization } })).status;
  const paths = ['runtime-status/node-statuses/complete', 'openid-connect-servers/', 'keystores/', 'module-config/'];
  expect(await Promise.all(paths.map(status))).toEqual([200, 200, 200, 200]);

  const sheet = {
    version: 1,
    payer: 'northlake@test',
    clientName: 'Northlake Mutual',
    clientId: '',
    authenticationMode: 'CLIENT_SECRET_BASIC',
    scopes: 'openid',
    grantTypes: ['client_credentials'],
    jwks: null,
  };
  expect(await sendRegistration(JSON.stringify(sheet))).toMatchObject({
    clientId: expect.stringMatching(/^rp-/) as unknown,
  });
  await expect(sendRegistration('{}')).rejects.toThrow(Error);
  await Promise.all([stop(), dispatcher.close()]);
});
