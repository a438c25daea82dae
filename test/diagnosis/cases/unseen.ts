/** @file Servers that came last: what is told apart there was not looked at while the causes were written. */
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import type { Payer } from '#core/domain/payer/payer.ts';
import { setKid } from '#core/use-cases/payer-keys.ts';
import type { Ports } from '#core/ports.ts';
import { authlib } from '../../servers/families/authlib.ts';
import { sendsTwice } from '../../servers/families/fronts.ts';
import { hydra } from '../../servers/families/hydra.ts';
import { medplum } from '../../servers/families/medplum.ts';
import { ref } from '../bench.ts';
import type { Case, FamilyCase } from '../case.ts';
import { familyCase } from '../case.ts';

const { publicKey } = await generateKeyPair('ES384');
const otherKey: JWK = { ...(await exportJWK(publicKey)), use: 'sig', alg: 'ES384' };
const secret = 'canary-5b11-of-a-client-secret';
const toEndpoint =
  (more: Record<string, string> = {}) =>
  () => ({ assertionAudience: 'token-endpoint', ...more });

const both: Omit<FamilyCase, 'family'>[] = [
  { name: 'the client is not known', truth: 'cause/client-unknown', registered: null },
  {
    name: 'another key is registered',
    truth: 'cause/key-not-registered',
    registered: () => ({ keys: [{ ...otherKey, kid: 'key-of-2024' }] }),
  },
  {
    name: 'another key is registered under our kid',
    truth: 'cause/key-not-registered',
    registered: ({ keys: [key] }) => ({ keys: [{ ...otherKey, kid: key?.kid ?? '' }] }),
  },
  {
    name: 'our key has another kid since',
    truth: 'cause/kid-mismatch',
    later: async (ports: Ports, { keys: [key] }: Payer) =>
      setKid(ports, { ref, keyId: key?.id ?? '', kid: 'a-name-of-its-own' }),
  },
  {
    name: 'the token endpoint is wanted as audience',
    truth: 'cause/audience-endpoint-wanted',
    fields: toEndpoint({ assertionAudience: 'issuer' }),
  },
  { name: 'their clock is ten minutes ahead', truth: 'cause/clock-behind', theirsAheadSeconds: 600 },
  {
    name: 'sub names a patient',
    truth: 'cause/subject-refused',
    fields: toEndpoint({ assertionClaims: '{"sub":"Patient/4711"}' }),
  },
  { name: 'another secret is registered', truth: 'cause/secret-wrong', secret, registered: () => ({ secret: 'old' }) },
];

export const unseenCases: readonly Case[] = [
  ...[hydra(), medplum(), authlib()].flatMap((family) =>
    both.map((each) => familyCase({ fields: toEndpoint(), ...each, family })),
  ),
  familyCase({
    family: hydra(),
    name: 'our clock is ten minutes ahead',
    truth: 'cause/clock-ahead',
    oursAheadSeconds: 600,
    fields: toEndpoint(),
  }),
  familyCase({
    family: hydra(),
    name: 'another algorithm is registered',
    truth: 'cause/algorithm-not-taken',
    registered: () => ({ algorithm: 'RS256' }),
    fields: toEndpoint(),
  }),
  familyCase({
    family: hydra(),
    name: 'the form alone is registered, and we send Basic',
    truth: 'cause/method-not-registered',
    secret,
    registered: () => ({ method: 'client_secret_post' }),
  }),
  familyCase({
    family: hydra(),
    name: 'a scope that the client does not have',
    truth: 'cause/scope-not-registered',
    registered: () => ({ scopes: ['system/Coverage.rs'] }),
    fields: toEndpoint({ requestScopes: 'system/Patient.rs' }),
  }),
  familyCase({
    family: hydra(),
    name: 'the client may not use client_credentials',
    truth: 'cause/grant-not-allowed',
    registered: () => ({ grants: ['authorization_code'] }),
    fields: toEndpoint(),
  }),
  familyCase({
    family: medplum(),
    name: 'they cannot read the key set',
    truth: 'cause/key-set-unreachable',
    registered: () => ({ keys: undefined as never, keySetAddress: 'https://127.0.0.1:9/jwks.json' }),
    fields: toEndpoint({ assertionJku: 'https://127.0.0.1:9/jwks.json' }),
  }),
  familyCase({
    family: medplum(),
    name: 'the client is switched off',
    truth: 'cause/client-not-active',
    registered: () => ({ isDisabled: true }),
    fields: toEndpoint(),
  }),
  familyCase({
    family: authlib(),
    name: 'a proxy sends the request twice',
    truth: 'cause/jti-replayed',
    fields: toEndpoint(),
    server: async () => Promise.resolve({ front: sendsTwice }),
  }),
  familyCase({
    family: authlib(),
    name: 'a scope that the client does not have',
    truth: 'cause/scope-not-registered',
    registered: () => ({ scopes: ['system/Coverage.rs'] }),
    fields: toEndpoint({ requestScopes: 'system/Patient.rs' }),
  }),
  familyCase({
    family: authlib(),
    name: 'the client may not use client_credentials',
    truth: 'cause/grant-not-allowed',
    registered: () => ({ grants: ['authorization_code'] }),
    fields: toEndpoint(),
  }),
];
