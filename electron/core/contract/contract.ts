/**
 * @file What the window may ask. [Note: One contract, four readers] Main answers it exhaustively, the preload takes its
 * names, the window its types, the tests speak it without Electron. No path and no key material stands in any schema:
 * files are chosen by main's own dialogs. The two exceptions are `takeSecret` (input only) and `takeDroppedFile` (the
 * preload names the path; the window never reads the bytes).
 */
import { z } from 'zod';
import { dialects, ServerDefinition } from '../domain/definition/server-definition.ts';
import { Spelled } from '../domain/definition/spelled.ts';
import { Asked } from '../domain/discovery/finding.ts';
import { roles } from '../domain/bundle/roles.ts';
import { TrustedSigner } from '../domain/bundle/trust.ts';
import { Verification } from '../domain/bundle/verdict.ts';
import { Payer, PayerRef } from '../domain/payer/payer.ts';
import { fieldNames } from '../domain/payer/fields.ts';
import type { FieldName } from '../domain/payer/fields.ts';
import { CertificateWish, RequestWish } from '../domain/keys/certificate-wish.ts';
import { keyKinds, templateIds } from '../domain/keys/key-record.ts';
import { Departure } from '../domain/keys/departure.ts';
import { keyParts } from '../domain/keys/key-part.ts';
import { keystoreWays } from '../domain/push/keystore.ts';
import { Plan, PushRecord } from '../domain/push/plan-types.ts';
import { Check } from '../domain/exchange/readiness.ts';
import { Target } from '../domain/push/target.ts';
import { TargetFacts } from '../domain/push/target-facts.ts';
import { outcomes, Stage } from '../domain/token/report.ts';
import type { CallName } from './names.ts';

const OfPayer = z.strictObject({ ref: PayerRef });
const Nothing = z.void();

export const Status = z.object({
  version: z.string(),
  store: z.string(),
  vault: z.object({
    is: z.enum(['not-made', 'closed', 'open']),
    mode: z.enum(['keychain', 'passphrase', 'this-run']),
    keyLiesIn: z.string(),
    items: z.number().int(),
    /** How many things are held in memory only: with the program they are gone. */
    inMemory: z.number().int(),
    /** How the vault of the store opens, whatever is used now; '' where it has none. */
    opensBy: z.enum(['', 'keychain', 'passphrase']),
    /** Minutes without any use after which a vault under a passphrase locks itself. */
    lockAfterMinutes: z.number().int(),
  }),
  /** Set by `npm run demo`: what to type into Discover, and the target to push to. */
  demo: z.object({ address: z.string(), target: z.string() }).nullable(),
});

export const PayerSummary = z.object({
  ref: PayerRef,
  name: z.string(),
  changedAt: z.string(),
  /** Where it stands, in the words of `progressOf`. */
  stage: z.string(),
  errors: z.number().int(),
  warnings: z.number().int(),
  test: z.object({ outcome: z.enum(outcomes), at: z.string(), current: z.boolean() }).nullable(),
  /** Of the key that signs; null: it has none. */
  certificate: z.object({ notBefore: z.string(), notAfter: z.string() }).nullable(),
  /** Set where the file of this payer cannot be read: what is wrong, and what to do. */
  fault: z.object({ code: z.string(), says: z.string(), hint: z.string() }).nullable(),
});
export type PayerSummary = z.infer<typeof PayerSummary>;

/** What “Where are my secrets?” tells. */
export const SecretsList = z.object({
  /** When the vault was made; '' where that is not known. */
  madeAt: z.string(),
  /** When a recovery file was last written; '' when never, as far as is known. */
  recoveryAt: z.string(),
  items: z.array(z.object({ what: z.string(), count: z.number().int() })),
  /** The latest first. */
  departures: z.array(Departure.extend({ ref: PayerRef, name: z.string() })),
  logFolder: z.string(),
});
export type SecretsList = z.infer<typeof SecretsList>;

const OfKey = z.strictObject({ ref: PayerRef, keyId: z.string() });

/** What a file or a paste holds, told before any of it is kept. */
export const OpenedKeyFile = z.object({
  handle: z.uuid(),
  fileName: z.string(),
  /** Nothing but its being encrypted is known yet. */
  needsPassphrase: z.boolean(),
  parts: z.array(
    z.object({ is: z.enum(['private-key', 'certificate', 'request', 'public-key', 'other']), says: z.string() }),
  ),
  /** Its private keys, those that are for this payer first: one of them is kept. */
  keys: z.array(
    z.object({
      name: z.string(),
      /** Other payers of this store that have it. */
      usedBy: z.array(PayerRef),
      /** What its file says of it and is not kept. */
      remarks: z.array(z.object({ code: z.string(), says: z.string(), hint: z.string() })),
    }),
  ),
});
export type OpenedKeyFile = z.infer<typeof OpenedKeyFile>;

/** Whose certificate keys and secrets are to be encrypted to: shown before anything is. */
export const Recipient = z.object({
  handle: z.uuid(),
  subject: z.string(),
  issuer: z.string(),
  notAfter: z.string(),
  sha256: z.string(),
});
export type Recipient = z.infer<typeof Recipient>;

export const Exported = z.object({
  fileName: z.string(),
  sha256sums: z.string(),
  keyId: z.string(),
  payer: Payer,
  /** The first one made the person’s key: in words, once; '' for any other. */
  explains: z.string(),
});

/** What a file was taken for: discovery documents, or a definition, of which `says` tells what it lacks. */
const Taken = z.object({ payer: Payer, says: z.string() });

/** A bundle that was looked at. The handle stands for its file for ten minutes. */
const SeenBundle = z.object({ fileName: z.string(), handle: z.string(), verification: Verification });

export const TargetDraft = Target.omit({ version: true, authorities: true, learnt: true, clientKey: true }).partial({
  label: true,
  proxy: true,
  keystoreReference: true,
});

/** What the person changes by hand: nothing else of a payer can be written by the window. */
export const Changes = z.strictObject({
  ref: PayerRef,
  revision: z.number().int(),
  name: z.string().max(200).optional(),
  /** null takes a typed value back: what the documents say stands again. */
  fields: z
    .partialRecord(z.enum(fieldNames as [FieldName, ...FieldName[]]), z.string().max(65_536).nullable())
    .optional(),
  allowPrivate: z.boolean().optional(),
  /**
   * `system`, `none`, or the address of a proxy. Another one than before forgets the password that was for that. One with
   * a password in it is refused, as `payer/proxy-with-password`: `takeSecret` is the way for that.
   */
  proxy: z.string().max(2000).optional(),
  /** The key whose certificate is shown to servers that want one. */
  clientKeyId: z.string().max(100).nullable().optional(),
  lastStep: z.string().max(40).optional(),
  /** Findings that the person lets stand, with a reason. */
  accept: z.strictObject({ code: z.string(), member: z.string(), reason: z.string().min(1).max(2000) }).optional(),
});
export type Changes = z.infer<typeof Changes>;

export const contract = {
  status: { input: Nothing, output: Status },
  /** By their code: see [Note: Words of the window]. */
  words: {
    input: Nothing,
    output: z.object({
      problems: z.record(z.string(), z.object({ says: z.string(), hint: z.string() })),
      texts: z.record(z.string(), z.string()),
    }),
  },
  listPayers: { input: Nothing, output: z.array(PayerSummary) },
  newPayer: { input: z.strictObject({ ref: z.string(), name: z.string().max(200) }), output: Payer },
  removePayer: { input: OfPayer, output: z.void() },
  readPayer: { input: OfPayer, output: Payer },
  savePayer: { input: Changes, output: Payer },
  /** Reads the documents at an address into the payer. */
  discoverAddress: { input: z.strictObject({ ref: PayerRef, address: z.string().max(4096) }), output: Payer },
  /** What is being asked for a payer just now: a row for each place, `asking` until its answer is there. */
  readProgress: { input: OfPayer, output: z.array(Asked) },
  /** Ends the reading of a payer; what was there before stays. */
  cancelReading: { input: OfPayer, output: z.void() },
  /** The curl command by which a colleague on the network captures the documents of an address. */
  curlRecipe: { input: z.strictObject({ ref: PayerRef, address: z.string().max(4096) }), output: z.string() },
  /** Opens a file dialog for a trust anchor of a UDAP community, or for a CRL; told apart by content. */
  chooseCommunityFile: { input: OfPayer, output: Payer.nullable() },
  forgetCommunity: { input: OfPayer, output: Payer },
  /** Pasted text. */
  discoverText: {
    input: z.strictObject({ ref: PayerRef, text: z.string().max(2_000_000), retrievedFrom: z.string().max(4096) }),
    output: Payer,
  },
  /** Opens a file dialog; null when it was cancelled. */
  discoverFiles: {
    input: z.strictObject({ ref: PayerRef, retrievedFrom: z.string().max(4096) }),
    output: Taken.nullable(),
  },
  /** A discovery document, a key, a certificate or a bundle, by content. The preload puts the path in; the window cannot. */
  takeDroppedFile: {
    input: z.strictObject({
      ref: PayerRef.nullable(),
      path: z.string().max(8192),
      retrievedFrom: z.string().max(4096),
    }),
    output: z.discriminatedUnion('is', [
      Taken.extend({ is: z.literal('payer') }),
      z.object({ is: z.literal('key-file'), opened: OpenedKeyFile }),
      SeenBundle.extend({ is: z.literal('verification') }),
    ]),
  },
  /** Opens a file dialog for the CAs that this payer's servers are signed by. `leftOut`: certificates of the files that are none. */
  chooseAuthority: { input: OfPayer, output: z.object({ payer: Payer, leftOut: z.array(z.string()) }).nullable() },
  /** The payer's own CAs by name: the window reads no certificate. */
  ownAuthorities: {
    input: OfPayer,
    output: z.array(z.object({ sha256: z.string(), subject: z.string(), notAfter: z.string() })),
  },
  forgetAuthority: { input: z.strictObject({ ref: PayerRef, sha256: z.string() }), output: Payer },
  /** A document as it was received. */
  readEvidence: { input: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }), output: z.string() },
  takeSecret: {
    input: z.strictObject({
      for: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('client'), ref: PayerRef }),
        z.strictObject({ is: z.literal('proxy'), ref: PayerRef }),
        z.strictObject({ is: z.literal('target'), name: z.string() }),
        /** Of a target's own proxy. */
        z.strictObject({ is: z.literal('target-proxy'), name: z.string() }),
        /** The passphrase of an opened key file. */
        z.strictObject({ is: z.literal('key-file'), handle: z.uuid() }),
        /** A pasted key, which `readKeyFile` then finds under the handle. */
        z.strictObject({ is: z.literal('key-text'), handle: z.uuid() }),
        /** The passphrase under which a private key leaves; opens a save dialog. */
        z.strictObject({ is: z.literal('key-export'), ref: PayerRef, keyId: z.string() }),
        z.strictObject({ is: z.literal('vault-create') }),
        z.strictObject({ is: z.literal('vault-unlock') }),
        /** The passphrase of a recovery file that is to be written; opens a save dialog. */
        z.strictObject({ is: z.literal('recovery-write') }),
        /** The passphrase of a recovery file; opens a file dialog. */
        z.strictObject({ is: z.literal('recovery-read'), into: z.enum(['keychain', 'passphrase']) }),
      ]),
      /** A pasted key with its chain is longer than any passphrase. */
      secret: z.string().min(1).max(262_144),
    }),
    output: z.void(),
  },
  forgetSecret: { input: OfPayer, output: Payer },
  generateKey: { input: z.strictObject({ ref: PayerRef, kind: z.enum(keyKinds) }), output: Payer },
  /** Ends the making of a key; “generateKey” then answers `key/cancelled`, and nothing is kept. */
  cancelKey: { input: OfPayer, output: z.void() },
  /** Opens a file dialog. What the file holds is told, and nothing of it is kept yet; null when it was cancelled. */
  chooseKeyFile: { input: OfPayer, output: OpenedKeyFile.nullable() },
  /** The same file or paste again: after its passphrase was given by `takeSecret`. */
  readKeyFile: { input: z.strictObject({ ref: PayerRef, handle: z.uuid() }), output: OpenedKeyFile },
  /**
   * Keeps what it holds; of several keys the one at the place `key`. `sharing` is the reason for which a key may serve several
   * payers; null: it may not.
   */
  keepKeyFile: {
    input: z.strictObject({
      ref: PayerRef,
      handle: z.uuid(),
      sharing: z.string().min(1).max(2000).nullable(),
      key: z.int().min(0).optional(),
    }),
    output: z.object({
      payer: Payer,
      /** What of the file was kept nowhere, and why. */
      leftOver: z.array(z.object({ code: z.string(), says: z.string(), hint: z.string() })),
    }),
  },
  closeKeyFile: { input: z.strictObject({ handle: z.uuid() }), output: z.void() },
  /** '' takes the thumbprint again. */
  setKid: { input: OfKey.extend({ kid: z.string().max(1000) }), output: Payer },
  /** Makes a next key, or a previous one, the one that signs. */
  switchKey: { input: OfKey, output: Payer },
  /** Erases a key: a next one, or a previous one that is retired. */
  removeKey: { input: OfKey, output: Payer },
  makeCertificate: { input: OfKey.extend({ wish: CertificateWish, replaces: z.boolean() }), output: Payer },
  makeRequest: { input: OfKey.extend({ wish: RequestWish, template: z.enum(templateIds).nullable() }), output: Payer },
  forgetRequest: { input: OfKey, output: Payer },
  /** Opens a save dialog for something public of a key; answers the name of the file, null when it was cancelled. */
  saveKeyPart: { input: OfKey.extend({ part: z.enum(keyParts) }), output: z.string().nullable() },
  /** Opens a file dialog for the certificate of the one who is to get keys and secrets; null when it was cancelled. */
  chooseRecipient: { input: Nothing, output: Recipient.nullable() },
  /** Encrypts the payer's keys and client secret to that certificate, and opens a save dialog; null when it was cancelled. */
  handOver: { input: z.strictObject({ ref: PayerRef, recipient: z.uuid() }), output: Payer.nullable() },
  /** Makes a passphrase for the next export of a key, and puts it into the clipboard for 30 seconds; it is shown nowhere. */
  copyMadePassphrase: { input: OfKey, output: z.void() },
  /** Opens a folder dialog; answers the names of the files written, null when it was cancelled. */
  writeRegistration: { input: OfPayer, output: z.array(z.string()).nullable() },
  /**
   * Runs the live test with the payer as it is saved. `nextCall`: the token is tried at the FHIR base. `remedyOf`: the code of the
   * cause whose remedy was put in before; '' for none. A cancelled test answers too, with what it had seen.
   */
  testToken: {
    input: z.strictObject({ ref: PayerRef, nextCall: z.boolean(), remedyOf: z.string().max(100) }),
    output: Payer,
  },
  /** How far a test is that runs just now; empty: none runs. */
  testProgress: { input: OfPayer, output: z.array(Stage) },
  cancelTest: { input: OfPayer, output: z.void() },
  /** Opens the payer's sign-in page in the person's own browser, and waits for what comes back of it. */
  testSignIn: { input: OfPayer, output: Payer },
  cancelSignIn: { input: OfPayer, output: z.void() },
  /** Negative probes. `confirmation`: for a payer in production its name, as it was typed. */
  probePayer: { input: z.strictObject({ ref: PayerRef, confirmation: z.string().max(200) }), output: Payer },
  /** What an operator needs to do the same by hand: the request as curl, with places for secrets, and Smile CDR's settings. */
  testRecipe: { input: OfPayer, output: z.string() },
  /** Opens a save dialog; null when it was cancelled. */
  exportBundle: {
    input: z.strictObject({
      ref: PayerRef,
      comment: z.string().max(2000),
      /** Asks first for the bundle of the state before: the README then tells what changes. */
      isAgainst: z.boolean(),
    }),
    output: Exported.nullable(),
  },
  /** The definition in its three spellings, as they go into the bundle. */
  spellDefinition: {
    input: z.strictObject({ ref: PayerRef, definition: ServerDefinition.strict() }),
    output: z.record(z.enum(dialects), Spelled),
  },
  /** Opens a file dialog. */
  verifyBundle: { input: Nothing, output: SeenBundle.nullable() },
  /** `compare` with the payers of the same name here; `import` them; `sign` the file; `believe` a key of it. */
  workOnBundle: {
    input: z.discriminatedUnion('does', [
      z.strictObject({ does: z.literal('compare'), handle: z.string() }),
      z.strictObject({ does: z.literal('import'), handle: z.string(), isUnverified: z.boolean() }),
      z.strictObject({
        does: z.literal('sign'),
        handle: z.string(),
        role: z.enum(roles),
        comment: z.string().max(2000),
      }),
      z.strictObject({
        does: z.literal('believe'),
        handle: z.string(),
        keyId: z.string(),
        name: z.string().min(1).max(200),
        role: z.enum(roles),
      }),
    ]),
    /** `lines` say what came of it. */
    output: z.object({ seen: SeenBundle, lines: z.array(z.string()), payers: z.array(PayerRef) }),
  },
  /** Where the secrets lie and which left. Names of kinds, dates and files; never what any of them holds. */
  listSecrets: { input: Nothing, output: SecretsList },
  /** Forgets the data key until it is asked for again, or its passphrase typed again. What is in memory for this run stays. */
  lockVault: { input: Nothing, output: z.void() },
  /** After “useThisRunOnly”: the vault of the store counts again, locked. What is in memory stays there until the program ends. */
  useVault: { input: Nothing, output: z.void() },
  /** From now on, until the program ends, keys and secrets stay in memory; nothing is sealed. */
  useThisRunOnly: { input: Nothing, output: z.void() },
  /** Minutes without any use after which a vault under a passphrase locks itself. */
  setLockAfter: { input: z.strictObject({ minutes: z.number().int().min(1).max(480) }), output: z.void() },
  /** The person's change-control key; null until the first export makes it. */
  identity: {
    input: Nothing,
    output: z.object({ keyId: z.string(), name: z.string(), publicPem: z.string() }).nullable(),
  },
  /** Whose signatures are believed here, and as what. */
  signers: { input: Nothing, output: z.array(TrustedSigner) },
  /** `add` opens a file dialog for a public key; null when it was cancelled. */
  changeSigners: {
    input: z.discriminatedUnion('does', [
      z.strictObject({ does: z.literal('add'), name: z.string().min(1).max(200), role: z.enum(roles) }),
      z.strictObject({ does: z.literal('revoke'), keyId: z.string() }),
    ]),
    output: z.array(TrustedSigner).nullable(),
  },
  /** Opens a save dialog for the public key that reviewers get; false when it was cancelled. */
  saveIdentityKey: { input: Nothing, output: z.boolean() },
  listTargets: { input: Nothing, output: z.array(Target) },
  saveTarget: { input: TargetDraft.strict(), output: Target },
  removeTarget: { input: z.strictObject({ name: z.string() }), output: z.void() },
  /** `told`: what of it a person has to know. */
  testTarget: {
    input: z.strictObject({ name: z.string() }),
    output: TargetFacts.extend({ told: z.array(z.string()) }),
  },
  /** Opens a file dialog for the CAs that this target's server is signed by. */
  chooseTargetAuthority: {
    input: z.strictObject({ name: z.string() }),
    output: z.object({ target: Target, leftOut: z.array(z.string()) }).nullable(),
  },
  /**
   * Opens a file dialog for the key and certificate that a target is shown which wants mutual TLS. An encrypted file is refused as
   * `key/encrypted`: the command line takes it.
   */
  chooseTargetClientKey: { input: z.strictObject({ name: z.string() }), output: Target.nullable() },
  forgetTargetClientKey: { input: z.strictObject({ name: z.string() }), output: Target },
  /** `private-keys` sends private keys when the plan is carried out. `text`: the same for a change ticket. */
  planPush: {
    input: z.strictObject({ ref: PayerRef, target: z.string(), keystores: z.enum(keystoreWays) }),
    output: z.object({ plan: Plan, text: z.string() }),
  },
  /** `plan` is the plan that was shown: where the target has changed since, nothing is written. */
  push: {
    input: z.strictObject({ ref: PayerRef, plan: Plan, confirmation: z.string() }),
    output: PushRecord,
  },
  /** `target` null: none is asked. `request`: what starts an exchange at the own Smile CDR, with places to fill in. */
  readiness: {
    input: z.strictObject({ ref: PayerRef, target: z.string().nullable() }),
    output: z.object({ checks: z.array(Check), request: z.string() }),
  },
  listPushes: { input: Nothing, output: z.array(PushRecord) },
  rollback: {
    input: z.strictObject({ id: z.string(), confirmation: z.string(), keepSecrets: z.boolean() }),
    output: PushRecord,
  },
} as const satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>;

export type Input<N extends CallName> = z.infer<(typeof contract)[N]['input']>;
export type Output<N extends CallName> = z.infer<(typeof contract)[N]['output']>;

/** Main's half: forget one and it does not compile. */
export type Handlers = { readonly [N in CallName]: (input: Input<N>) => Promise<Output<N>> };

/** What comes back over the wire. Never thrown: Electron keeps only the message of an error. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: { readonly code: string; readonly says: string; readonly hint: string } };
