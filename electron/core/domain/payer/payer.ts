/** @file A Source Payer in one environment, as it is kept while it is being worked on. It may be unfinished; it never holds a secret. */
import { z } from 'zod';
import {
  Asked,
  Compared,
  DocumentRecord,
  documentKinds,
  Finding,
  FoundField,
  foundFieldNames,
} from '../discovery/finding.ts';
import { Departure } from '../keys/departure.ts';
import { KeyRecord } from '../keys/key-record.ts';
import { ProbeReport } from '../token/probe-report.ts';
import { SignInReport } from '../token/sign-in-report.ts';
import { TokenReport, Try } from '../token/report.ts';
import type { FieldName } from './fields.ts';
import { fieldNames } from './fields.ts';

/** `slug@environment`: names a payer everywhere, on disk too, so it is kept to what every file system takes. */
const refForm = /^[a-z0-9][a-z0-9-]{0,62}@[a-z0-9][a-z0-9-]{0,30}$/;
export const PayerRef = z.string().regex(refForm);
export type PayerRef = z.infer<typeof PayerRef>;

/** The same without the schema: for the window, which carries none. */
export function isPayerRef(text: string): text is PayerRef {
  return refForm.test(text);
}

/** Where a value came from: documents, `typed` by a person, `proposed` by the wizard, `definition` when a definition was imported. */
export const origins = [...documentKinds, 'typed', 'proposed', 'definition'] as const;
export type Origin = (typeof origins)[number];

export const FieldValue = z.object({
  value: z.string(),
  from: z.array(z.enum(origins)),
});
export type FieldValue = z.infer<typeof FieldValue>;

/** A finding that a person looked at and let stand: who, when, why, what it said, and the two values where it compared two. */
export const Acceptance = z.object({
  code: z.string(),
  member: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  compared: Compared.optional(),
  /** What the finding said: one that compares nothing is known by its words. */
  says: z.string().optional(),
});
export type Acceptance = z.infer<typeof Acceptance>;

export const Payer = z.object({
  version: z.literal(1),
  ref: PayerRef,
  /** Counts saves. A save names the revision that it read, so that two writers cannot overwrite each other. */
  revision: z.number().int(),
  name: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  fields: z.partialRecord(z.enum(fieldNames as [FieldName, ...FieldName[]]), FieldValue),
  /** What was given to Discover, as it was typed. */
  address: z.string(),
  understoodAs: z.string(),
  documents: z.array(DocumentRecord),
  asked: z.array(Asked),
  found: z.partialRecord(z.enum(foundFieldNames), FoundField),
  /** Lists as they stood before a reload found others: told for as long as they differ. */
  listsBefore: z.partialRecord(z.enum(foundFieldNames), z.array(z.string())).default({}),
  /** Proposals that stand although the documents, as they were read again, would give others. */
  held: z.array(z.enum(fieldNames as [FieldName, ...FieldName[]])).default([]),
  findings: z.array(Finding),
  accepted: z.array(Acceptance),
  network: z.object({
    /** PEM certificates of CAs to trust for this payer, beside the system's. */
    authorities: z.array(z.string()),
    /** Loopback and private addresses are asked only after a visible choice. */
    allowPrivate: z.boolean(),
    /** `system`, `none`, or the address of a proxy. A password of its lies in the vault. */
    proxy: z.string().default('system'),
    /** The key whose certificate is shown to servers that want one; null: none. */
    clientKeyId: z.string().nullable().default(null),
  }),
  /** Whom to believe about UDAP communities. */
  community: z
    .object({
      /** PEM of the trust anchors that a person chose. */
      anchors: z.array(z.string()),
      /** CRLs that a person gave, by the SHA-256 of their bytes in the evidence. */
      revocationLists: z.array(z.string()),
    })
    .default({ anchors: [], revocationLists: [] }),
  /** When a client secret was last sealed in the vault; null: it holds none. */
  secretSince: z.string().nullable(),
  /** One that was given for one run of the program, in memory: it counts before the sealed one until it is gone. null: none. */
  secretForRun: z.object({ at: z.string(), isGone: z.boolean() }).nullable().default(null),
  /** The first key signs: see [Note: Rotation]. */
  keys: z.array(KeyRecord),
  /** Private keys and secrets that left the vault. Only ever added to. */
  departures: z.array(Departure).default([]),
  test: TokenReport.nullable(),
  /** The log of live tests, the latest last. */
  tries: z.array(Try).default([]),
  /** The last negative probes; null: never run. */
  probes: ProbeReport.nullable().default(null),
  /** The last sign-in with a browser; null: never tried. */
  signIn: SignInReport.nullable().default(null),
  /** The last export: its digest of SHA256SUMS, and the definition's digest at that time. */
  exported: z.object({ at: z.string(), sha256sums: z.string(), definition: z.string() }).nullable(),
  lastStep: z.string(),
});
export type Payer = z.infer<typeof Payer>;

export function newPayer({ ref, name, now }: { ref: PayerRef; name: string; now: string }): Payer {
  return {
    version: 1,
    ref,
    revision: 0,
    name,
    createdAt: now,
    changedAt: now,
    fields: {},
    address: '',
    understoodAs: '',
    documents: [],
    asked: [],
    found: {},
    listsBefore: {},
    held: [],
    findings: [],
    accepted: [],
    network: { authorities: [], allowPrivate: false, proxy: 'system', clientKeyId: null },
    community: { anchors: [], revocationLists: [] },
    secretSince: null,
    secretForRun: null,
    keys: [],
    departures: [],
    test: null,
    tries: [],
    probes: null,
    signIn: null,
    exported: null,
    lastStep: 'discover',
  };
}

/** The value of a field, '' while it has none. */
export function valueOf(payer: Pick<Payer, 'fields'>, name: FieldName): string {
  return payer.fields[name]?.value ?? '';
}

export function partsOf(ref: PayerRef): { slug: string; environment: string } {
  const at = ref.lastIndexOf('@');
  return { slug: ref.slice(0, at), environment: ref.slice(at + 1) };
}

/** Production asks for more care on every screen: the name has to be typed before a push. */
export function isProduction(ref: PayerRef): boolean {
  return /^prod(uction)?($|-)/.test(partsOf(ref).environment);
}
