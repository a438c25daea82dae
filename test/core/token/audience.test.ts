/** @file For whom an assertion is made, and that no way into a signature goes around the rule: [Note: Audience injection]. */
import { describe, expect, test } from 'vitest';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Assertion } from '#core/domain/token/assertion.ts';
import { audienceOf, nobody } from '#core/domain/token/audience.ts';
import type { Ports } from '#core/ports.ts';
import { networkOf } from '#core/use-cases/network-of.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { assertionFor, signAssertion } from '#core/use-cases/token/sign-assertion.ts';
import { prepareRequest } from '#core/use-cases/token/token-request.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { issuer, samplePayer } from '../support/sample-payer.ts';

const endpoint = `${issuer}/token`;
const alias = 'https://mtls.northlake.example/token';
const victim = 'https://victim.example/token';
const by = { by: 'ana', at: '2027-01-01T00:00:00.000Z', reason: 'told by phone' };

type Values = Partial<Record<FieldName, string>>;

async function payerWith(ports: Ports, fields: Values, network: Partial<Payer['network']> = {}): Promise<Payer> {
  const payer = await samplePayer(ports);
  const clientKeyId = payer.keys[0]?.id ?? null;
  const reached = network.clientKeyId === undefined ? {} : { clientKeyId };
  return saveChanges(ports, payer, { changes: { fields, ...reached } });
}

const accept = async (ports: Ports, payer: Payer, code: string) =>
  saveChanges(ports, payer, { changes: {}, accept: { code, member: undefined, ...by } });

const typed = (value: string) => ({ value, from: ['typed' as const] });

const codeOf = async (doing: () => Promise<unknown>) =>
  doing().then(
    () => 'signed',
    (error: unknown) => String((error as { code?: string }).code),
  );

/** A vault that counts what it signed. */
function counting() {
  const ports = memoryPorts();
  let signatures = 0;
  const vault: Ports['vault'] = {
    ...ports.vault,
    sign: async (given) => {
      signatures += 1;
      return ports.vault.sign(given);
    },
  };
  return { ports: { ...ports, vault }, signatures: () => signatures };
}

async function good(ports: Ports): Promise<{ payer: Payer; assertion: Assertion }> {
  const payer = await payerWith(ports, {});
  return { payer, assertion: assertionFor(ports, payer) };
}

const claiming = (assertion: Assertion, claims: Readonly<Record<string, unknown>>) =>
  ({ ...assertion, claims: { ...assertion.claims, ...claims } }) as Assertion;

describe('where the signature is made', () => {
  test('the issuer and the address posted to are signed for', async () => {
    const { ports, signatures } = counting();
    const { payer, assertion } = await good(ports);
    for (const aud of [issuer, endpoint]) await signAssertion(ports, payer, claiming(assertion, { aud }));
    expect(signatures()).toBe(2);
  });

  test.each<[string, unknown]>([
    ['another server’s endpoint', victim],
    ['the endpoint with a slash', `${endpoint}/`],
    ['the endpoint in capitals', endpoint.replace('auth', 'AUTH')],
    ['nothing', ''],
    ['no claim at all', undefined],
    ['a list that holds the endpoint', [endpoint, victim]],
    ['a list of the endpoint alone', [endpoint]],
    ['an object that looks like it', { toString: () => endpoint }],
    ['the audience of probes', nobody],
  ])('%s is not', async (_, aud) => {
    const { ports, signatures } = counting();
    const { payer, assertion } = await good(ports);
    const code = await codeOf(async () => signAssertion(ports, payer, claiming(assertion, { aud })));
    expect([code, signatures()]).toEqual(['token/audience-not-ours', 0]);
  });

  test.each(['northlake', 'urn:northlake:p2p', 'northlake.example/p2p'])(
    'an issuer that is no address, %s, is not',
    async (text) => {
      const { ports, signatures } = counting();
      const payer = await payerWith(ports, { issuer: text, fhirBaseUrl: new URL(issuer).origin });
      const assertion = assertionFor(ports, { ...payer, fields: { ...payer.fields, issuer: typed(issuer) } });
      const settled = { ...payer, findings: [] };
      const code = await codeOf(async () => signAssertion(ports, settled, claiming(assertion, { aud: text })));
      expect([/^token\/(audience-not-ours|not-confirmed)$/.test(code), signatures()]).toEqual([true, 0]);
    },
  );

  test('nobody is signed for in a probe, and nobody else', async () => {
    const { ports, signatures } = counting();
    const { payer, assertion } = await good(ports);
    const probe = (aud: string) =>
      codeOf(async () => signAssertion(ports, payer, claiming(assertion, { aud }), 'probe'));
    expect([await probe(nobody), await probe(victim), signatures()]).toEqual(['signed', 'token/audience-not-ours', 1]);
  });

  test('a payer that was judged before, and changed since in hand, is judged again', async () => {
    const { ports, signatures } = counting();
    const { payer, assertion } = await good(ports);
    await signAssertion(ports, payer, assertion);
    const fields = { ...payer.fields, tokenEndpoint: { value: victim, from: ['typed' as const] } };
    const code = await codeOf(async () =>
      signAssertion(ports, { ...payer, findings: [], fields }, claiming(assertion, { aud: victim })),
    );
    expect([code, signatures()]).toEqual(['token/not-confirmed', 1]);
  });

  test('an issuer that waits for a person is not signed for', async () => {
    const { ports, signatures } = counting();
    const { payer, assertion } = await good(ports);
    const finding = {
      code: 'issuer/differs',
      severity: 'error' as const,
      gate: 'confirm' as const,
      member: 'issuer',
      says: '',
      hint: '',
      rule: '',
    };
    const open = { ...payer, findings: [...payer.findings, finding] };
    const code = await codeOf(async () => signAssertion(ports, open, claiming(assertion, { aud: issuer })));
    expect([code, signatures()]).toEqual(['token/not-confirmed', 0]);
  });
});

describe('an audience of one’s own', () => {
  const own = { assertionAudience: 'own-text', assertionAudienceText: 'urn:them' };

  test('waits for its own confirmation, which ends when the text changes', async () => {
    const ports = memoryPorts();
    const payer = await payerWith(ports, own);
    const waiting = await codeOf(async () => prepareRequest(ports, payer));
    const accepted = await accept(ports, payer, 'assertion/own-audience');
    const { assertion } = await prepareRequest(ports, accepted);
    const changed = await saveChanges(ports, accepted, { changes: { fields: { assertionAudienceText: victim } } });
    const after = await codeOf(async () => prepareRequest(ports, changed));
    expect([waiting, assertion?.claims.aud, changed.accepted, after]).toEqual([
      'token/audience-not-ours',
      'urn:them',
      [],
      'token/audience-not-ours',
    ]);
  });

  test('no other acceptance stands for it', async () => {
    const ports = memoryPorts();
    const payer = await payerWith(ports, { ...own, assertionAudienceText: victim });
    const other = ['endpoint/other-domain', 'assertion/alias-elsewhere', 'field/changed-since'].map((code) => ({
      code,
      member: '',
      ...by,
      says: '',
      compared: { expected: endpoint, told: victim },
    }));
    expect(() => audienceOf({ ...payer, accepted: other })).toThrow(
      expect.objectContaining({ code: 'token/audience-not-ours' }),
    );
  });

  test('its confirmation counts no more once the issuer is the audience again', async () => {
    const ports = memoryPorts();
    const payer = await accept(ports, await payerWith(ports, own), 'assertion/own-audience');
    const back = await saveChanges(ports, payer, { changes: { fields: { assertionAudience: 'issuer' } } });
    const code = await codeOf(async () =>
      signAssertion(ports, back, claiming(assertionFor(ports, back), { aud: 'urn:them' })),
    );
    expect([back.accepted, code]).toEqual([[], 'token/audience-not-ours']);
  });
});

describe('an alias for clients with a certificate', () => {
  const forEndpoint = { assertionAudience: 'token-endpoint' };

  test.each([
    ['on another host', alias, 'token/audience-not-ours'],
    ['on the same host', `${new URL(issuer).origin}/mtls/token`, 'signed'],
  ])('%s', async (_, mtlsTokenEndpoint, wanted) => {
    const ports = memoryPorts();
    const payer = await payerWith(ports, { ...forEndpoint, mtlsTokenEndpoint }, { clientKeyId: 'own' });
    expect(await codeOf(async () => prepareRequest(ports, payer))).toBe(wanted);
  });

  test('is posted to and signed for when it was confirmed, and not without the certificate', async () => {
    const ports = memoryPorts();
    const payer = await payerWith(ports, { ...forEndpoint, mtlsTokenEndpoint: alias }, { clientKeyId: 'own' });
    const accepted = await accept(ports, payer, 'assertion/alias-elsewhere');
    const prepared = await prepareRequest(ports, accepted);
    const without = await saveChanges(ports, accepted, { changes: { clientKeyId: null } });
    const plain = await prepareRequest(ports, without);
    expect([prepared, plain].map(({ request, assertion }) => [request.endpoint, assertion?.claims.aud])).toEqual([
      [alias, alias],
      [endpoint, endpoint],
    ]);
  });

  test('with the issuer as audience nothing is signed either, before it is confirmed', async () => {
    const ports = memoryPorts();
    const values = { mtlsTokenEndpoint: alias, assertionAudience: 'issuer' };
    const payer = await payerWith(ports, values, { clientKeyId: 'own' });
    expect(await codeOf(async () => prepareRequest(ports, payer))).toBe('token/not-confirmed');
  });

  test('sees the certificate only where a person gave or confirmed it, or on the payer’s own ground', async () => {
    const ports = memoryPorts();
    const payer = await payerWith(ports, {}, { clientKeyId: 'own' });
    const found = (value: string, from: 'typed' | 'openid-configuration') =>
      networkOf({ ...payer, fields: { ...payer.fields, mtlsTokenEndpoint: { value, from: [from] } } }).clientCertificate
        ?.grounds;
    const confirmation = (code: string) =>
      networkOf({
        ...payer,
        accepted: [{ code, member: '', ...by, compared: { expected: '', told: victim } }],
      }).clientCertificate?.grounds.includes(victim);
    expect([
      found(victim, 'openid-configuration')?.includes(victim),
      found(victim, 'typed')?.includes(victim),
      confirmation('assertion/alias-elsewhere'),
      confirmation('assertion/own-audience'),
    ]).toEqual([false, true, true, false]);
  });
});

describe('extra claims', () => {
  test.each([
    '{"aud":"https://victim.example/token"}',
    '{"\\u0061ud":"https://victim.example/token"}',
    '{"Aud":"https://victim.example/token"}',
    '{" aud":"https://victim.example/token"}',
    '{"x":1,"x":2}',
    '{"__proto__":{"aud":"https://victim.example/token"}}',
    '{"extensions":{"a":1,"a":2}}',
    '{"x":{"__proto__":{}}}',
  ])('%s: nothing is signed', async (assertionClaims) => {
    const { ports, signatures } = counting();
    const payer = await payerWith(ports, { assertionClaims });
    const code = await codeOf(async () => prepareRequest(ports, payer));
    expect([code, signatures()]).toEqual(['token/bad-claims', 0]);
  });
});

test.each<[string, Values, string]>([
  ['a jku in clear', { assertionJku: 'http://us.example/jwks' }, 'client/wrong-setting'],
  ['a method that is none', { authenticationMethod: 'none' }, 'client/wrong-setting'],
  ['scopes with two spaces', { requestScopes: 'openid  profile' }, 'client/wrong-setting'],
  ['an algorithm of another key', { assertionAlgorithm: 'RS256' }, 'token/wrong-algorithm'],
  ['a life of an hour', { assertionSeconds: '3600' }, 'token/wrong-life'],
])('with %s nothing is signed', async (_, fields, wanted) => {
  const { ports, signatures } = counting();
  const payer = await payerWith(ports, fields);
  expect([await codeOf(async () => prepareRequest(ports, payer)), signatures()]).toEqual([wanted, 0]);
});

test('the header has the kid that a person chose', async () => {
  const ports = memoryPorts();
  const payer = await payerWith(ports, {});
  const keys = payer.keys.map((key) => ({ ...key, kid: 'p2p-2027' }));
  expect(assertionFor(ports, { ...payer, keys }).header.kid).toBe('p2p-2027');
});
