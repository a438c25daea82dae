/** @file What is kept of a live test: for failures as for success. */
import { z } from 'zod';
import { Diagnosis } from '../diagnosis/diagnosis.ts';

export const outcomes = ['granted', 'refused', 'failed', 'cancelled'] as const;
export type Outcome = (typeof outcomes)[number];

/** The stages of a test, in order. `connect` stands in reports of an earlier version only. */
export const stageNames = [
  'settings',
  'connect',
  'dns',
  'proxy',
  'tcp',
  'tls',
  'request',
  'answer',
  'checks',
  'introspection',
  'next-call',
  'revocation',
] as const;
export type StageName = (typeof stageNames)[number];

/** One stage of a live test. `under-way` is seen only while the test runs. */
export const Stage = z.object({
  name: z.enum(stageNames),
  state: z.enum(['done', 'failed', 'not-reached', 'under-way']),
  milliseconds: z.number().int(),
  says: z.string(),
});
export type Stage = z.infer<typeof Stage>;

/** Something that works but should not be so, or that has to be known. */
export const Remark = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  says: z.string(),
  hint: z.string(),
});
export type Remark = z.infer<typeof Remark>;

/** One check of the answer or of the token. `unknown`: it could not be made, and why. */
export const Check = z.object({
  code: z.string(),
  is: z.enum(['good', 'warning', 'error', 'unknown']),
  says: z.string(),
  /** '' where all is well. */
  hint: z.string(),
});
export type Check = z.infer<typeof Check>;

/** The TLS session under a request, or why there was none. */
export const TlsFacts = z.object({
  /** `TLSv1.3`; '' where the handshake did not come that far. */
  version: z.string(),
  cipher: z.string(),
  /** The server’s own certificate first. The last may be an authority that is trusted here, sent or not. */
  chain: z.array(
    z.object({
      subject: z.string(),
      issuer: z.string(),
      notBefore: z.string(),
      notAfter: z.string(),
      sha256: z.string(),
    }),
  ),
  trusted: z.boolean(),
  /** The runtime's own code for why not; '' where it is trusted. */
  why: z.string(),
  /** Whether our client certificate was at hand for it. */
  certificateOffered: z.boolean(),
});
export type TlsFacts = z.infer<typeof TlsFacts>;

/** An answer as it may be kept: headers and body with tokens, secrets and cookies masked, and the body cut. */
export const RedactedAnswer = z.object({
  status: z.number().int(),
  contentType: z.string(),
  /** Names of the members of a JSON answer. */
  members: z.array(z.string()),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  /** Of the whole body, before it was cut. */
  bytes: z.number().int().default(0),
});
export type RedactedAnswer = z.infer<typeof RedactedAnswer>;

/** The optional call with the token: only status, headers and the issue codes of an OperationOutcome are kept. */
export const NextCall = z.object({
  address: z.string(),
  /** What it tells: the token is good, the permission is missing, the token is not taken, and so on. */
  is: z
    .enum([
      'good',
      'permission-missing',
      'token-refused',
      'not-fhir',
      'redirected',
      'gateway',
      'server-error',
      'other',
      'no-answer',
    ])
    .default('other'),
  /** null: no answer came. */
  status: z.number().int().nullable(),
  headers: z.record(z.string(), z.string()),
  issueCodes: z.array(z.string()),
  /** A code of `token/…` or `discovery/…` where no answer came; else ''. */
  code: z.string(),
  says: z.string(),
  hint: z.string(),
});
export type NextCall = z.infer<typeof NextCall>;

/**
 * What one live test sent and got. Safe to show, keep and bundle: no signature, secret or token is in it. (1) The assertion was
 * the wizard's own: a granted token does not prove that Smile CDR's assertion will be taken.
 */
export const TokenReport = z.object({
  at: z.string(),
  outcome: z.enum(outcomes),
  /** The settings that were tried; when they differ from the payer's of today the test is out of date. */
  settings: z.record(z.string(), z.string()),
  endpoint: z.string(),
  stages: z.array(Stage),
  sent: z.object({
    authorization: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    form: z.record(z.string(), z.string()),
    assertion: z
      .object({ header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) })
      .nullable(),
  }),
  tls: TlsFacts.nullable().default(null),
  answer: RedactedAnswer.nullable(),
  granted: z
    .object({
      tokenType: z.string(),
      expiresInSeconds: z.number().nullable(),
      scopes: z.array(z.string()),
      missingScopes: z.array(z.string()),
      /** `jwt`: it could be read. `opaque`: it could not; '' in reports of an earlier version. */
      form: z.enum(['', 'jwt', 'opaque']).default(''),
    })
    .nullable(),
  /** The payer's own words (RFC 6749 §5.2), cut to a sane length. */
  refusal: z.object({ error: z.string(), description: z.string(), uri: z.string().default('') }).nullable(),
  checks: z.array(Check).default([]),
  nextCall: NextCall.nullable().default(null),
  remarks: z.array(Remark),
  /** null: a token was granted and is good for what was tried with it. */
  diagnosis: Diagnosis.nullable().default(null),
  /** Our clock minus theirs, from the Date header. */
  clockDifferenceSeconds: z.number().int().nullable(),
});
export type TokenReport = z.infer<typeof TokenReport>;

/** One run in the log of tries: what was asked with, and what came of it. */
export const Try = z.object({
  at: z.string(),
  outcome: z.enum(outcomes),
  /** `invalid_client`, `status 302`, or the code of what kept an answer away; '' where a token was granted. */
  says: z.string(),
  settings: z.record(z.string(), z.string()),
  /** The cause whose remedy was being tried; '' for a run without one. */
  remedyOf: z.string(),
});
export type Try = z.infer<typeof Try>;

/** More than this nobody looks back at. */
export const KEPT_TRIES = 50;
