/** @file Scopes as they are asked for: their form (RFC 6749 §3.3), and the ways in which one right is spelt. */
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/** Visible ASCII but for the quotation mark and the backslash. PDex scopes hold `:`, `/`, `?`, `=` and `|`. */
const scopeForm = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

export function scopesIn(text: string): string[] {
  return text.split(' ').filter((scope) => scope !== '');
}

/** RFC 6749 §3.3: scope-tokens, one space between each two. An empty text asks for the default of the server. */
export function scopeProblems(text: string): Problem[] {
  if (text === '') return [];
  const at = 'requestScopes';
  const scopes = text.split(/\s+/).filter((scope) => scope !== '');
  if (scopes.join(' ') !== text) return [problem(at, 'client/scope-spaces', {})];
  const wrong = scopes.find((scope) => !scopeForm.test(scope));
  if (wrong !== undefined) return [problem(at, 'client/scope-characters', { scope: wrong })];
  // A scope may hold a comma by the letter; in a list of them it stands for a space that was meant.
  const listed = scopes.find((scope) => /^[^?]*[,;](?:$|system|user|patient|openid|http)|^[,;]/i.test(scope));
  if (listed !== undefined) return [problem(at, 'client/scope-comma', { scope: listed })];
  const twice = scopes.find((scope, index) => scopes.indexOf(scope) !== index);
  return twice === undefined ? [] : [problem(at, 'client/scope-twice', { scope: twice })];
}

export const memberMatch = 'http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match';

/** PDex 2.2.0, and up to 2.1.0 (interop-specs §3.3). */
export const bulkMemberMatch = {
  now: 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch',
  before: 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/bulk-member-match',
} as const;

/** SMART App Launch 2.2 §Scopes for requesting FHIR Resources, what the rights of 1.0 are in 2.0. */
const rightsSince: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const rightsBefore: Readonly<Record<string, string>> = { rs: 'read', cud: 'write', cruds: '*' };
const resourceScope = /^((?:system|user|patient)\/(?:\*|[A-Z][A-Za-z]*))\.(read|write|\*|rs|cud|cruds)$/;

/** One scope in the spelling of the other version; null: it has but one. Parts of a right, such as `.r`, have none before. */
export function otherSpelling(scope: string): string | null {
  if (scope === bulkMemberMatch.now) return bulkMemberMatch.before;
  if (scope === bulkMemberMatch.before) return bulkMemberMatch.now;
  const [, what = '', right = ''] = resourceScope.exec(scope) ?? [];
  const other = rightsSince[right] ?? rightsBefore[right];
  return what === '' || other === undefined ? null : `${what}.${other}`;
}

export interface OtherSpellings {
  /** The whole list with the resource scopes of SMART in the other version; null: none has another. */
  readonly smart: string[] | null;
  /** The whole list with PDex's operation scope in the other version; null: it is not asked for. */
  readonly pdex: string[] | null;
}

export function otherSpellings(scopes: readonly string[]): OtherSpellings {
  const isPdex = (scope: string) => scope === bulkMemberMatch.now || scope === bulkMemberMatch.before;
  const respelt = (isOne: (scope: string) => boolean) => {
    const list = scopes.map((scope) => (isOne(scope) ? (otherSpelling(scope) ?? scope) : scope));
    return list.some((scope, at) => scope !== scopes[at]) ? list : null;
  };
  return { smart: respelt((scope) => !isPdex(scope)), pdex: respelt(isPdex) };
}
