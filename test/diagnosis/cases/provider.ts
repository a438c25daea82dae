/** @file The embedded Source Payer: a real OpenID provider, that answers almost everything with “client authentication failed” (interop-specs §2.8). */
import { exportJWK, generateKeyPair } from 'jose';
import { publicJwks } from '#core/domain/keys/jwks.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { setKid } from '#core/use-cases/payer-keys.ts';
import type { Ports } from '#core/ports.ts';
import { certify, keyPemOf, pemOf } from '../../pki.ts';
import type { Signer } from '../../pki.ts';
import { jwtBearer } from '../../servers/source-payer/jwt-bearer.ts';
import type { ProfileName } from '../../servers/source-payer/profile.ts';
import type { Chosen, RegistrationSheet } from '../../servers/source-payer/registrations.ts';
import { startSourcePayer } from '../../servers/source-payer/start.ts';
import type { SourcePayer } from '../../servers/source-payer/start.ts';
import type { PayerWish } from '../bench.ts';
import { benchPorts, clientId, makePayer, ref, saveConfirmed } from '../bench.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Case } from '../case.ts';

interface ProviderCase {
  readonly profile?: ProfileName;
  readonly name: string;
  readonly truth: string;
  /** What of the sheet is otherwise; null: none is handed in. */
  readonly sheet?: ((payer: Payer) => Partial<RegistrationSheet>) | null;
  /** The secret that the operator chose. */
  readonly secret?: string;
  readonly key?: PayerWish['key'];
  readonly fields?: (server: SourcePayer) => PayerWish['fields'];
  readonly oursAheadSeconds?: number;
  /** Whether the certificate of its key is shown to servers. */
  readonly showsCertificate?: true;
  /** What else the operator chose. */
  readonly chosen?: Chosen;
  readonly start?: Partial<Parameters<typeof startSourcePayer>[0]>;
  readonly later?: (ports: Ports, payer: Payer) => Promise<unknown>;
}

const scopes = 'system/*.rs';

function providerCase(given: ProviderCase): Case {
  const { name, truth, profile = 'smart-strict' } = given;
  return {
    name,
    truth,
    family: `oidc-provider, ${profile}`,
    arrange: async (authority) => {
      const server = await startSourcePayer({ profile, authority, ...given.start });
      const ports = benchPorts({ oursAheadSeconds: given.oursAheadSeconds ?? 0 });
      const payer = await makePayer(ports, {
        documents: server.address,
        authority,
        fields: {
          fhirBaseUrl: server.fhirBase,
          requestScopes: profile === 'smart-strict' ? scopes : 'system/*.read',
          assertionAudience: 'token-endpoint',
          ...given.fields?.(server),
        },
        ...(given.key === undefined ? {} : { key: given.key }),
        ...(given.showsCertificate === undefined ? {} : { showsCertificate: true }),
        ...(given.secret === undefined ? {} : { secret: given.secret }),
      });
      if (given.sheet !== null) await register(ports, payer, { server, given });
      await given.later?.(ports, await ports.store.payer(ref));
      return { ports, nextCall: false, givenTokens: server.givenTokens, stop: server.stop };
    },
  };
}

async function register(
  ports: Ports,
  payer: Payer,
  { server, given }: { server: SourcePayer; given: ProviderCase },
): Promise<void> {
  const { secret, profile = 'smart-strict', sheet } = given;
  const registered: RegistrationSheet = {
    version: 1,
    payer: ref,
    clientName: 'Requesting Payer',
    clientId,
    authenticationMode: secret === undefined ? 'PRIVATE_KEY_JWT' : 'CLIENT_SECRET_BASIC',
    scopes: profile === 'smart-strict' ? scopes : 'system/*.read',
    grantTypes: ['client_credentials'],
    jwks: secret === undefined ? publicJwks(payer) : null,
    ...sheet?.(payer),
  };
  await server.register(registered, { ...given.chosen, ...(secret === undefined ? {} : { secret }) });
}

const { publicKey } = await generateKeyPair('ES384');
const otherKey = { ...(await exportJWK(publicKey)), kty: 'EC', use: 'sig', alg: 'ES384' };
const memberMatch = 'http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match';
const since22 = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch';
const until21 = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/bulk-member-match';

const anotherSecret = async (ports: Ports) => keepSecret(ports, ref, new Secret('the-secret-of-last-year'));
const addressed = async (ports: Ports, payer: Payer) =>
  saveConfirmed(ports, changePayer(payer, { fields: { requestScopes: '' } }));

const now = new Date();
const clients = await certify(now, { name: 'clients', ca: true });
const ours = await certify(now, { name: 'requesting-payer', issuer: clients });
const selfSigned = await certify(now, { name: 'requesting-payer' });
const anotherSelfSigned = await certify(now, { name: 'requesting-payer' });
const keyOf = async (signer: Signer) => ({ pem: [await keyPemOf(signer), pemOf(signer)].join('\n') });
const byCertificate = (authenticationMethod: string) => ({
  start: { clientAuthorities: { ca: [pemOf(clients)] } },
  showsCertificate: true as const,
  fields: () => ({ authenticationMethod }),
});

export const providerCases: readonly Case[] = [
  providerCase({ name: 'the client is not known', truth: 'cause/client-unknown', sheet: null }),
  providerCase({
    name: 'another key is registered',
    truth: 'cause/key-not-registered',
    sheet: () => ({ jwks: { keys: [{ ...otherKey, kid: 'key-of-2024' }] } }),
  }),
  providerCase({
    name: 'another key is registered under our kid',
    truth: 'cause/key-not-registered',
    sheet: ({ keys: [key] }) => ({ jwks: { keys: [{ ...otherKey, kid: key?.kid ?? '' }] } }),
  }),
  providerCase({
    name: 'our key has another kid since',
    truth: 'cause/kid-mismatch',
    later: async (ports, { keys: [key] }) => setKid(ports, { ref, keyId: key?.id ?? '', kid: 'a-name-of-its-own' }),
  }),
  providerCase({
    name: 'the token endpoint is wanted as audience',
    truth: 'cause/audience-endpoint-wanted',
    fields: () => ({ assertionAudience: 'issuer' }),
  }),
  providerCase({
    name: 'the audience has a slash too many',
    truth: 'cause/audience-spelling',
    fields: ({ tokenEndpoint }) => ({
      assertionAudience: 'own-text',
      assertionAudienceText: `${tokenEndpoint}/`,
    }),
  }),
  providerCase({
    name: 'typ client-authentication+jwt is not taken',
    truth: 'cause/typ-refused',
    fields: () => ({ assertionType: 'client-authentication+jwt' }),
  }),
  providerCase({
    name: 'a jku is sent that was not registered',
    truth: 'cause/header-refused',
    fields: () => ({ assertionJku: 'https://keys.requesting-payer.example/jwks.json' }),
  }),
  providerCase({ name: 'our clock is ten minutes ahead', truth: 'cause/clock-ahead', oursAheadSeconds: 600 }),
  providerCase({ name: 'our clock is ten minutes behind', truth: 'cause/clock-behind', oursAheadSeconds: -600 }),
  providerCase({ name: 'a P-521 key, and ES512 is not taken', truth: 'cause/algorithm-not-taken', key: 'EC-P-521' }),
  providerCase({
    name: 'sub names a patient',
    truth: 'cause/subject-refused',
    fields: () => ({ assertionClaims: '{"sub":"Patient/4711"}' }),
  }),
  providerCase({
    name: 'a scope that the client does not have',
    truth: 'cause/scope-not-registered',
    fields: () => ({ requestScopes: 'system/Coverage.rs' }),
  }),
  providerCase({
    name: 'v1 is asked for, and v2 is registered',
    truth: 'cause/scope-version',
    fields: () => ({ requestScopes: 'system/*.read' }),
  }),
  providerCase({
    name: 'PDex 2.2 is asked for, and the spelling of 2.1 is registered',
    truth: 'cause/pdex-scope-spelling',
    fields: () => ({ requestScopes: `${memberMatch} ${since22}` }),
    sheet: () => ({ scopes: `${memberMatch} ${until21}` }),
  }),
  providerCase({ name: 'no scope is asked for', truth: 'cause/scope-missing', later: addressed }),
  providerCase({
    name: 'jwt-bearer is not known there',
    truth: 'cause/grant-unsupported',
    fields: () => ({ grantType: 'jwt-bearer' }),
  }),
  providerCase({
    name: 'the token endpoint is another path',
    truth: 'cause/not-the-token-endpoint',
    fields: ({ issuer }) => ({ tokenEndpoint: `${issuer}/oauth2/token` }),
  }),
  providerCase({
    profile: 'smile-cdr',
    name: 'another secret is registered',
    truth: 'cause/secret-wrong',
    secret: 'the-secret-of-today',
    later: anotherSecret,
  }),
  providerCase({
    profile: 'smile-cdr',
    name: 'raw, and it has to be encoded',
    truth: 'cause/basic-encoding',
    secret: '50%of/the+secret',
    fields: () => ({ basicEncoding: 'raw' }),
  }),
  providerCase({
    profile: 'smile-cdr',
    name: 'it is registered with a key, and we send a secret',
    truth: 'cause/method-not-registered',
    fields: () => ({ clientAuthenticationMode: 'CLIENT_SECRET_BASIC', authenticationMethod: 'client_secret_basic' }),
    later: anotherSecret,
  }),
  providerCase({
    profile: 'smile-cdr',
    name: 'another key is registered',
    truth: 'cause/key-not-registered',
    sheet: () => ({ jwks: { keys: [{ ...otherKey, kid: 'key-of-2024' }] } }),
  }),
  providerCase({
    name: 'a certificate with another subject is registered',
    truth: 'cause/tls-certificate-not-registered',
    ...byCertificate('tls_client_auth'),
    key: await keyOf(ours),
    sheet: () => ({
      authenticationMethod: 'tls_client_auth',
      clientCertificate: { tls_client_auth_subject_dn: 'CN=requesting-payer-2024' },
    }),
  }),
  providerCase({
    name: 'another certificate, signed by itself, is registered',
    truth: 'cause/tls-certificate-not-registered',
    ...byCertificate('self_signed_tls_client_auth'),
    key: await keyOf(selfSigned),
    sheet: () => ({ authenticationMethod: 'self_signed_tls_client_auth' }),
    chosen: { certificate: pemOf(anotherSelfSigned) },
  }),
  providerCase({
    name: 'it is registered with a certificate, and we sign',
    truth: 'cause/method-not-registered',
    sheet: () => ({
      authenticationMethod: 'tls_client_auth',
      clientCertificate: { tls_client_auth_subject_dn: 'CN=requesting-payer' },
    }),
  }),
  providerCase({
    name: 'a proxy adds credentials of its own',
    truth: 'cause/both-credentials',
    start: {
      front: ({ headers }) => {
        headers.authorization = `Basic ${Buffer.from('gateway:its-own').toString('base64')}`;
      },
    },
  }),
  providerCase({
    name: 'another key is registered, and the assertion is the grant',
    truth: 'cause/key-not-registered',
    fields: () => ({ grantType: 'jwt-bearer' }),
    sheet: () => ({ grantTypes: [jwtBearer], jwks: { keys: [{ ...otherKey, kid: 'key-of-2024' }] } }),
  }),
  providerCase({
    name: 'our clock is ten minutes behind, and the assertion is the grant',
    truth: 'cause/clock-behind',
    oursAheadSeconds: -600,
    fields: () => ({ grantType: 'jwt-bearer' }),
    sheet: () => ({ grantTypes: [jwtBearer] }),
  }),
];
