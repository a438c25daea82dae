/**
 * @file How the fields of a payer change. (1) A typed value is never overwritten by a document: the typed one stands,
 * and what the documents say stays in `found`. (2) A reload overwrites nothing: see `changedFields`.
 */
import type { Discovery } from '../discovery/finding.ts';
import type { FieldName } from './fields.ts';
import type { FieldValue, Payer } from './payer.ts';
import { propose } from './proposals.ts';

/** The fields that documents can fill: `found` has them under the same names. */
const importable = [
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
  'fhirBaseUrl',
] as const satisfies readonly FieldName[];

/** What a person typed. null takes a typed value back: what the documents or the proposals say stands again. */
export function typeField(payer: Payer, name: FieldName, text: string | null): Payer {
  const before = payer.fields[name];
  if (text === null) return propose(withField(payer, name, foundValue(payer, name)));

  const value = text.trim();
  // Typing what stands there already is agreeing with it, unless the documents have come to say something else.
  if (before?.value === value && !changedFields(payer).some((changed) => changed.name === name)) return payer;
  return propose(withField(payer, name, { value, from: ['typed'] }));
}

/** What the documents say of a field: shown beside a typed value. undefined: nothing. */
export function foundValue({ found }: Pick<Payer, 'found'>, name: FieldName): FieldValue | undefined {
  const importedName = importable.find((candidate) => candidate === name);
  const value = importedName && found[importedName];
  return typeof value?.value === 'string' ? { value: value.value, from: value.from } : undefined;
}

/**
 * Puts what was read into the payer. Values that earlier documents gave and these do not are dropped; not so on a
 * reload: there what stands is kept, and each difference waits for a person.
 */
export function applyDiscovery(payer: Payer, discovery: Discovery, { isReload = false } = {}): Payer {
  const read: Payer = {
    ...payer,
    fields: keptBeside(payer, isReload),
    understoodAs: discovery.understoodAs,
    documents: discovery.documents,
    asked: discovery.asked,
    found: discovery.fields,
    findings: discovery.findings,
  };
  const filled = importable.reduce((sum, name) => {
    const found = foundValue(sum, name);
    const before = sum.fields[name];
    if (found === undefined || (before !== undefined && (isOwn(before) || before.value !== found.value))) return sum;
    return withField(sum, name, found);
  }, read);
  return propose(filled);
}

/** A field that documents filled, and of which they say something else since they were read again. */
export interface ChangedField {
  readonly name: (typeof importable)[number];
  readonly kept: string;
  /** '' when they do not speak of it any more. */
  readonly now: string;
}

export function changedFields(payer: Pick<Payer, 'fields' | 'found'>): ChangedField[] {
  return importable.flatMap((name) => {
    const field = payer.fields[name];
    const now = foundValue(payer, name)?.value ?? '';
    const isKept = field !== undefined && !isOwn(field) && field.value !== now;
    return isKept ? [{ name, kept: field.value, now }] : [];
  });
}

export function isTyped({ from }: FieldValue): boolean {
  return from.includes('typed');
}

/** What an import leaves alone: typed values and those of an imported definition. Proposals are made anew. */
function keptBeside({ fields }: Payer, isReload: boolean): Payer['fields'] {
  const entries = Object.entries(fields) as [FieldName, FieldValue][];
  return Object.fromEntries(
    entries.filter(([, value]) => !value.from.includes('proposed') && (isOwn(value) || isReload)),
  );
}

/** Not from documents that were read: a person's, or an imported definition's. */
function isOwn(value: FieldValue): boolean {
  return isTyped(value) || value.from.includes('definition') || value.from.includes('proposed');
}

function withField(payer: Payer, name: FieldName, value: FieldValue | undefined): Payer {
  const { [name]: _before, ...others } = payer.fields;
  return { ...payer, fields: value === undefined ? others : { ...others, [name]: value } };
}
