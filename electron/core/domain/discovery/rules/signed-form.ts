/** @file UDAP’s signed metadata: whether it is there, and a JWT that can be checked at all. */
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import type { SignedMetadata } from '../signed-metadata.ts';
import type { Found, NoDetails } from './rule.ts';
import { rulesOf } from './rule.ts';
import { reject, signedMember as member, signedSection } from './signed.ts';

const rule = rulesOf<ReadDocument>();
const section = 'UDAP Security 2.0 §Discovery';

export const signedFormRules = [
  rule({
    code: 'signed-metadata/missing',
    severity: 'warning',
    section,
    says: 'The UDAP document has no signed metadata.',
    hint: 'It is required: without it nobody vouches for these addresses. They are used as those of an unsigned document. Tell the Source Payer.',
    finds: (document) => (isAwaited(document) ? [] : ofMissing(document)),
  }),
  rule({
    code: 'signed-metadata/taken-away',
    severity: 'error',
    gate: 'never',
    section,
    says: 'You chose a trust anchor for this payer, and the UDAP document has no signed metadata.',
    hint: 'Whoever can change the document can take the signature away, so nothing of it is used. Tell the Source Payer; if it does not sign, remove the trust anchor.',
    finds: (document) => (isAwaited(document) ? ofMissing(document) : []),
  }),
  rule({
    code: 'signed-metadata/not-a-text',
    severity: 'error',
    gate: 'never',
    section,
    says: 'The signed metadata is not a text.',
    hint: reject,
    finds: ({ kind, json }) =>
      kind === 'udap' && !isAbsent(json[member]) && typeof json[member] !== 'string' ? [{ member, details: {} }] : [],
  }),
  rule({
    code: 'signed-metadata/not-a-jwt',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is not a JWT ({detail}).',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'form'),
  }),
  rule({
    code: 'signed-metadata/no-certificate',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata names no usable certificate ({detail}).',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'certificate'),
  }),
  rule({
    code: 'signed-metadata/algorithm',
    severity: 'error',
    gate: 'never',
    section: 'UDAP Security 2.0 §General',
    says: 'The signed metadata is signed with {detail}, which is not one of UDAP’s algorithms.',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'algorithm'),
  }),
];

function isAwaited({ signed }: ReadDocument): boolean {
  return signed?.is === 'absent' && signed.isAwaited;
}

/** An empty document is told as such: it has nothing that could be used. */
function ofMissing({ kind, json }: ReadDocument): Found<NoDetails>[] {
  const isMissing = textOf(json, member) === '' && (isAbsent(json[member]) || typeof json[member] === 'string');
  return kind === 'udap' && Object.keys(json).length > 0 && isMissing ? [{ member, details: {} }] : [];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function ofUnreadable(
  { kind, signed }: ReadDocument,
  why: Extract<SignedMetadata, { is: 'unreadable' }>['why'],
): Found<{ detail: string }>[] {
  return kind === 'udap' && signed?.is === 'unreadable' && signed.why === why
    ? [{ member, details: { detail: signed.detail } }]
    : [];
}
