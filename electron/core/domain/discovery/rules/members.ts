/** @file Which members each kind of document has to have, of which type, and which nobody knows (interop-specs §1.2 to §1.7). */
import { templateIn } from '../../address.ts';
import { fieldMembers } from '../fields.ts';
import type { DocumentKind } from '../finding.ts';
import type { Json } from '../../json/read-json.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf } from '../read-document.ts';
import { meantBy, isKnown, needs, shapes } from './member-names.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();

const sections: Readonly<Partial<Record<DocumentKind, string>>> = {
  'openid-configuration': 'OIDC Discovery 1.0 §3',
  'oauth-authorization-server': 'RFC 8414 §2',
  'smart-configuration': 'SMART App Launch 2.2 §Metadata',
  udap: 'UDAP Security 2.0 §Discovery',
  'oauth-protected-resource': 'RFC 9728 §2',
};

export const memberRules = [
  rule({
    code: 'document/empty',
    severity: 'warning',
    section: sections,
    says: 'The {kind} document is an empty object.',
    hint: 'Status 200 and nothing in it: the Source Payer’s server has discovery switched on and not set up. Tell them.',
    finds: ({ kind, json }) => (isJudged(kind) && Object.keys(json).length === 0 ? [at('', kind, { kind })] : []),
  }),
  rule({
    code: 'member/missing',
    severity: 'warning',
    section: sections,
    says: 'The {kind} document lacks “{member}”.',
    hint: 'Its specification requires it. Tell the Source Payer; what it would have said has to be asked for.',
    finds: ({ kind, json }) =>
      Object.keys(json).length === 0
        ? []
        : (needs[kind] ?? [])
            .filter((member) => isAbsent(json, member))
            .map((member) => at(member, kind, { member, kind })),
  }),
  rule({
    code: 'member/not-text',
    severity: 'warning',
    section: sections,
    says: '“{member}” of the {kind} document is not text.',
    hint: 'It was passed over. Tell the Source Payer: a string is wanted there.',
    finds: (document) =>
      ofShape(document, 'text').filter(({ member }) => {
        const value = document.json[member];
        return typeof value !== 'string' || value === '';
      }),
  }),
  rule({
    code: 'member/not-a-list',
    severity: 'warning',
    section: sections,
    says: '“{member}” of the {kind} document is not a list of texts.',
    hint: 'What is not text was passed over. Tell the Source Payer: an array of strings is wanted there.',
    finds: (document) => ofShape(document, 'list').filter(({ member }) => !isListOfTexts(document, member)),
  }),
  rule({
    code: 'member/empty-list',
    severity: 'warning',
    section: sections,
    says: '“{member}” of the {kind} document is an empty list.',
    hint: 'A member without entries has to be left out (OIDC Discovery 1.0 §4.2). It was taken as not told.',
    finds: (document) =>
      // UDAP says “none” by an empty list.
      document.kind === 'udap'
        ? []
        : ofShape(document, 'list').filter(
            ({ member }) => isListOfTexts(document, member) && listOf(document.json, member)?.length === 0,
          ),
  }),
  rule({
    code: 'member/misnamed',
    severity: 'info',
    section: sections,
    says: 'The {kind} document says “{member}”; “{right}” is meant, perhaps.',
    hint: 'It was not used. Tell the Source Payer: other programs do not see it either.',
    finds: ({ kind, json }) =>
      isJudged(kind)
        ? Object.keys(json).flatMap((member) => {
            const right = meantBy(member);
            return right === null || json[right] !== undefined
              ? []
              : [at(member.slice(0, 100), kind, { kind, member: member.slice(0, 100), right })];
          })
        : [],
  }),
  rule({
    code: 'member/template',
    severity: 'error',
    section: 'RFC 6570 §1.1',
    says: 'Addresses of the {kind} document hold a place to fill in, {part}: {members}.',
    hint: 'Nothing is made of them here. Whoever uses them has to ask the Source Payer for the value.',
    finds: ({ kind, json }) => {
      if (!isJudged(kind)) return [];
      const found = Object.entries(json).flatMap(([member, value]) => {
        // Endpoints and the issuer have a rule of their own.
        const part = judgedElsewhere.has(member) ? '' : templateWithin(value);
        return part === '' ? [] : [{ member: member.slice(0, 100), part }];
      });
      const [first, ...others] = found;
      if (first === undefined) return [];
      const members = few(found.map(({ member }) => member));
      return [at(others.length === 0 ? first.member : '', kind, { kind, part: first.part, members })];
    },
  }),
  rule({
    code: 'member/empty-entry',
    severity: 'warning',
    section: sections,
    says: 'Lists of the {kind} document have empty entries: {members}.',
    hint: 'They say nothing. Tell the Source Payer: a value may have got lost there.',
    finds: ({ kind, json }) => {
      if (!isJudged(kind)) return [];
      const members = Object.keys(shapes).filter(
        (member) => shapes[member] === 'list' && listOf(json, member)?.includes('') === true,
      );
      return members.length === 0
        ? []
        : [at(members.length === 1 ? members.join('') : '', kind, { kind, members: few(members) })];
    },
  }),
  rule({
    code: 'member/unknown',
    severity: 'info',
    section: sections,
    says: 'The {kind} document has {count} that no specification here names: {members}.',
    hint: 'They are kept as they came, and nothing was made of them.',
    finds: ({ kind, json }) => {
      if (!isJudged(kind)) return [];
      const unknown = Object.keys(json).filter((member) => !isKnown(member) && meantBy(member) === null);
      const count = unknown.length === 1 ? 'a member' : `${String(unknown.length)} members`;
      return unknown.length === 0 ? [] : [at('', kind, { kind, count, members: few(unknown) })];
    },
  }),
];

/** Their addresses are judged with the endpoints. */
const judgedElsewhere: ReadonlySet<string> = new Set(
  // Of the aliases only that of the token endpoint fills a field.
  ['issuer', ...Object.values(fieldMembers)].filter((member) => member !== 'mtls_endpoint_aliases'),
);

/** In an address, in a list of them, or in members of a member such as mtls_endpoint_aliases. */
function templateWithin(value: Json | undefined): string {
  const values = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  const found = values.find((each) => isAddress(each) && templateIn(each) !== '');
  return typeof found === 'string' ? templateIn(found) : '';
}

/** Text that is meant for an address: templates may keep it from being one. */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && (/^https?:/i.test(value) || value.startsWith('/'));
}

function few(members: readonly string[]): string {
  const shown = members.slice(0, 8).map((member) => member.slice(0, 60));
  const more = members.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join(', ');
}

function isJudged(kind: DocumentKind): boolean {
  return Object.hasOwn(sections, kind);
}

function at<D>(member: string, kind: DocumentKind, details: D): Found<D> {
  return { member, kind, details };
}

function isAbsent(json: ReadDocument['json'], member: string): boolean {
  return json[member] === undefined || json[member] === null;
}

function ofShape({ kind, json }: ReadDocument, shape: 'text' | 'list'): Found<{ member: string; kind: string }>[] {
  if (!isJudged(kind)) return [];
  return Object.keys(shapes)
    .filter((member) => shapes[member] === shape && !isAbsent(json, member))
    .map((member) => at(member, kind, { member, kind }));
}

function isListOfTexts({ json }: ReadDocument, member: string): boolean {
  const value = json[member];
  return Array.isArray(value) && !value.some((each) => typeof each !== 'string');
}
