/** @file What is compared, what it is called, and how two values of it are compared. */
import type { DefinitionDraft } from '../definition/check.ts';
import { memberFields } from '../definition/check.ts';
import { fields } from '../payer/fields.ts';
import type { Entry } from './side.ts';

type Value = string | readonly string[];

export interface Compared {
  readonly member: string;
  readonly label: string;
  readonly as: 'text' | 'set' | 'lines';
  /** undefined: the side does not tell. '' and no entries stand for a value that is not set. */
  readonly valueOf: (entry: Entry) => Value | undefined;
  /** It is not named among what a side does not tell: it says how a secret gets there, and a secret is spoken of by itself. */
  readonly isByTheWay?: true;
}

export const memberLabels: Readonly<Record<keyof DefinitionDraft, string>> = {
  ...(Object.fromEntries(
    Object.entries(memberFields).map(([member, field]) => [member, fields[field].label]),
  ) as Record<keyof typeof memberFields, string>),
  clientAuthenticationMode: fields.clientAuthenticationMode.label,
  grantTypes: fields.grantTypes.label,
  supportedScopes: fields.supportedScopes.label,
  authorizationScript: fields.authorizationScript.label,
  userMappingScript: fields.userMappingScript.label,
  signingKeyId: 'Signing Key',
};

/** In the order in which they are shown. */
export const memberNames = Object.keys(memberLabels) as (keyof DefinitionDraft)[];

/** RFC 6749 §3.3: scopes are separated by spaces, and their order does not matter. */
const manners: Partial<Record<keyof DefinitionDraft, Compared['as']>> = {
  requestScopes: 'set',
  grantTypes: 'set',
  supportedScopes: 'set',
  authorizationScript: 'lines',
  userMappingScript: 'lines',
};

const ofDefinition = memberNames.map((member): Compared => ({
  member,
  label: memberLabels[member],
  as: manners[member] ?? 'text',
  valueOf: ({ members }) => members[member],
}));

/** The members, and what else a side may tell of a definition. */
export const compared: readonly Compared[] = [
  ...ofDefinition,
  {
    member: 'keys',
    label: 'Published Keys',
    as: 'set',
    valueOf: ({ keys }) =>
      keys?.published.map(({ kid, thumbprint }) => (kid === thumbprint ? kid : `${kid} (${thumbprint})`)),
  },
  {
    member: 'certificate',
    label: 'Signing Certificate',
    as: 'text',
    valueOf: ({ keys }) => {
      if (keys === null) return undefined;
      const { certificate } = keys;
      return certificate === null ? '' : `SHA-256 ${certificate.sha256}, until ${certificate.notAfter}`;
    },
  },
  {
    member: 'clientSecretVariable',
    label: 'Client Secret Variable',
    as: 'text',
    valueOf: ({ secretVariable }) => (secretVariable === '' ? undefined : secretVariable),
    isByTheWay: true,
  },
  { member: 'archivedAt', label: 'Archived', as: 'text', valueOf: ({ archivedAt }) => archivedAt },
];

export function entriesOf(value: Value): string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((entry) => entry !== '') : [...value];
}
