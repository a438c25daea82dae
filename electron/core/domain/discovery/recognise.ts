import type { JsonObject } from '../json/read-json.ts';
import type { DocumentKind } from './finding.ts';
import { listOf, textOf } from './read-document.ts';
import { readPlace } from './well-known.ts';

/** What a document is. Its content decides; its address only where two kinds look alike. */
export function recognise(json: JsonObject, address: string): DocumentKind {
  if (json['resourceType'] === 'CapabilityStatement' || json['resourceType'] === 'Conformance')
    return 'capability-statement';
  if (Array.isArray(json['keys'])) return 'jwks';
  if (has(json, 'udap_versions_supported') || has(json, 'udap_profiles_supported')) return 'udap';
  const told = readPlace(address)?.kind;
  if (has(json, 'resource') && (has(json, 'authorization_servers') || told === 'oauth-protected-resource'))
    return 'oauth-protected-resource';
  if (has(json, 'capabilities') && listOf(json, 'capabilities') !== null) return 'smart-configuration';
  if (told !== undefined && looksLikeMetadata(json)) return told;
  if (has(json, 'subject_types_supported') || has(json, 'id_token_signing_alg_values_supported'))
    return 'openid-configuration';
  if (textOf(json, 'issuer') !== '' && looksLikeMetadata(json)) return 'oauth-authorization-server';
  if (looksLikeMetadata(json)) return 'smart-configuration';
  // A SMART document may be as good as empty; of the others nothing would be left to judge.
  return told === 'smart-configuration' || told === 'udap' ? told : 'unknown';
}

function has(json: JsonObject, member: string): boolean {
  return json[member] !== undefined;
}

function looksLikeMetadata(json: JsonObject): boolean {
  return ['token_endpoint', 'authorization_endpoint', 'jwks_uri', 'issuer'].some((member) => has(json, member));
}
