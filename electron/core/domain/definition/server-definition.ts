/** @file The one internal form of a Requesting Payer's OIDC server definition. The dialects are made from it and read back into it. */
import { z } from 'zod';
import { addressFlaw } from '../address.ts';
import { authenticationModes } from '../payer/fields.ts';

const HttpsUrl = z.string().refine((text) => addressFlaw(text) === null);
const OptionalHttpsUrl = z.union([z.literal(''), HttpsUrl]);
const Words = z.string().refine((text) => text.trim() === text);

/** Complete and checked; never holds a secret. '' stands for a value that is not set: Smile CDR takes it so (smile-cdr §2.3). */
export const ServerDefinition = z.object({
  nodeId: z.string().min(1),
  moduleId: z.string().min(1),
  name: Words.min(1),
  issuer: HttpsUrl,
  authorizationEndpoint: OptionalHttpsUrl,
  tokenEndpoint: HttpsUrl,
  userInfoEndpoint: OptionalHttpsUrl,
  jwksEndpoint: OptionalHttpsUrl,
  introspectionEndpoint: OptionalHttpsUrl,
  revocationEndpoint: OptionalHttpsUrl,
  registrationEndpoint: OptionalHttpsUrl,
  clientAuthenticationMode: z.enum(authenticationModes),
  clientId: Words,
  requestScopes: Words.min(1),
  fhirBaseUrl: OptionalHttpsUrl,
  responseType: Words,
  organizationId: Words,
  customTokenParameters: Words,
  grantTypes: z.array(z.string().min(1)),
  supportedScopes: z.array(z.string().min(1)),
  authorizationScript: z.string(),
  userMappingScript: z.string(),
  /** RFC 7638 thumbprint of the key that signs; '' with a client secret. */
  signingKeyId: z.string(),
});
export type ServerDefinition = z.infer<typeof ServerDefinition>;

export const dialects = ['admin-api', 'seed-file', 'tutorial'] as const;
export type Dialect = (typeof dialects)[number];
