import { z } from 'zod';

/** What a document can be. `unknown` is a JSON object that none of the others explains. */
export const documentKinds = [
  'openid-configuration',
  'oauth-authorization-server',
  'smart-configuration',
  'udap',
  'capability-statement',
  'oauth-protected-resource',
  'jwks',
  'unknown',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `error`: the definition would be wrong. `warning`: a person has to look. `info`: worth knowing. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/**
 * What a person may do about a finding. `open`: let it stand, with a reason. `confirm`: the same, and until then nothing
 * is signed or sent: see [Note: Audience injection]. `never`: nobody may let it stand.
 */
export const gates = ['open', 'confirm', 'never'] as const;
export type Gate = (typeof gates)[number];

/** The two values that a finding compares, to be shown character by character and kept with an acceptance. */
export const Compared = z.object({ expected: z.string(), told: z.string() });
export type Compared = z.infer<typeof Compared>;

/** One judgement of what was read. `rule` names the specification section it rests on. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(severities),
  /** The member of the document, or the address that was asked; '' where neither fits. */
  member: z.string(),
  says: z.string(),
  hint: z.string(),
  rule: z.string(),
  gate: z.enum(gates).default('open'),
  compared: Compared.optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A document that was read. Its bytes lie in the store's evidence under their SHA-256. */
export const DocumentRecord = z.object({
  kind: z.enum(documentKinds),
  /** The address it came from, or was said to come from; '' when nobody said. */
  retrievedFrom: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  retrievedAt: z.string(),
  /** Of the answer that brought it; '' when there was none or no answer. */
  etag: z.string().default(''),
});
export type DocumentRecord = z.infer<typeof DocumentRecord>;

/** An address that was asked, and what came of it: one row of the Documents table. */
export const Asked = z.object({
  kind: z.enum([...documentKinds, 'revocation-list']),
  address: z.string(),
  /** `read`, `absent` (404, 410, UDAP's 204), or the code of the finding that says why not. */
  outcome: z.string(),
  status: z.number().int().nullable(),
  milliseconds: z.number().int(),
  bytes: z.number().int(),
});
export type Asked = z.infer<typeof Asked>;

/** The names under which `discover --json` answers its fields. */
export const foundFieldNames = [
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
  'mtlsTokenEndpoint',
  'fhirBaseUrl',
  'scopesSupported',
  'grantTypesSupported',
  'responseTypesSupported',
  'tokenEndpointAuthMethods',
  'tokenEndpointAuthSigningAlgs',
] as const;
export type FoundFieldName = (typeof foundFieldNames)[number];

/** A value that documents gave, and the documents that gave it. Lists are kept as lists. */
export const FoundField = z.object({
  value: z.union([z.string(), z.array(z.string())]),
  from: z.array(z.enum(documentKinds)),
});
export type FoundField = z.infer<typeof FoundField>;

/** All that one reading gave: the answer of `discover --json`, and what an import puts into a payer. */
export const Discovery = z.object({
  ok: z.boolean(),
  /** What the given address was understood as, in words for a person: “issuer”, “FHIR base”, “file”. */
  understoodAs: z.string(),
  documents: z.array(DocumentRecord),
  asked: z.array(Asked),
  fields: z.partialRecord(z.enum(foundFieldNames), FoundField),
  findings: z.array(Finding),
});
export type Discovery = z.infer<typeof Discovery>;
