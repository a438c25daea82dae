/** @file Servers that take a secret, and what can be wrong about it. */
import { auth0, auth0Api } from '../../servers/families/auth0.ts';
import { cerner } from '../../servers/families/cerner.ts';
import { entra } from '../../servers/families/entra.ts';
import { epic } from '../../servers/families/epic.ts';
import { identityServer } from '../../servers/families/identity-server.ts';
import { inferno } from '../../servers/families/inferno.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import { okta } from '../../servers/families/okta.ts';
import { springServer } from '../../servers/families/spring.ts';
import type { Case, Typed } from '../case.ts';
import { familyCase } from '../case.ts';

const secret = 'canary-7d20-of-a-client-secret';
/** With characters on which form-encoded and raw differ. */
const special = 'canary/7d20+of%20a=client~secret';
const wrong = () => ({ secret: 'the-secret-of-last-year' });
const families = [keycloak(), okta(), identityServer(), springServer(), entra(), auth0(), epic(), cerner(), inferno()];

const raw: Typed = () => ({ basicEncoding: 'raw' });
const post: Typed = () => ({ authenticationMethod: 'client_secret_post' });

export const secretCases: readonly Case[] = [
  ...families.map((family) =>
    familyCase({
      family,
      secret,
      name: 'another secret is registered',
      truth: 'cause/secret-wrong',
      registered: wrong,
    }),
  ),
  ...[keycloak(), okta(), springServer(), epic(), auth0()].map((family) =>
    familyCase({
      family,
      secret,
      name: 'the client is not known, and we have a secret',
      truth: 'cause/client-unknown',
      registered: null,
    }),
  ),
  familyCase({
    family: entra(),
    secret,
    name: 'the secret has expired',
    truth: 'cause/secret-expired',
    registered: () => ({ secretIsExpired: true }),
  }),
  ...[keycloak(), springServer(), identityServer()].map((family) =>
    familyCase({
      family,
      secret,
      name: 'the secret has expired, which it does not say',
      truth: 'cause/secret-expired',
      registered: () => ({ secretIsExpired: true }),
    }),
  ),
  ...[epic(), inferno()].map((family) =>
    familyCase({
      family,
      secret: special,
      name: 'the pair is taken as it stands, and we encode it',
      truth: 'cause/basic-encoding',
      fields: () => ({ basicEncoding: 'form' }),
    }),
  ),
  ...[okta(), springServer(), cerner()].map((family) =>
    familyCase({
      family,
      secret: special,
      name: 'the pair is decoded, and we send it as it stands',
      truth: 'cause/basic-encoding',
      fields: raw,
    }),
  ),
  familyCase({
    family: inferno(),
    secret,
    name: 'Basic is wanted, and the secret stands in the form',
    truth: 'cause/method-not-registered',
    fields: post,
  }),
  familyCase({
    family: springServer(),
    secret,
    name: 'Basic alone is registered, and the secret stands in the form',
    truth: 'cause/method-not-registered',
    fields: post,
    registered: () => ({ method: 'client_secret_basic' }),
  }),
  familyCase({
    family: springServer(),
    secret,
    name: 'the form alone is registered, and we send Basic',
    truth: 'cause/method-not-registered',
    registered: () => ({ method: 'client_secret_post' }),
  }),
  familyCase({
    family: auth0(),
    secret,
    name: 'an audience of the token is wanted',
    truth: 'cause/resource-wanted',
  }),
  familyCase({
    family: auth0(),
    secret,
    name: 'the client has no grant for the API',
    truth: 'cause/grant-not-allowed',
    fields: () => ({ customTokenParameters: `audience=${auth0Api}` }),
    registered: () => ({ grants: ['authorization_code'] }),
  }),
];
