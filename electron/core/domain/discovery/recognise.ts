import type { JsonObject } from '../json/read-json.ts';
import type { DocumentKind } from './finding.ts';
import { listOf, textOf } from './read-document.ts';
import { readPlace } from './well-known.ts';

/** What a document is. Its content decides; its address only where two kinds look alike. */
export function recognise(json: JsonObject, address: string): DocumentKind {
  const told = readPlace(address)?.kind;
  return byMarks(json, told) ?? byPlace(json, told);
}

/** Members that only one kind has. */
function byMarks(json: JsonObject, told: DocumentKind | undefined): DocumentKind | null {
  if (json['resourceType'] === 'CapabilityStatement' || json['resourceType'] === 'Conformance')
    return 'capability-statement';
  if (Array.isArray(json['keys'])) return 'jwks';
  if (has(json, 'udap_versions_supported') || has(json, 'udap_profiles_supported')) return 'udap';
  if (has(json, 'resource') && (has(json, 'authorization_servers') || told === 'oauth-protected-resource'))
    return 'oauth-protected-resource';
  if (listOf(json, 'capabilities') !== null) return 'smart-configuration';
  if (!has(json, 'subject_types_supported') && !has(json, 'id_token_signing_alg_values_supported')) return null;
  // OIDC’s members may stand in RFC 8414’s document (§2) and in SMART’s as well: there the place says what it is.
  return told === 'oauth-authorization-server' || told === 'smart-configuration' ? told : 'openid-configuration';
}

/** What is left looks alike. */
function byPlace(json: JsonObject, told: DocumentKind | undefined): DocumentKind {
  const byContent = textOf(json, 'issuer') === '' ? 'smart-configuration' : 'oauth-authorization-server';
  const isAmbiguous = told !== undefined && alike.includes(told);
  if (looksLikeMetadata(json)) return isAmbiguous ? told : byContent;
  // A SMART document may be as good as empty; of the others nothing would be left to judge.
  return told === 'smart-configuration' || told === 'udap' ? told : 'unknown';
}

const alike: readonly DocumentKind[] = [
  'openid-configuration',
  'oauth-authorization-server',
  'smart-configuration',
  'udap',
];

function has(json: JsonObject, member: string): boolean {
  return json[member] !== undefined;
}

function looksLikeMetadata(json: JsonObject): boolean {
  return ['token_endpoint', 'authorization_endpoint', 'jwks_uri', 'issuer'].some((member) => has(json, member));
}
