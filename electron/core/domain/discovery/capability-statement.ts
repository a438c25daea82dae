/** @file The deprecated way of SMART 1.0: OAuth addresses in an extension of a CapabilityStatement (interop-specs §1.6). */
import type { Json, JsonObject } from '../json/read-json.ts';
import { isObject, objectsOf, textOf } from './read-document.ts';

const extensionUrl = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
/** Met in the field, beside the right one or instead of it: the address with a version of FHIR in it. */
const oldExtensionUrl =
  /^https?:\/\/fhir-registry\.smarthealthit\.org\/(?:DSTU2|dstu2|STU3|R4)\/?StructureDefinition\/oauth-uris$/;

const codingSystems = [
  'http://terminology.hl7.org/CodeSystem/restful-security-service',
  // Until FHIR R4.
  'http://hl7.org/fhir/restful-security-service',
];

const members: Readonly<Record<string, string>> = {
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  register: 'registration_endpoint',
  introspect: 'introspection_endpoint',
  revoke: 'revocation_endpoint',
};

/** The addresses under the names that other documents give them. The right extension is believed before an old one. */
export function oauthUris(statement: JsonObject): JsonObject {
  const all = securityOf(statement).flatMap((security) => objectsOf(security['extension']));
  const right = all.filter((extension) => textOf(extension, 'url') === extensionUrl);
  const old = all.filter((extension) => oldExtensionUrl.test(textOf(extension, 'url')));
  const found: Record<string, Json> = {};
  for (const extension of [...right, ...old].flatMap((each) => objectsOf(each['extension']))) {
    const name = textOf(extension, 'url');
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const uri = textOf(extension, 'valueUri') || textOf(extension, 'valueUrl');
    if (member !== undefined && uri !== '') found[member] ??= uri;
  }
  return found;
}

/** Whether only an old spelling of the extension's address stands there. */
export function usesOldExtension(statement: JsonObject): boolean {
  const urls = securityOf(statement)
    .flatMap((security) => objectsOf(security['extension']))
    .map((extension) => textOf(extension, 'url'));
  return !urls.includes(extensionUrl) && urls.some((url) => oldExtensionUrl.test(url));
}

/** Whether the statement says that its server takes SMART tokens, in either coding system. */
export function saysSmart(statement: JsonObject): boolean {
  return securityOf(statement)
    .flatMap((security) => objectsOf(security['service']))
    .flatMap((service) => objectsOf(service['coding']))
    .some((coding) => codingSystems.includes(textOf(coding, 'system')) && textOf(coding, 'code') === 'SMART-on-FHIR');
}

function securityOf(statement: JsonObject): JsonObject[] {
  return objectsOf(statement['rest'])
    .map((rest) => rest['security'])
    .filter(isObject);
}
