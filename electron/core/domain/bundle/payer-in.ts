/**
 * @file A payer out of a bundle, as far as a bundle carries one. What was signed for deployment is `definition.json`: where the
 * answers say otherwise, it wins. (1) Nothing of it is judged here, and nothing believed that can be judged again.
 */
import { z } from 'zod';
import { draftOf } from '../definition/definition-of.ts';
import { fieldsOfMembers } from '../definition/fields-of-members.ts';
import { DocumentRecord, Finding } from '../discovery/finding.ts';
import { Fault } from '../fault.ts';
import { readJson } from '../json/read-json.ts';
import { publicJwks } from '../keys/jwks.ts';
import { thumbprintOf } from '../keys/thumbprint.ts';
import type { FieldName } from '../payer/fields.ts';
import type { Payer } from '../payer/payer.ts';
import { Acceptance, newPayer } from '../payer/payer.ts';
import { ProbeReport } from '../token/probe-report.ts';
import { TokenReport } from '../token/report.ts';
import { SignInReport } from '../token/sign-in-report.ts';
import type { Digests } from '../../ports.ts';
import { Answers, answersName } from './answers.ts';
import type { BundledDefinition } from './definitions.ts';
import { documentName } from './document-name.ts';
import type { Opened } from './verify/opened.ts';

export interface PayerIn {
  /** Not judged, not saved, its acceptances apart. */
  readonly payer: Payer;
  readonly accepted: readonly Acceptance[];
  readonly evidence: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
  /** Fields whose answer was another than the signed definition’s. */
  readonly overruled: readonly FieldName[];
  /** It has no answers: an earlier version made it. Its public keys and the origins of its values are not carried. */
  readonly isBare: boolean;
}

const Findings = z.object({
  documents: z.array(DocumentRecord.omit({ bytes: true })),
  findings: z.array(Finding.extend({ accepted: Acceptance.nullable() })),
});

/** What is ours may be larger than what a stranger publishes: a report keeps a masked body, a payer many findings. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Throws `bundle/wrong-content` for a file that is not what this version can read, naming it. */
export function payerIn(
  opened: Opened,
  { payer: ref, name, definition }: BundledDefinition,
  { digests, now }: { digests: Digests; now: string },
): PayerIn {
  const within = (file: string) => `payers/${ref}/${file}`;
  const read = <T>(file: string, schema: z.ZodType<T>): T => parsed(opened, within(file), schema);
  const has = (file: string) => opened.byPath.has(within(file));

  const answers = has(answersName) ? read(answersName, Answers) : null;
  if (answers !== null) checkKeys(answers, { path: within(answersName), digests });
  const { documents, findings } = read('evidence/findings.json', Findings);
  const evidence = documents.map((document) => evidenceOf(opened, document, { ref, digests }));
  const base: Payer = {
    ...newPayer({ ref, name: answers?.name ?? name, now }),
    ...(answers === null ? {} : carried(answers)),
    documents: documents.map((document, at) => ({ ...document, bytes: evidence[at]?.bytes.byteLength ?? 0 })),
    findings: findings.map(({ accepted: _, ...finding }) => finding),
    test: read('evidence/token-test.json', TokenReport.nullable()),
    probes: has('evidence/token-probes.json') ? read('evidence/token-probes.json', ProbeReport) : null,
    signIn: has('evidence/sign-in.json') ? read('evidence/sign-in.json', SignInReport) : null,
  };
  const { fields, overruled } = withDefinition(base, definition);
  const payer = { ...base, fields };
  refuseOtherSigner(payer, { definition, path: within(answersName), isBare: answers === null });
  return {
    payer,
    accepted: findings.flatMap(({ accepted }) => (accepted === null ? [] : [accepted])),
    evidence,
    overruled,
    isBare: answers === null,
  };
}

function carried({ keys, clientKeyId, version: _, ...answers }: Answers): Partial<Payer> {
  return {
    ...answers,
    keys: keys.map((key) => ({ ...key, keptFor: 'elsewhere', loadedFrom: '', shared: null })),
    network: { authorities: [], allowPrivate: false, proxy: 'system', clientKeyId },
  };
}

function parsed<T>({ byPath }: Opened, path: string, schema: z.ZodType<T>): T {
  const read = readJson(byPath.get(path) ?? new Uint8Array(), MOST_BYTES);
  const result = schema.safeParse(read.is === 'read' ? read.value : undefined);
  if (result.success) return result.data;
  throw new Fault('bundle/wrong-content', { path }, { cause: result.error });
}

/** A key that is published under a name that is not its own would be registered for somebody else. */
function checkKeys({ keys, clientKeyId }: Answers, { path, digests }: { path: string; digests: Digests }): void {
  const wrong = new Fault('bundle/wrong-content', { path });
  if (clientKeyId !== null && !keys.some(({ id }) => id === clientKeyId)) throw wrong;
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length || new Set(keys.map(({ id }) => id)).size < keys.length)
    throw wrong;
  try {
    for (const { publicJwk, thumbprint } of keys)
      if (thumbprintOf(publicJwk, digests.sha256) !== thumbprint) throw wrong;
  } catch (error) {
    throw error === wrong ? wrong : new Fault('bundle/wrong-content', { path }, { cause: error });
  }
}

type Document = Omit<DocumentRecord, 'bytes'>;

function evidenceOf(
  { byPath }: Opened,
  { kind, sha256 }: Document,
  { ref, digests }: { ref: string; digests: Digests },
): { sha256: string; bytes: Uint8Array } {
  const path = `payers/${ref}/${documentName(kind, sha256)}`;
  const bytes = byPath.get(path);
  if (bytes === undefined || digests.sha256(bytes) !== sha256) throw new Fault('bundle/wrong-content', { path });
  return { sha256, bytes };
}

function withDefinition(
  payer: Payer,
  definition: BundledDefinition['definition'],
): { fields: Payer['fields']; overruled: FieldName[] } {
  const fields = { ...payer.fields };
  const overruled: FieldName[] = [];
  for (const [field, value] of Object.entries(fieldsOfMembers(definition)) as [FieldName, string][]) {
    const answer = fields[field];
    if ((answer?.value ?? '') === value) continue;
    if (answer !== undefined) overruled.push(field);
    fields[field] = { value, from: ['definition'] };
  }
  return { fields, overruled };
}

/** What signs is a part of what was signed. */
function refuseOtherSigner(
  payer: Payer,
  { definition, path, isBare }: { definition: BundledDefinition['definition']; path: string; isBare: boolean },
): void {
  if (isBare) return;
  publicJwks(payer);
  if (draftOf(payer).signingKeyId !== definition.signingKeyId) throw new Fault('bundle/wrong-content', { path });
}
