/**
 * @file How the fields of a payer change. (1) A typed value is never overwritten by a document: the typed one stands,
 * and what the documents say stays in `found`. (2) A reload overwrites nothing and fills nothing: see `changedFields`.
 */
import type { Discovery, FoundFieldName } from '../discovery/finding.ts';
import type { FieldName } from './fields.ts';
import type { FieldValue, Payer } from './payer.ts';
import { holdProposals, proposalFor, propose } from './proposals.ts';

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
  'mtlsTokenEndpoint',
  'fhirBaseUrl',
] as const satisfies readonly FieldName[];
type ImportableName = (typeof importable)[number];

/** The lists among what documents give: no field holds them, and proposals rest on them. */
const lists = [
  'scopesSupported',
  'grantTypesSupported',
  'responseTypesSupported',
  'tokenEndpointAuthMethods',
  'tokenEndpointAuthSigningAlgs',
] as const satisfies readonly FoundFieldName[];

/** What a person typed. null takes a typed value back: what the documents or the proposals say stands again. */
export function typeField(payer: Payer, name: FieldName, text: string | null): Payer {
  const before = payer.fields[name];
  const released = { ...payer, held: payer.held.filter((held) => held !== name) };
  if (text === null) return propose(withField(released, name, foundValue(payer, name)));

  const value = text.trim();
  // Typing what stands there already is agreeing with it, unless the documents have come to say something else.
  if (before?.value === value && !changedFields(payer).some((changed) => changed.name === name)) return payer;
  return propose(withField(released, name, { value, from: ['typed'] }));
}

/** What the documents say of a field: shown beside a typed value. undefined: nothing. */
export function foundValue({ found }: Pick<Payer, 'found'>, name: FieldName): FieldValue | undefined {
  const importedName = importable.find((candidate) => candidate === name);
  const value = importedName && found[importedName];
  return typeof value?.value === 'string' ? { value: value.value, from: value.from } : undefined;
}

/** `anew`: another source. `joined`: documents beside those that were there. `again`: a reload of them. */
export type Manner = 'anew' | 'joined' | 'again';

/**
 * Puts what was read into the payer. Read anew, values that earlier documents gave and these do not are dropped. Read
 * again, everything stands, what is empty too: each difference waits for a person.
 */
export function applyDiscovery(
  payer: Payer,
  discovery: Discovery,
  { manner = 'anew' }: { manner?: Manner } = {},
): Payer {
  const read: Payer = {
    ...payer,
    ...(manner === 'anew' ? { fields: ownFields(payer), listsBefore: {}, held: [] } : {}),
    ...(manner === 'anew' ? {} : { listsBefore: listsBefore(payer, discovery, manner) }),
    understoodAs: discovery.understoodAs,
    documents: discovery.documents,
    asked: discovery.asked,
    found: discovery.fields,
    findings: discovery.findings,
  };
  // What is empty and was told already waits for a person, whatever joins it.
  const mayFill = (name: ImportableName) =>
    manner === 'anew' || (manner === 'joined' && foundValue(payer, name) === undefined);
  const filled = importable.reduce((sum, name) => {
    const found = foundValue(sum, name);
    const before = sum.fields[name];
    const isHeld = before === undefined ? !mayFill(name) : isOwn(before) || before.value !== found?.value;
    return found === undefined || isHeld ? sum : withField(sum, name, found);
  }, read);
  return manner === 'again' ? holdProposals(filled) : propose(filled);
}

/** What the documents say otherwise since they were read again: of a field that they filled, of a proposal, of a list. */
export interface ChangedField {
  readonly name: FieldName | FoundFieldName;
  /** '' when nothing stood there. */
  readonly kept: string;
  /** '' when they do not speak of it any more. */
  readonly now: string;
}

export function changedFields(payer: Payer): ChangedField[] {
  const imported = importable.flatMap((name) => {
    const field = payer.fields[name];
    const kept = field?.value ?? '';
    const now = foundValue(payer, name)?.value ?? '';
    return kept !== now && (field === undefined || !isOwn(field)) ? [{ name, kept, now }] : [];
  });
  const proposed = payer.held.map((name) => ({
    name,
    kept: payer.fields[name]?.value ?? '',
    now: proposalFor(payer, name),
  }));
  const listed = lists.flatMap((name) => {
    const kept = payer.listsBefore[name];
    return kept === undefined ? [] : [{ name, kept: kept.join(' '), now: foundList(payer.found, name).join(' ') }];
  });
  return [...imported, ...proposed, ...listed];
}

function listsBefore(payer: Payer, { fields }: Discovery, manner: Manner): Payer['listsBefore'] {
  const entries = lists.flatMap((name) => {
    const stood = payer.listsBefore[name] ?? foundList(payer.found, name);
    // A document that joins others adds to what nobody had said.
    const isNew = manner === 'joined' && stood.length === 0;
    return isNew || isSameList(stood, foundList(fields, name)) ? [] : [[name, stood]];
  });
  return Object.fromEntries(entries) as Payer['listsBefore'];
}

function foundList(found: Payer['found'], name: FoundFieldName): string[] {
  const value = found[name]?.value;
  return Array.isArray(value) ? value : [];
}

/** The order of a list says nothing. */
function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...new Set(one)].sort()) === JSON.stringify([...new Set(other)].sort());
}

export function isTyped({ from }: FieldValue): boolean {
  return from.includes('typed');
}

/** What another source leaves alone: typed values and those of an imported definition. Proposals are made anew. */
function ownFields({ fields }: Payer): Payer['fields'] {
  const entries = Object.entries(fields) as [FieldName, FieldValue][];
  return Object.fromEntries(entries.filter(([, value]) => !value.from.includes('proposed') && isOwn(value)));
}

/** Not from documents that were read: a person's, or an imported definition's. */
function isOwn(value: FieldValue): boolean {
  return isTyped(value) || value.from.includes('definition') || value.from.includes('proposed');
}

function withField(payer: Payer, name: FieldName, value: FieldValue | undefined): Payer {
  const { [name]: _before, ...others } = payer.fields;
  return { ...payer, fields: value === undefined ? others : { ...others, [name]: value } };
}
