/** @file The fields of a payer that the members of a definition are kept in. The signing key is none: it is the payer’s first key. */
import type { FieldName } from '../payer/fields.ts';
import { memberFields } from './check.ts';
import type { ServerDefinition } from './server-definition.ts';

const fieldOf: Readonly<Partial<Record<keyof ServerDefinition, FieldName>>> = {
  ...memberFields,
  clientAuthenticationMode: 'clientAuthenticationMode',
  grantTypes: 'grantTypes',
  supportedScopes: 'supportedScopes',
  authorizationScript: 'authorizationScript',
  userMappingScript: 'userMappingScript',
};

/** By field, what the members say; those that are not told are left out. Lists are words with a space between. */
export function fieldsOfMembers(members: Partial<ServerDefinition>): Partial<Record<FieldName, string>> {
  const entries = (Object.entries(fieldOf) as [keyof ServerDefinition, FieldName][]).flatMap(([member, field]) => {
    const value = members[member];
    return value === undefined ? [] : [[field, typeof value === 'string' ? value : value.join(' ')]];
  });
  return Object.fromEntries(entries) as Partial<Record<FieldName, string>>;
}
