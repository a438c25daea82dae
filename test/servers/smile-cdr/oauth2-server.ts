/** @file The object `OAuth2Server`, as the Admin API reads and shows it. */
import { invalid, MASK } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import type { KeptServer } from './state.ts';

type Json = Readonly<Record<string, unknown>>;
type Types = Readonly<Record<string, 'string' | 'number'>>;

const SECRET = 'tokenIntrospectionClientSecret';

/** smile-cdr §2.3: confirmed on the wire. */
const confirmed: Types = {
  pid: 'number',
  nodeId: 'string',
  moduleId: 'string',
  name: 'string',
  issuer: 'string',
  validationJwkFile: 'string',
  validationJwkText: 'string',
  tokenIntrospectionClientId: 'string',
  tokenIntrospectionClientSecret: 'string',
  federationRegistrationId: 'string',
  federationRequestScopes: 'string',
  federationAuthorizationUrl: 'string',
  federationTokenUrl: 'string',
  federationUserInfoUrl: 'string',
  federationJwkSetUrl: 'string',
  federationAuthScriptText: 'string',
  federationUserMappingScriptText: 'string',
  archivedAt: 'string',
};

/** smile-cdr §2.4: in the product, their wire names seen in an early public schema or the tutorial only. */
const unconfirmed: Types = {
  federationAuthScriptFile: 'string',
  fhirEndpointUrl: 'string',
  authWellKnownConfigUrl: 'string',
  notes: 'string',
  customTokenParams: 'string',
  responseType: 'string',
  organizationId: 'string',
  audience: 'string',
  clientAuthenticationMode: 'string',
};

/** smile-cdr §2.4: the values that are named anywhere. */
const namedModes: readonly string[] = ['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'];

/** The keys that this server knows, each with the type of its value. */
export function knownKeys({ unconfirmedKeys, keystoreReference }: Assumptions): Types {
  return {
    ...confirmed,
    ...(unconfirmedKeys === 'known' ? unconfirmed : {}),
    ...(keystoreReference === null ? {} : { [keystoreReference]: 'string' as const }),
  };
}

export function clientAuthenticationModes({ moreAuthenticationModes }: Assumptions): readonly string[] {
  return [...namedModes, ...moreAuthenticationModes];
}

/** The known fields of a body; `null` is a field that is not there. Throws for what no definition can be. */
export function readServer(body: unknown, assumptions: Assumptions): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid(assumptions, 'An OAuth2Server is a JSON object');

  const known = knownKeys(assumptions);
  const given = Object.entries(body as Json).filter(([, value]) => value !== null);
  const fields = Object.fromEntries(given.filter(([key]) => keeps(key, known, assumptions)));
  for (const [key, value] of Object.entries(fields)) {
    if (key in known && typeof value !== known[key]) throw invalid(assumptions, `Cannot read the value of ${key}`);
  }
  requireText(fields, 'issuer', assumptions);
  requireText(fields, 'name', assumptions);
  const mode = fields['clientAuthenticationMode'];
  const modes: readonly unknown[] = clientAuthenticationModes(assumptions);
  if (mode !== undefined && 'clientAuthenticationMode' in known && !modes.includes(mode)) {
    throw invalid(assumptions, 'Cannot read the value of clientAuthenticationMode');
  }
  return fields;
}

function keeps(key: string, known: Json, assumptions: Assumptions): boolean {
  if (key in known || assumptions.unknownKeys === 'kept') return true;
  if (assumptions.unknownKeys === 'dropped') return false;
  throw invalid(assumptions, `Unrecognized field "${key}"`);
}

/** smile-cdr §2.3: issuer and name look to be all that is mandatory. */
function requireText(fields: Json, name: string, assumptions: Assumptions): void {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '')
    throw invalid(assumptions, `The ${name} must not be null or blank`);
}

/** smile-cdr §2.1: “Server secrets are not included in response objects.” They are not among the fields at all; a mask tells no more than that there is one. */
export function showServer({ fields, secret }: KeptServer, { emptyStrings, shownSecrets }: Assumptions): Json {
  const shown = Object.entries(fields).filter(([, value]) => emptyStrings === 'returned' || value !== '');
  const isMasked = shownSecrets === 'masked' && secret !== null;
  return { ...Object.fromEntries(shown), ...(isMasked ? { [SECRET]: MASK } : {}) };
}

/** smile-cdr §2.3: “trailing slashes are ignored”. */
export function sameIssuer(one: unknown, other: unknown, { issuerLookup }: Assumptions): boolean {
  if (issuerLookup === 'exact') return one === other;
  const bare = (issuer: unknown) => String(issuer).replace(/\/+$/, '');
  return bare(one) === bare(other);
}
