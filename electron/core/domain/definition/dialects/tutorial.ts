/** @file The JSON of the vendor's payer-to-payer tutorial: for people. The Admin API does not take it (smile-cdr §2.5). */
import type { AuthenticationMode } from '../../payer/fields.ts';
import { authenticationModes } from '../../payer/fields.ts';
import type { ServerDefinition } from '../server-definition.ts';
import type { CannotCarry } from './cannot-carry.ts';

const noPlace = 'The tutorial’s JSON has no member for it.';

export const tutorialCannotCarry: CannotCarry = {
  clientId: noPlace,
  fhirBaseUrl: 'The tutorial lists it in its table, and has no member for it in its JSON.',
  responseType: 'The tutorial lists it in its table, and has no member for it in its JSON.',
  organizationId: noPlace,
  customTokenParameters: noPlace,
  authorizationScript: 'Named as a file; the text stands in scripts/p2p-server-auth.js.',
  userMappingScript: 'Not in the tutorial; the text stands in scripts/user-mapping.js.',
  signingKeyId: 'Named as PEM files; Smile CDR itself signs with a JWKS keystore.',
};

const sameNames = [
  'nodeId',
  'moduleId',
  'name',
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
] as const satisfies readonly (keyof ServerDefinition)[];

export interface Tutorial extends Record<(typeof sameNames)[number], string> {
  readonly clientAuthenticationMode: AuthenticationMode;
  /** The tutorial's own constant: how it says the other side authenticates. */
  readonly serverAuthenticationMode: 'PRIVATE_KEY_JWT';
  readonly signingCertificateFile: string;
  readonly signingKeyFile: string;
  readonly authorizationScript: string;
  readonly supportedGrantTypes: readonly string[];
  readonly supportedScopes: readonly string[];
}

export function writeTutorial(definition: ServerDefinition): Tutorial {
  const same = Object.fromEntries(sameNames.map((name) => [name, definition[name]])) as Record<
    (typeof sameNames)[number],
    string
  >;
  return {
    ...same,
    clientAuthenticationMode: definition.clientAuthenticationMode,
    serverAuthenticationMode: 'PRIVATE_KEY_JWT',
    signingCertificateFile: 'classpath:p2p-signing-cert.pem',
    signingKeyFile: 'classpath:p2p-signing-key.pem',
    authorizationScript: 'classpath:p2p-server-auth.js',
    supportedGrantTypes: [...definition.grantTypes],
    // The first entry is the whole Request Scopes string; the rest is a list of its own.
    supportedScopes: [definition.requestScopes, ...definition.supportedScopes],
  };
}

/** Every key of the tutorial’s JSON. */
export const tutorialKeys: readonly string[] = [
  ...sameNames,
  'clientAuthenticationMode',
  'serverAuthenticationMode',
  'signingCertificateFile',
  'signingKeyFile',
  'authorizationScript',
  'supportedGrantTypes',
  'supportedScopes',
];

type Read = Partial<
  Pick<
    ServerDefinition,
    (typeof sameNames)[number] | 'clientAuthenticationMode' | 'requestScopes' | 'grantTypes' | 'supportedScopes'
  >
>;

/** The members that the object has, in the form it should have; what it lacks stays out. */
export function readTutorial(tutorial: Readonly<Record<string, unknown>>): Read {
  const read: Read = {};
  for (const name of sameNames) {
    const value = tutorial[name];
    if (typeof value === 'string') read[name] = value;
  }
  const mode = authenticationModes.find((known) => known === tutorial['clientAuthenticationMode']);
  if (mode !== undefined) read.clientAuthenticationMode = mode;
  const [requestScopes, ...supportedScopes] = texts(tutorial['supportedScopes']);
  if (requestScopes !== undefined) Object.assign(read, { requestScopes, supportedScopes });
  if (Array.isArray(tutorial['supportedGrantTypes'])) read.grantTypes = texts(tutorial['supportedGrantTypes']);
  return read;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
