/**
 * @file What is proposed for the settings of the client, each with its reason in one sentence: a value and why it is this one are
 * one decision (interop-specs §2.2, §2.5, §2.9).
 */
import { scopeProposal } from './scope-proposal.ts';
import type { FieldName } from './fields.ts';
import type { Payer } from './payer.ts';
import { isSmart, isUdapAlone, listedBy } from './source-kind.ts';

export interface Proposed {
  readonly value: string;
  /** One sentence for a person. */
  readonly because: string;
}

export type ClientProposal = (payer: Payer) => Proposed;

/** The settings that the wizard proposes from what the documents say. */
export const clientProposals = {
  clientAuthenticationMode: proposedMode,
  authenticationMethod: proposedMethod,
  grantType: proposedGrant,
  requestScopes: scopeProposal,
  basicEncoding: () => ({
    value: 'form',
    because: 'RFC 6749 §2.3.1 wants id and secret form-encoded; of almost every secret that leaves it as it is.',
  }),
  assertionAudience: proposedAudience,
  assertionType: () => ({
    value: 'JWT',
    because: 'SMART App Launch fixes JWT, and servers that want client-authentication+jwt are asked to take it too.',
  }),
  assertionAlgorithm: proposedAlgorithm,
  assertionSeconds: () => ({
    value: '60',
    because: 'One minute is enough for a test and forgives a clock that is a little off; SMART allows five at most.',
  }),
  assertionCertificate: (payer) =>
    methodOf(payer) === 'udap'
      ? { value: 'x5c', because: 'UDAP wants the certificates in every assertion.' }
      : { value: 'none', because: 'The Source Payer finds the key by its kid; only UDAP wants certificates along.' },
} as const satisfies Partial<Record<FieldName, ClientProposal>>;

export type ClientSetting = keyof typeof clientProposals;

const tlsMethods = ['tls_client_auth', 'self_signed_tls_client_auth'] as const;
const secretMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** Smile CDR knows two modes. What it cannot do is proposed for the test alone, and told by a finding. */
function proposedMode(payer: Payer): Proposed {
  const offered = listedBy(payer, 'tokenEndpointAuthMethods');
  const key = 'PRIVATE_KEY_JWT';
  if (payer.documents.length === 0)
    return { value: key, because: 'SMART Backend Services, and PDex with it, want a key; no document was read yet.' };
  if (offered.length === 0)
    return { value: key, because: 'The documents list no methods; SMART Backend Services and PDex want a key.' };
  if (offered.includes('private_key_jwt'))
    return { value: key, because: 'The documents offer private_key_jwt, which is stronger than a secret.' };
  const secret = secretMethods.find((method) => offered.includes(method));
  return secret === undefined
    ? {
        value: key,
        because: 'The documents offer neither of the two that Smile CDR can do; a key is what SMART wants.',
      }
    : { value: 'CLIENT_SECRET_BASIC', because: `The documents offer ${secret} and no private_key_jwt.` };
}

/** The live test asks as Smile CDR will, unless the source cannot be asked so. */
function proposedMethod(payer: Payer): Proposed {
  const offered = listedBy(payer, 'tokenEndpointAuthMethods');
  if (modeOf(payer) === 'CLIENT_SECRET_BASIC') {
    const isPostAlone = offered.includes('client_secret_post') && !offered.includes('client_secret_basic');
    return isPostAlone
      ? { value: 'client_secret_post', because: 'The documents offer client_secret_post and no client_secret_basic.' }
      : { value: 'client_secret_basic', because: 'As Smile CDR asks in the mode CLIENT_SECRET_BASIC.' };
  }
  if (isUdapAlone(payer)) return { value: 'udap', because: 'Only a UDAP document was read.' };
  const tls = tlsMethods.find((method) => offered.includes(method));
  const isTlsAlone = tls !== undefined && ![...secretMethods, 'private_key_jwt'].some((one) => offered.includes(one));
  return isTlsAlone
    ? { value: tls, because: `The documents offer ${tls}, and neither a key nor a secret.` }
    : { value: 'private_key_jwt', because: 'As Smile CDR asks in the mode PRIVATE_KEY_JWT.' };
}

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function proposedGrant(payer: Payer): Proposed {
  const listed = listedBy(payer, 'grantTypesSupported');
  if (listed.includes(jwtBearer) && !listed.includes('client_credentials') && methodOf(payer) === 'private_key_jwt')
    return { value: 'jwt-bearer', because: 'The documents list jwt-bearer and no client_credentials.' };
  return {
    value: 'client_credentials',
    because: listed.includes('client_credentials')
      ? 'The documents list it, and SMART Backend Services asks so.'
      : 'SMART Backend Services, and PDex with it, ask so.',
  };
}

function proposedAudience(payer: Payer): Proposed {
  const { documents } = payer;
  if (documents.length === 0)
    return { value: 'token-endpoint', because: 'SMART App Launch wants the token endpoint; no document was read yet.' };
  const isOpenid = documents.some(
    ({ kind }) => kind === 'openid-configuration' || kind === 'oauth-authorization-server',
  );
  if (!isSmart(payer))
    return isOpenid
      ? { value: 'issuer', because: 'OpenID Connect and RFC 10070 want the issuer; no SMART document was read.' }
      : { value: 'token-endpoint', because: 'SMART App Launch wants the token endpoint; no other document says more.' };
  if (documents.some(({ kind }) => kind === 'smart-configuration') && isOpenid)
    return {
      value: 'token-endpoint',
      because: 'SMART App Launch wants the token endpoint, and the OpenID document the issuer: ask the Source Payer.',
    };
  return {
    value: 'token-endpoint',
    because: isUdapAlone(payer)
      ? 'UDAP wants the token endpoint exactly as it is published.'
      : 'SMART App Launch wants the token endpoint; a document of a FHIR server was read.',
  };
}

/** What SMART wants, then what else a key of ours can do. */
const preferred = ['RS384', 'ES384', 'RS256', 'ES256', 'PS256', 'PS384', 'ES512', 'RS512', 'PS512', 'EdDSA'];

/** FAPI 2.0 §5.4.1 takes these and no others. */
const fapi: ReadonlySet<string> = new Set(['PS256', 'ES256', 'EdDSA', 'Ed25519']);

function proposedAlgorithm({ keys: [key], ...payer }: Payer): Proposed {
  const listed = listedBy(payer, 'tokenEndpointAuthSigningAlgs');
  const possible: readonly string[] = key?.algorithms ?? preferred;
  const first = possible[0] ?? 'RS384';
  const whose = key === undefined ? 'keys of the wizard' : `the key (${key.kind})`;
  if (listed.length === 0)
    return { value: first, because: `The documents list no algorithms; it is the usual one of ${whose}.` };
  const common = possible.find((algorithm) => listed.includes(algorithm));
  if (common === undefined)
    return { value: first, because: `The documents list ${few(listed)}, and ${whose} can sign with none of these.` };
  return {
    value: common,
    because: listed.every((algorithm) => fapi.has(algorithm))
      ? `The documents list those of FAPI 2.0 alone, and it is the first that suits ${whose}.`
      : `The first for ${whose} that the documents list.`,
  };
}

function modeOf(payer: Payer): string {
  return standing(payer, 'clientAuthenticationMode') ?? proposedMode(payer).value;
}

function methodOf(payer: Payer): string {
  return standing(payer, 'authenticationMethod') ?? proposedMethod(payer).value;
}

/** A person's choice, or what is held; undefined: it is proposed anew beside this. */
function standing({ fields, held }: Payer, name: FieldName): string | undefined {
  const field = fields[name];
  return field?.from.includes('proposed') === true && !held.includes(name) ? undefined : field?.value;
}

function few(names: readonly string[]): string {
  return [...names.slice(0, 6), ...(names.length > 6 ? ['…'] : [])].join(', ');
}
