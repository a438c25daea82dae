import { expect, test } from 'vitest';
import { base64Url, makeAssertion, signingInput } from '#core/domain/token/assertion.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { audienceOf } from '#core/domain/token/audience.ts';

const payerWith = (values: Partial<Record<FieldName, string>>): Payer => ({
  ...newPayer({ ref: 'northlake@test', name: 'Northlake', now: '2027-01-01T00:00:00.000Z' }),
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: ['typed'] }])),
});

const addresses = { issuer: 'https://as.payer.example/p2p/', endpoint: 'https://as.payer.example/p2p/token' };
const asking = (assertionAudience: string, { issuer, endpoint }: { issuer: string; endpoint: string }): Payer =>
  payerWith({ assertionAudience, issuer, tokenEndpoint: endpoint });
const made = { now: new Date('2027-01-01T00:00:00.900Z'), jti: 'one' };

function settings(seconds: number, type = 'JWT') {
  return {
    clientId: 'rp',
    audience: audienceOf(payerWith({ issuer: addresses.issuer, tokenEndpoint: addresses.endpoint })),
    type,
    algorithm: 'RS384',
    kid: 'k',
    seconds,
    header: {},
    claims: {},
  };
}

test('says what SMART Backend Services asks for, and no more', () => {
  expect(makeAssertion(settings(60), made)).toEqual({
    header: { alg: 'RS384', kid: 'k', typ: 'JWT' },
    claims: { iss: 'rp', sub: 'rp', aud: addresses.endpoint, iat: 1798761600, exp: 1798761660, jti: 'one' },
  });
});

test('leaves typ out when asked to', () => {
  expect(makeAssertion(settings(60, 'none'), made).header).toEqual({ alg: 'RS384', kid: 'k' });
});

test.each([29, 301, 60.5, Number.NaN])('refuses a life of %d s', (seconds) => {
  expect(() => makeAssertion(settings(seconds), made)).toThrow(expect.objectContaining({ code: 'token/wrong-life' }));
});

test.each([
  ['issuer', addresses, addresses.issuer],
  ['token-endpoint', addresses, addresses.endpoint],
] as const)('%s is taken exactly as it is written', (choice, given, audience) => {
  expect(audienceOf(asking(choice, given))).toBe(audience);
});

test.each([
  ['issuer', { issuer: '', endpoint: 'https://as.example/token' }, 'token/no-issuer'],
  ['token-endpoint', { issuer: 'https://as.example', endpoint: '' }, 'token/no-endpoint'],
] as const)('%s that is not known cannot be an audience', (choice, given, code) => {
  expect(() => audienceOf(asking(choice, given))).toThrow(expect.objectContaining({ code }));
});

test('encodes as RFC 7515 does', () => {
  expect(base64Url(new Uint8Array([251, 255, 254]))).toBe('-__-');
  const [header = '', claims = ''] = signingInput(makeAssertion(settings(60), made)).split('.');
  expect([header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown)).toEqual([
    makeAssertion(settings(60), made).header,
    makeAssertion(settings(60), made).claims,
  ]);
});
