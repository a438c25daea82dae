/** @file Scopes in their other spellings (SMART App Launch 1.0 and 2.2 §Scopes, PDex 2.1 and 2.2). */

/** v1 says `read`, `write`, `*`; v2 says which of create, read, update, delete, search. */
const toNewer: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const toOlder: Readonly<Record<string, string>> = { rs: 'read', r: 'read', s: 'read', cud: 'write', cruds: '*' };

const clinical = /^((?:system|user|patient)\/[\w*]+)\.(.+)$/;

/** In the other version; null: it is in none. */
export function otherVersion(scope: string): string | null {
  const [, resource = '', permission = ''] = clinical.exec(scope) ?? [];
  const other = toNewer[permission] ?? toOlder[permission];
  return resource === '' || other === undefined ? null : `${resource}.${other}`;
}

/** Of a scope that is in one. */
export function versionOf(scope: string): 'older' | 'newer' {
  return toNewer[clinical.exec(scope)?.[2] ?? ''] === undefined ? 'newer' : 'older';
}

const operations = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/';

/** PDex up to 2.1 spelt it bulk-member-match, 2.2 spells it BulkMemberMatch. */
export function otherPdexSpelling(scope: string): string | null {
  if (scope === `${operations}BulkMemberMatch`) return `${operations}bulk-member-match`;
  return scope === `${operations}bulk-member-match` ? `${operations}BulkMemberMatch` : null;
}

/** `launch`, `patient/…`, `user/…`, `fhirUser`: of somebody who signs in, and a system does not. */
export function isForPerson(scope: string): boolean {
  return (
    /^(?:patient|user)\//.test(scope) || /^launch(?:\/|$)/.test(scope) || scope === 'fhirUser' || scope === 'profile'
  );
}

/** The same for the system. */
export function forSystem(scope: string): string | null {
  return /^(?:patient|user)\//.test(scope) ? scope.replace(/^(?:patient|user)\//, 'system/') : null;
}
