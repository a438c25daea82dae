/** @file Servers that verify an assertion, each with what can be wrong about it. */
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import type { Payer } from '#core/domain/payer/payer.ts';
import { setKid } from '#core/use-cases/payer-keys.ts';
import type { Ports } from '#core/ports.ts';
import { bulkDataServer } from '../../servers/families/bulk-data-server.ts';
import { cerner } from '../../servers/families/cerner.ts';
import { epic } from '../../servers/families/epic.ts';
import type { Family } from '../../servers/families/family.ts';
import { identityServer } from '../../servers/families/identity-server.ts';
import { inferno } from '../../servers/families/inferno.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import { okta } from '../../servers/families/okta.ts';
import { redox } from '../../servers/families/redox.ts';
import { smartLauncher } from '../../servers/families/smart-launcher.ts';
import { springServer } from '../../servers/families/spring.ts';
import { sendsTwice } from '../../servers/families/fronts.ts';
import { clientId, ref } from '../bench.ts';
import type { Case, FamilyCase, Typed } from '../case.ts';
import { familyCase } from '../case.ts';

const { publicKey } = await generateKeyPair('ES384');
/** Of somebody else, or of us in an earlier year. */
const otherKey: JWK = { ...(await exportJWK(publicKey)), use: 'sig', alg: 'ES384' };

/** Another key under another name. */
const otherKeyRegistered = () => ({ keys: [{ ...otherKey, kid: 'key-of-2024' }] });
/** Another key under the name of ours: a set that was read before ours was changed, or a mix-up. */
const otherUnderOurKid = ({ keys: [key] }: Payer) => ({ keys: [{ ...otherKey, kid: key?.kid ?? '' }] });
/** Ours, as somebody named it anew after it was registered. */
const renamed = async (ports: Ports, { keys: [key] }: Payer) =>
  setKid(ports, { ref, keyId: key?.id ?? '', kid: 'a-name-of-its-own' });

/** What can be wrong with every server that verifies an assertion. */
function commonCases(family: Family): Case[] {
  const base: (Partial<FamilyCase> & { name: string; truth: string })[] = [
    { name: 'the client is not known', truth: 'cause/client-unknown', registered: null },
    { name: 'another key is registered', truth: 'cause/key-not-registered', registered: otherKeyRegistered },
    {
      name: 'another key is registered under our kid',
      truth: 'cause/key-not-registered',
      registered: otherUnderOurKid,
    },
    { name: 'our key has another kid since', truth: 'cause/kid-mismatch', later: renamed },
    { name: 'their clock is ten minutes ahead', truth: 'cause/clock-behind', theirsAheadSeconds: 600 },
  ];
  return base.map((each) => familyCase({ family, fields: tokenEndpointAudience, ...each }));
}

const tokenEndpointAudience: Typed = () => ({ assertionAudience: 'token-endpoint' });
const issuerAudience: Typed = () => ({ assertionAudience: 'issuer' });
const slashed: Typed = ({ tokenEndpoint }) => ({
  assertionAudience: 'own-text',
  assertionAudienceText: `${tokenEndpoint}/`,
});

const forAudiences: Case[] = [
  familyCase({
    family: keycloak({ audience: 'issuer' }),
    name: 'the issuer is wanted as audience',
    truth: 'cause/audience-issuer-wanted',
    fields: tokenEndpointAudience,
  }),
  ...[bulkDataServer(), smartLauncher(), okta(), identityServer(), epic(), cerner(), redox()].map((family) =>
    familyCase({
      family,
      name: 'the token endpoint is wanted as audience',
      truth: 'cause/audience-endpoint-wanted',
      fields: issuerAudience,
    }),
  ),
  ...[bulkDataServer(), springServer()].map((family) =>
    familyCase({
      family,
      name: 'the audience has a slash too many',
      truth: 'cause/audience-spelling',
      fields: slashed,
    }),
  ),
];

/** `iat` in the future is looked at by these. */
const forClocks: Case[] = [keycloak(), okta(), epic(), redox(), identityServer()].map((family) =>
  familyCase({
    family,
    name: 'our clock is ten minutes ahead',
    truth: 'cause/clock-ahead',
    oursAheadSeconds: 600,
    fields: tokenEndpointAudience,
  }),
);

const typed =
  (type: string): Typed =>
  () => ({ assertionType: type });
const jku: Typed = () => ({ assertionJku: 'https://keys.requesting-payer.example/jwks.json' });

const forHeaders: Case[] = [
  ...[bulkDataServer(), smartLauncher()].flatMap((family) => [
    familyCase({
      family,
      name: 'typ client-authentication+jwt is not taken',
      truth: 'cause/typ-refused',
      fields: typed('client-authentication+jwt'),
    }),
    familyCase({ family, name: 'a jku is sent that was not registered', truth: 'cause/header-refused', fields: jku }),
  ]),
  familyCase({ family: bulkDataServer(), name: 'no typ is sent', truth: 'cause/typ-refused', fields: typed('none') }),
];

/** As it was registered, and as the assertion names it. */
const keySetAddress = 'https://127.0.0.1:9/jwks.json';
const nowhere = () => ({ keys: [], keySetAddress });
const forKeySets: Case[] = [bulkDataServer(), smartLauncher(), springServer(), redox()].map((family) =>
  familyCase({
    family,
    name: 'they cannot read the key set',
    truth: 'cause/key-set-unreachable',
    registered: nowhere,
    fields: () => ({ assertionAudience: 'token-endpoint', assertionJku: keySetAddress }),
  }),
);

const forAlgorithms: Case[] = [
  familyCase({
    family: keycloak(),
    name: 'another algorithm is registered',
    truth: 'cause/algorithm-not-taken',
    registered: () => ({ algorithm: 'ES256' }),
  }),
  ...[cerner(), redox()].map((family) =>
    familyCase({
      family,
      name: 'a P-521 key, and ES512 is not taken',
      truth: 'cause/algorithm-not-taken',
      key: 'EC-P-521',
    }),
  ),
  familyCase({
    family: smartLauncher(),
    name: 'the registered JWK says another alg',
    truth: 'cause/key-alg-mismatch',
    key: 'RSA-2048',
    fields: () => ({ assertionAlgorithm: 'RS384' }),
    registered: ({ keys: [key] }) => ({ keys: [{ ...(key?.publicJwk as JWK), kid: key?.kid ?? '', alg: 'RS256' }] }),
  }),
];

const forClients: Case[] = [
  ...[keycloak(), okta(), epic()].map((family) =>
    familyCase({
      family,
      name: 'the client is switched off',
      truth: 'cause/client-not-active',
      registered: () => ({ isDisabled: true }),
      fields: tokenEndpointAudience,
    }),
  ),
  familyCase({
    family: epic(),
    name: 'the client id is that of the other environment',
    truth: 'cause/client-other-environment',
    registered: () => ({ clientId }),
    fields: () => ({ clientId: 'PROD:4711' }),
  }),
  ...[keycloak(), springServer(), identityServer()].map((family) =>
    familyCase({
      family,
      name: 'it is registered with a secret, and we sign',
      truth: 'cause/method-not-registered',
      registered: () => ({ keys: undefined as never, secret: 'a-secret', method: 'client_secret_basic' }),
      fields: tokenEndpointAudience,
    }),
  ),
  familyCase({
    family: keycloak(),
    name: 'a proxy sends the request twice',
    truth: 'cause/jti-replayed',
    server: async () => Promise.resolve({ front: sendsTwice }),
  }),
];

const subject: Typed = () => ({
  assertionAudience: 'token-endpoint',
  assertionClaims: '{"sub":"Patient/4711"}',
});
const forSubjects: Case[] = [bulkDataServer(), smartLauncher()].map((family) =>
  familyCase({ family, name: 'sub names a patient', truth: 'cause/subject-refused', fields: subject }),
);

export const assertedCases: readonly Case[] = [
  ...[
    keycloak(),
    bulkDataServer(),
    smartLauncher(),
    okta(),
    identityServer(),
    springServer(),
    epic(),
    cerner(),
    redox(),
  ].flatMap(commonCases),
  ...[otherKeyRegistered, otherUnderOurKid].map((registered) =>
    familyCase({
      family: inferno(),
      name: registered === otherKeyRegistered ? 'another key is registered' : 'another key is registered under our kid',
      truth: 'cause/key-not-registered',
      registered,
    }),
  ),
  ...forAudiences,
  ...forClocks,
  ...forHeaders,
  ...forKeySets,
  ...forAlgorithms,
  ...forClients,
  ...forSubjects,
];
