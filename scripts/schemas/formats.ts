/**
 * @file The schemas of our own formats, for whoever reads them without this program. What the product parses with a schema of its
 * own is taken from there; the few forms that `verify` reads by hand, to start quickly, are written here a second time, and a test
 * holds both to the same bundles.
 */
import { z } from 'zod';
import { Answers } from '#core/domain/bundle/answers.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import { TrustList } from '#core/domain/bundle/trust.ts';
import { Verification } from '#core/domain/bundle/verdict.ts';
import { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { Difference } from '#core/domain/diff/difference.ts';
import { DocumentRecord, Finding } from '#core/domain/discovery/finding.ts';
import { PublishedJwks } from '#core/domain/keys/jwks.ts';
import { Acceptance, PayerRef } from '#core/domain/payer/payer.ts';
import { KeystoreFile } from '#core/domain/push/keystore.ts';
import { Plan } from '#core/domain/push/plan-types.ts';
import { ProbeReport } from '#core/domain/token/probe-report.ts';
import { SignInReport } from '#core/domain/token/sign-in-report.ts';
import { TokenReport } from '#core/domain/token/report.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Rfc3339 = z.iso.datetime();

export const BundleManifest = z.object({
  type: z.literal('payer-wizard/bundle'),
  version: z.literal(1),
  toolVersion: z.string(),
  statedTime: Rfc3339,
  payers: z.array(z.object({ ref: PayerRef, name: z.string(), definitionSha256: Sha256 })),
  files: z.array(z.string()),
});

export const SignedStatement = z.strictObject({
  type: z.literal('payer-wizard/statement'),
  version: z.literal(1),
  sha256sums: Sha256,
  keyId: Sha256,
  signer: z.string(),
  role: z.enum(roles),
  time: z.string(),
  comment: z.string(),
});

const Findings = z.object({
  documents: z.array(
    DocumentRecord.pick({ kind: true, retrievedFrom: true, retrievedAt: true, etag: true, sha256: true }),
  ),
  findings: z.array(Finding.extend({ accepted: Acceptance.nullable() })),
});

const RegistrationSheet = z.object({
  version: z.literal(1),
  payer: PayerRef,
  clientName: z.string(),
  clientId: z.string(),
  authenticationMode: z.string(),
  authenticationMethod: z.string(),
  scopes: z.string(),
  grantTypes: z.array(z.string()),
  jwksUri: z.string(),
  clientCertificate: z
    .object({
      tls_client_auth_subject_dn: z.string(),
      tls_client_auth_san_dns: z.array(z.string()),
      tls_client_auth_san_uri: z.array(z.string()),
    })
    .nullable(),
  jwks: PublishedJwks.nullable(),
});

interface Format {
  readonly title: string;
  /** Where it stands: in a bundle, or what prints it. */
  readonly where: string;
  readonly schema: z.ZodType;
}

/** By the name of the file in `resources/schemas`, without `.schema.json`. */
export const formats: Readonly<Record<string, Format>> = {
  'bundle-manifest-1': { title: 'Manifest of a bundle', where: 'manifest.json', schema: BundleManifest },
  'statement-1': { title: 'What a signer signs', where: 'signatures/KEYID.json', schema: SignedStatement },
  'trust-1': { title: 'Whose signatures a reader believes', where: 'trust.json', schema: TrustList },
  'definition-1': {
    title: 'A Requesting Payer’s OIDC server definition',
    where: 'payers/SLUG@ENV/definition/definition.json',
    schema: ServerDefinition,
  },
  'registration-1': {
    title: 'What a Source Payer needs to register the client',
    where: 'payers/SLUG@ENV/registration/registration.json',
    schema: RegistrationSheet,
  },
  'jwks-1': { title: 'The public keys', where: 'payers/SLUG@ENV/keys/jwks.json', schema: PublishedJwks },
  'keystore-1': {
    title: 'The keystore that the private keys go into, named and without them',
    where: 'payers/SLUG@ENV/keys/keystore.json',
    schema: KeystoreFile,
  },
  'findings-1': {
    title: 'The documents that were read, and what is to be said of them',
    where: 'payers/SLUG@ENV/evidence/findings.json',
    schema: Findings,
  },
  'token-test-1': {
    title: 'The last live test, null where there was none',
    where: 'payers/SLUG@ENV/evidence/token-test.json',
    schema: TokenReport.nullable(),
  },
  'token-probes-1': {
    title: 'The last probes with wrong requests',
    where: 'payers/SLUG@ENV/evidence/token-probes.json',
    schema: ProbeReport,
  },
  'answers-1': {
    title: 'The answers of a payer, each with where it came from, and its public keys',
    where: 'payers/SLUG@ENV/evidence/answers.json',
    schema: Answers,
  },
  'sign-in-1': {
    title: 'The last sign-in with a browser',
    where: 'payers/SLUG@ENV/evidence/sign-in.json',
    schema: SignInReport,
  },
  'difference-1': { title: 'What differs between two states', where: 'payer-wizard diff --json', schema: Difference },
  'verification-1': { title: 'A verdict', where: 'payer-wizard verify --json', schema: Verification },
  'plan-1': { title: 'What a push would do', where: 'payer-wizard plan --json', schema: Plan },
};

/** JSON Schema 2020-12, as it stands in `resources/schemas`. */
export function schemaText({ title, where, schema }: Format): string {
  const body = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', target: 'draft-2020-12' });
  const { $schema, ...rest } = body;
  return `${JSON.stringify({ $schema, title, description: where, ...rest }, null, 2)}\n`;
}
