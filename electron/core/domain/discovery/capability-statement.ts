/** @file The deprecated way of SMART 1.0: OAuth addresses in an extension of a CapabilityStatement (interop-specs §1.6). */
import type { Json, JsonObject } from '../json/read-json.ts';
import { isObject, textOf } from './read-document.ts';

const extensionUrl = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

const members: Readonly<Record<string, string>> = {
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  register: 'registration_endpoint',
  introspect: 'introspection_endpoint',
  revoke: 'revocation_endpoint',
};

/** The addresses under the names that other documents give them. */
export function oauthUris(statement: JsonObject): JsonObject {
  const extensions = itemsOf(statement['rest'])
    .map((rest) => rest['security'])
    .filter(isObject)
    .flatMap((security) => itemsOf(security['extension']))
    .filter((extension) => textOf(extension, 'url') === extensionUrl)
    .flatMap((extension) => itemsOf(extension['extension']));
  const found: Record<string, Json> = {};
  for (const extension of extensions) {
    const member = members[textOf(extension, 'url')];
    const uri = textOf(extension, 'valueUri');
    if (member !== undefined && uri !== '') found[member] ??= uri;
  }
  return found;
}

function itemsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
