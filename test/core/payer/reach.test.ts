/** @file How a payer’s servers are reached: what is taken back, what is forgotten with it, and whom the client certificate is for. */
import { expect, test } from 'vitest';
import type { Network } from '#core/ports.ts';
import { Secret } from '#core/domain/secret.ts';
import { checkProxy } from '#core/domain/payer/proxy-setting.ts';
import { addAuthorities, forgetAuthority, ownAuthorities, withoutAuthorities } from '#core/use-cases/authorities.ts';
import { networkOf, proxyPasswordItem } from '#core/use-cases/network-of.ts';
import type { PayerChanges } from '#core/domain/payer/change.ts';
import { widenNetwork } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { certify, pemOf } from '../../pki.ts';
import { samplePayer } from '../support/sample-payer.ts';

const now = new Date('2027-01-01T00:00:00.000Z');

test.each<[string, { changes: PayerChanges; network?: Network }]>([
  ['changed by hand', { changes: { proxy: 'http://mallory@other.example:8080' } }],
  [
    'widened by an option',
    { changes: {}, network: { authorities: [], allowPrivate: false, proxy: 'http://mallory@other.example:8080' } },
  ],
])('a password that was given for one proxy is forgotten for another, %s', async (_name, { changes, network }) => {
  const ports = memoryPorts();
  const made = await samplePayer(ports);
  const before = await saveChanges(ports, made, { changes: { proxy: 'http://ana@proxy.example:8080' } });
  await ports.vault.keep(proxyPasswordItem(before.ref), new Secret('word'));
  const widened = network === undefined ? {} : { network: widenNetwork(before, network).network };
  const saved = await saveChanges(ports, before, { changes, ...widened });
  expect([saved.network.proxy, await ports.vault.holds(proxyPasswordItem(before.ref))]).toEqual([
    'http://mallory@other.example:8080',
    false,
  ]);
});

const withPassword = 'payer/proxy-with-password';
test.each([
  ['system', []],
  ['none', []],
  ['', []],
  ['proxy.example:8080', []],
  ['http://ana@proxy.example:8080', []],
  ['https://[::1]:8080', []],
  ['http://ana:canary@proxy.example:8080', [withPassword]],
  ['ana:canary@proxy.example', [withPassword]],
  ['http://:canary@proxy.example', [withPassword]],
  ['http://ana:can/ary@proxy.example', [withPassword]],
  // As it is typed: the half of a password is one.
  ['http://ana:canary', ['payer/proxy-no-address']],
  ['http://', ['payer/proxy-no-address']],
])('the proxy “%s” may be kept but for %j, and nothing repeats it', (given, codes) => {
  const problems = checkProxy(given);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('a proxy with a password in its address is not saved', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  const saving = saveChanges(ports, payer, { changes: { proxy: 'http://ana:canary@proxy.example' } });
  await expect(saving).rejects.toMatchObject({ code: withPassword });
  expect((await ports.store.payer(payer.ref)).network.proxy).toBe('system');
});

test('own CAs are named, and taken back one by one or all', async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  const authorities = [
    pemOf(await certify(now, { name: 'one', ca: true })),
    pemOf(await certify(now, { name: 'two', ca: true })),
  ];
  const payer = await addAuthorities(ports, { ref, authorities });
  const own = await ownAuthorities(ports, payer);
  const [first = { sha256: '' }] = own;
  expect(own.map(({ subject }) => subject)).toEqual(['CN=one', 'CN=two']);
  const left = await forgetAuthority(ports, { ref, sha256: first.sha256 });
  expect(left.network.authorities).toEqual(authorities.slice(1));
  const spelt = first.sha256
    .slice(0, 16)
    .toUpperCase()
    .replaceAll(/(..)(?=.)/g, '$1:');
  expect(withoutAuthorities(ports, payer, [spelt]).authorities).toEqual(authorities.slice(1));
  expect(withoutAuthorities(ports, payer, ['all']).authorities).toEqual([]);
  for (const unknown of ['', first.sha256.slice(0, 7), 'f'.repeat(64)])
    expect(() => withoutAuthorities(ports, payer, [unknown])).toThrow(
      expect.objectContaining({ code: 'payer/no-such-authority' }) as Error,
    );
});

test('the client certificate is for the payer’s own ground and for what a person gave or confirmed', async () => {
  const payer = await samplePayer(memoryPorts());
  const named = {
    ...payer,
    address: 'auth.northlake.example/p2p',
    network: { ...payer.network, clientKeyId: 'key' },
    fields: {
      issuer: { value: 'https://auth.northlake.example/p2p', from: ['openid-configuration' as const] },
      fhirBaseUrl: { value: 'https://fhir.northlake.example/r4', from: ['typed' as const] },
      tokenEndpoint: { value: 'https://attacker.example/token', from: ['openid-configuration' as const] },
    },
    accepted: [],
  };
  const confirmed = { expected: '', told: 'https://cloud.example/token' };
  const acceptance = { code: 'endpoint/other-domain', member: 'token_endpoint', reason: 'x', by: 'ana', at: '' };
  const grounds = (given: Parameters<typeof networkOf>[0]) => networkOf(given).clientCertificate?.grounds;
  const own = [
    'https://auth.northlake.example/p2p',
    'https://auth.northlake.example/p2p',
    'https://fhir.northlake.example/r4',
  ];
  expect(grounds(named)).toEqual(own);
  expect(grounds({ ...named, accepted: [{ ...acceptance, compared: confirmed }] })).toEqual([...own, confirmed.told]);
  const tokenEndpoint = { value: 'https://typed.example/token', from: ['typed' as const] };
  expect(grounds({ ...named, fields: { ...named.fields, tokenEndpoint } })).toEqual([...own, tokenEndpoint.value]);
});
