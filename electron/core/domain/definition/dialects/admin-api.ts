/** @file The Admin API's `OAuth2Server` (smile-cdr §2.3): what a push sends, but for the secret. */
import type { ServerDefinition } from '../server-definition.ts';
import type { WireMember } from '../wire-names.ts';
import { wireMembers, wireNames } from '../wire-names.ts';
import type { CannotCarry } from './cannot-carry.ts';

const noCounterpart = 'The Admin API has no member for it.';

export const adminApiCannotCarry: CannotCarry = {
  introspectionEndpoint: noCounterpart,
  revocationEndpoint: noCounterpart,
  registrationEndpoint: noCounterpart,
  grantTypes: noCounterpart,
  supportedScopes: noCounterpart,
  signingKeyId: 'The wire name of the keystore reference is not known; attach the keystore in the console.',
};

/** Every key is there, '' where nothing is set: a field can be cleared only by sending it. */
export function writeAdminApi(definition: ServerDefinition): Record<string, string> {
  return Object.fromEntries(wireMembers.map((member) => [wireNames[member].key, definition[member]]));
}

/** The members that the object has; what it lacks stays out, unknown keys are left to the caller. */
export function readAdminApi(server: Readonly<Record<string, unknown>>): Partial<Record<WireMember, string>> {
  const read: Partial<Record<WireMember, string>> = {};
  for (const member of wireMembers) {
    const value = server[wireNames[member].key];
    if (typeof value === 'string') read[member] = value;
  }
  return read;
}
