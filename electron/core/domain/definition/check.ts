/** @file Whether a definition is complete and right, in words for a person. The law: `check` is empty exactly when `ServerDefinition` accepts. */
import { addressFlaw, templateIn } from '../address.ts';
import type { FieldName } from '../payer/fields.ts';
import { authenticationModes, fields } from '../payer/fields.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import type { ServerDefinition } from './server-definition.ts';

/** A definition that may still be wrong: the same members, nothing checked. */
export type DefinitionDraft = Omit<ServerDefinition, 'clientAuthenticationMode'> & {
  readonly clientAuthenticationMode: string;
};

/** The member of the definition, and the field of the payer at which its problem is shown. */
export const memberFields = {
  nodeId: 'nodeId',
  moduleId: 'moduleId',
  name: 'serverName',
  issuer: 'issuer',
  authorizationEndpoint: 'authorizationEndpoint',
  tokenEndpoint: 'tokenEndpoint',
  userInfoEndpoint: 'userInfoEndpoint',
  jwksEndpoint: 'jwksEndpoint',
  introspectionEndpoint: 'introspectionEndpoint',
  revocationEndpoint: 'revocationEndpoint',
  registrationEndpoint: 'registrationEndpoint',
  clientId: 'clientId',
  requestScopes: 'requestScopes',
  fhirBaseUrl: 'fhirBaseUrl',
  responseType: 'responseType',
  organizationId: 'organizationId',
  customTokenParameters: 'customTokenParameters',
} as const satisfies Partial<Record<keyof ServerDefinition, FieldName>>;

type TextMember = keyof typeof memberFields;

const needed = new Set<TextMember>(['nodeId', 'name', 'issuer', 'tokenEndpoint', 'requestScopes']);
const addresses = new Set<TextMember>([
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
  'fhirBaseUrl',
]);

export function check(draft: DefinitionDraft): Problem[] {
  const members = Object.keys(memberFields) as TextMember[];
  const problems = members.flatMap((member) => checkText(member, draft[member]));
  if (!authenticationModes.some((mode) => mode === draft.clientAuthenticationMode))
    problems.push(problem('clientAuthenticationMode', 'definition/no-mode', { given: draft.clientAuthenticationMode }));
  if (draft.grantTypes.includes(''))
    problems.push(problem('grantTypes', 'definition/empty-entry', { label: fields.grantTypes.label }));
  if (draft.supportedScopes.includes(''))
    problems.push(problem('supportedScopes', 'definition/empty-entry', { label: fields.supportedScopes.label }));
  return problems;
}

function checkText(member: TextMember, value: string): Problem[] {
  const at = memberFields[member];
  const { label } = fields[at];
  if (value === '' && member === 'moduleId') return [problem(at, 'definition/no-module', {})];
  if (value === '') return needed.has(member) ? [problem(at, 'definition/missing', { label })] : [];
  if (addresses.has(member)) return checkAddress(at, value);
  if (member !== 'nodeId' && member !== 'moduleId' && value.trim() !== value)
    return [problem(at, 'definition/outer-space', { label })];
  return [];
}

function checkAddress(at: FieldName, value: string): Problem[] {
  const { label } = fields[at];
  switch (addressFlaw(value)) {
    case null:
      return [];
    case 'characters':
      return [problem(at, 'definition/characters', { label })];
    case 'template':
      return [problem(at, 'definition/template', { label, part: templateIn(value) })];
    case 'holds-credentials':
      return [problem(at, 'definition/holds-credentials', { label })];
    case 'not-a-url':
      return [problem(at, 'definition/not-a-url', { label, given: value })];
    case 'not-https':
      return [problem(at, 'definition/not-https', { label })];
  }
}
