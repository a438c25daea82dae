/** @file What only a payer's own past and the other payers can tell. */
import type { FieldName } from '../../payer/fields.ts';
import { fields } from '../../payer/fields.ts';
import { fieldMembers } from '../fields.ts';
import type { FoundFieldName } from '../finding.ts';
import { placeKey } from '../spelling.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';

/** What another payer is compared by. */
export interface Neighbour {
  readonly ref: string;
  readonly issuer: string;
  readonly fhirBase: string;
  readonly tokenEndpoint: string;
  /** Absent: it has none. */
  readonly mtlsTokenEndpoint?: string;
  /** All of them as places, however they are spelt; '' where there is none. */
  readonly key: Readonly<Record<'issuer' | 'fhirBase' | 'tokenEndpoint' | 'mtlsTokenEndpoint', string>>;
}

/** Takes the addresses apart once: a payer is compared with a thousand. */
export function neighbour(given: Omit<Neighbour, 'key'>): Neighbour {
  const { issuer, fhirBase, tokenEndpoint, mtlsTokenEndpoint = '' } = given;
  const key = {
    issuer: placeKey(issuer),
    fhirBase: placeKey(fhirBase),
    tokenEndpoint: placeKey(tokenEndpoint),
    mtlsTokenEndpoint: placeKey(mtlsTokenEndpoint),
  };
  return { ...given, key };
}

/** A payer as these rules see it. */
export interface AmongPayers extends Neighbour {
  readonly others: readonly Neighbour[];
  /** Payers whose files cannot be read: nobody knows what they would have told. */
  readonly unread: readonly string[];
  /** What the documents say otherwise since they were read again. */
  readonly changed: readonly {
    readonly name: FieldName | FoundFieldName;
    readonly kept: string;
    readonly now: string;
  }[];
  /** Which of them are proposals of the wizard, not values of documents. */
  readonly held: readonly FieldName[];
}

const rule = rulesOf<AmongPayers>();
const injection = 'RFC 10070, RFC 9700 §4.4';
const reload = 'OIDC Discovery 1.0 §4.2, RFC 8414 §3.2';

const listLabels: Readonly<Partial<Record<FieldName | FoundFieldName, string>>> = {
  scopesSupported: 'Scopes',
  grantTypesSupported: 'Grant types',
  responseTypesSupported: 'Response types',
  tokenEndpointAuthMethods: 'Authentication methods',
  tokenEndpointAuthSigningAlgs: 'Signing algorithms',
};

/** Who a payer is to its server: its issuer, or where no document names one, its FHIR base. */
function nameOf({ issuer, fhirBase }: Pick<Neighbour, 'issuer' | 'fhirBase'>): string {
  return issuer || fhirBase;
}

export const payerRules = [
  rule({
    code: 'token-endpoint/of-another-payer',
    severity: 'error',
    gate: 'confirm',
    section: injection,
    says: 'The token endpoint {address} is that of {others} too, under another issuer: {names}.',
    hint: 'One of the two documents may be made to catch what is signed for the other payer. Ask both which endpoint is theirs, by another way than these documents. If they truly share it, accept with a reason, and use one key for each.',
    finds: (us) =>
      shared(us, {
        member: 'token_endpoint',
        isOne: (other) => sharedEndpoint(us, other) !== '' && nameOf(other) !== nameOf(us),
        name: (payer) => nameOf(payer) || '(none)',
        address: us.others.map((other) => sharedEndpoint(us, other)).find((address) => address !== '') ?? '',
      }),
  }),
  rule({
    code: 'issuer/of-another-payer',
    severity: 'error',
    gate: 'confirm',
    section: injection,
    says: 'The issuer {address} is that of {others} too, with another token endpoint: {names}.',
    hint: 'What is signed for this issuer and sent to one of the two could be used at the other. Ask the Source Payer which token endpoint its issuer has, by another way than these documents, then accept with a reason.',
    finds: (us) =>
      shared(us, {
        member: 'issuer',
        isOne: (other) =>
          isSame(us.key.issuer, other.key.issuer) &&
          us.tokenEndpoint !== '' &&
          other.tokenEndpoint !== '' &&
          !isSame(us.key.tokenEndpoint, other.key.tokenEndpoint),
        name: ({ tokenEndpoint }) => tokenEndpoint,
        address: us.issuer,
      }),
  }),
  rule({
    code: 'token-endpoint/other-base',
    severity: 'warning',
    gate: 'confirm',
    section: injection,
    says: 'The token endpoint {address} is that of {others} too, with another FHIR base: {names}.',
    hint: 'One server for several plans is common. Ask whether both bases are behind it, by another way than these documents, then accept with a reason, and use one key for each.',
    finds: (us) =>
      shared(us, {
        member: 'fhir_base',
        isOne: (other) =>
          isSame(us.key.tokenEndpoint, other.key.tokenEndpoint) &&
          us.issuer !== '' &&
          us.issuer === other.issuer &&
          us.fhirBase !== '' &&
          other.fhirBase !== '' &&
          !isSame(us.key.fhirBase, other.key.fhirBase),
        name: ({ fhirBase }) => fhirBase,
        address: us.tokenEndpoint,
      }),
  }),
  rule({
    code: 'payer/not-compared',
    severity: 'warning',
    gate: 'confirm',
    section: injection,
    says: 'The payer was not compared with {refs}: the file cannot be read.',
    hint: 'Two payers with one token endpoint would not be noticed. Mend the file or remove that payer; or accept with a reason when you know that it is another server’s.',
    finds: ({ issuer, tokenEndpoint, unread }) =>
      unread.length === 0 || issuer + tokenEndpoint === ''
        ? []
        : [
            {
              member: '',
              details: { refs: few(unread, ', ') },
              compared: { expected: '', told: unread.join(' ') },
            },
          ],
  }),
  rule({
    code: 'field/changed-since',
    severity: 'warning',
    section: reload,
    says: '{label} was {kept}; the documents say {now} since they were read again.',
    hint: 'Nothing was taken over. Ask the Source Payer whether they moved, then take the new value or keep the old one.',
    finds: ({ changed, held }) =>
      changed.flatMap(({ name, kept, now }) =>
        listLabels[name] !== undefined || held.some((each) => each === name)
          ? []
          : [
              {
                ...changeOf(name, kept, now),
                details: { label: labelOf(name), kept: orNothing(kept), now: orNothing(now) },
              },
            ],
      ),
  }),
  rule({
    code: 'proposal/changed-since',
    severity: 'warning',
    section: reload,
    says: '{label} was proposed as {kept}; by the documents as they were read again it would be {now}.',
    hint: 'Nothing was taken over. Take the new proposal, or keep the old one: in its field, or “payer set PAYER {name}”.',
    finds: ({ changed, held }) =>
      changed.flatMap(({ name, kept, now }) =>
        held.some((each) => each === name)
          ? [{ ...changeOf(name, kept, now), details: { label: labelOf(name), kept, now, name } }]
          : [],
      ),
  }),
  rule({
    code: 'list/changed-since',
    severity: 'warning',
    section: reload,
    says: '{label} that the documents list became others since they were read again; gone: {gone}; new: {fresh}.',
    hint: 'What rests on the list is told by itself, and stands. Ask the Source Payer whether they changed it, then accept with a reason.',
    finds: ({ changed }) =>
      changed.flatMap(({ name, kept, now }) => {
        const label = listLabels[name];
        if (label === undefined) return [];
        const gone = few(without(kept, now), ' ') || 'nothing';
        const fresh = few(without(now, kept), ' ') || 'nothing';
        return [{ ...changeOf(name, kept, now), details: { label, gone, fresh } }];
      }),
  }),
];

interface Sharing {
  readonly member: string;
  readonly isOne: (other: Neighbour) => boolean;
  readonly name: (payer: Neighbour) => string;
  readonly address: string;
}

/** All that share are one question: whoever joins them later makes it another. */
function shared(
  us: AmongPayers,
  { member, isOne, name, address }: Sharing,
): Found<{ address: string; others: string; names: string }>[] {
  const others = us.others.filter(isOne);
  if (others.length === 0) return [];
  const names = few([...new Set(others.map(name))], ', ');
  const details = {
    address,
    others: few(
      others.map(({ ref }) => ref),
      ', ',
    ),
    names,
  };
  const each = others.map((other) => `${other.ref}: ${name(other)} (${other.tokenEndpoint})`);
  const told = few(each, '; ', MOST_KEPT);
  return [{ member, details, compared: { expected: `${name(us)} (${us.tokenEndpoint})`, told } }];
}

/** Ours that is one of theirs too, the one for clients with a certificate among them; '' where none is. */
function sharedEndpoint(us: Neighbour, other: Neighbour): string {
  const theirs = [other.key.tokenEndpoint, other.key.mtlsTokenEndpoint];
  if (theirs.some((key) => isSame(us.key.tokenEndpoint, key))) return us.tokenEndpoint;
  return theirs.some((key) => isSame(us.key.mtlsTokenEndpoint, key)) ? (us.mtlsTokenEndpoint ?? '') : '';
}

function isSame(one: string, other: string): boolean {
  return one !== '' && one === other;
}

function changeOf(name: FieldName | FoundFieldName, expected: string, told: string) {
  return { member: fieldMembers[name as FoundFieldName] ?? name, compared: { expected, told } };
}

function labelOf(name: FieldName | FoundFieldName): string {
  return Object.hasOwn(fields, name) ? fields[name as FieldName].label : name;
}

function orNothing(value: string): string {
  return value || '(nothing)';
}

function without(list: string, other: string): string[] {
  const taken = new Set(other.split(' '));
  return list.split(' ').filter((entry) => entry !== '' && !taken.has(entry));
}

/** Of hundreds behind one gateway the number is kept with an acceptance, beside the first. */
const MOST_KEPT = 20;

function few(names: readonly string[], between: string, most = 5): string {
  const more = names.length > most ? [`and ${String(names.length - most)} more`] : [];
  return [...names.slice(0, most), ...more].join(between);
}
