/** @file Which members each kind of document has to have, and of which type (interop-specs §1.2 to §1.7). */
import type { Finding } from '../finding.ts';
import type { DocumentKind } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { finding } from './rule.ts';

type Shape = 'text' | 'list';

const shapes: Readonly<Record<string, Shape>> = {
  issuer: 'text',
  authorization_endpoint: 'text',
  token_endpoint: 'text',
  userinfo_endpoint: 'text',
  jwks_uri: 'text',
  introspection_endpoint: 'text',
  revocation_endpoint: 'text',
  registration_endpoint: 'text',
  resource: 'text',
  signed_metadata: 'text',
  scopes_supported: 'list',
  grant_types_supported: 'list',
  response_types_supported: 'list',
  subject_types_supported: 'list',
  id_token_signing_alg_values_supported: 'list',
  token_endpoint_auth_methods_supported: 'list',
  token_endpoint_auth_signing_alg_values_supported: 'list',
  code_challenge_methods_supported: 'list',
  capabilities: 'list',
  authorization_servers: 'list',
  udap_versions_supported: 'list',
  udap_profiles_supported: 'list',
};

interface Needs {
  readonly rule: string;
  /** A wizard for client_credentials can do without most of them: only the issuer and the token endpoint, judged elsewhere, stop it. */
  readonly members: readonly string[];
}

const needs: Readonly<Partial<Record<DocumentKind, Needs>>> = {
  'openid-configuration': {
    rule: 'OIDC Discovery 1.0 §3',
    members: [
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'response_types_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
    ],
  },
  'oauth-authorization-server': { rule: 'RFC 8414 §2', members: ['token_endpoint', 'response_types_supported'] },
  'smart-configuration': {
    rule: 'SMART App Launch 2.2 §Metadata',
    members: ['token_endpoint', 'grant_types_supported', 'capabilities', 'code_challenge_methods_supported'],
  },
  udap: {
    rule: 'UDAP Security §Discovery',
    members: [
      'udap_versions_supported',
      'udap_profiles_supported',
      'grant_types_supported',
      'token_endpoint',
      'token_endpoint_auth_methods_supported',
      'token_endpoint_auth_signing_alg_values_supported',
      'registration_endpoint',
      'signed_metadata',
    ],
  },
  'oauth-protected-resource': { rule: 'RFC 9728 §2', members: ['resource'] },
};

export function judgeMembers({ kind, json }: ReadDocument): Finding[] {
  const wanted = needs[kind];
  if (wanted === undefined) return [];
  const { rule } = wanted;
  const missing = wanted.members
    .filter((member) => json[member] === undefined || json[member] === null)
    .map((member) => finding('warning', 'member/missing', { member, details: { member, kind }, rule }));
  return [...missing, ...Object.keys(shapes).flatMap((member) => judgeShape(member, { kind, json, rule }))];
}

function judgeShape(
  member: string,
  { kind, json, rule }: Pick<ReadDocument, 'kind' | 'json'> & { rule: string },
): Finding[] {
  const value = json[member];
  if (value === undefined || value === null) return [];
  const details = { member, kind };
  if (shapes[member] === 'text')
    return typeof value === 'string' && value !== ''
      ? []
      : [finding('warning', 'member/not-text', { member, details, rule })];
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
    return [finding('warning', 'member/not-a-list', { member, details, rule })];
  // UDAP says so by an empty list; elsewhere it would have to be left out.
  return value.length === 0 && kind !== 'udap'
    ? [finding('warning', 'member/empty-list', { member, details, rule })]
    : [];
}
