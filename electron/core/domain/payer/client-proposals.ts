/**
 * @file What is proposed for the settings of the client, each with its reason in one sentence: a value and why it is this one are
 * one decision (interop-specs §2.2, §2.5, §2.9).
 */
import { say } from '../texts.ts';
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
    because: say('proposal/basic-form'),
  }),
  assertionAudience: proposedAudience,
  assertionType: () => ({
    value: 'JWT',
    because: say('proposal/type'),
  }),
  assertionAlgorithm: proposedAlgorithm,
  assertionSeconds: () => ({
    value: '60',
    because: say('proposal/seconds'),
  }),
  assertionCertificate: (payer) =>
    methodOf(payer) === 'udap'
      ? { value: 'x5c', because: say('proposal/certificate-udap') }
      : { value: 'none', because: say('proposal/certificate-none') },
} as const satisfies Partial<Record<FieldName, ClientProposal>>;

export type ClientSetting = keyof typeof clientProposals;

const tlsMethods = ['tls_client_auth', 'self_signed_tls_client_auth'] as const;
const secretMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** Smile CDR knows two modes. What it cannot do is proposed for the test alone, and told by a finding. */
function proposedMode(payer: Payer): Proposed {
  const offered = listedBy(payer, 'tokenEndpointAuthMethods');
  const key = 'PRIVATE_KEY_JWT';
  if (payer.documents.length === 0) return { value: key, because: say('proposal/mode-unread') };
  if (offered.length === 0) return { value: key, because: say('proposal/mode-unlisted') };
  if (offered.includes('private_key_jwt')) return { value: key, because: say('proposal/mode-key') };
  const secret = secretMethods.find((method) => offered.includes(method));
  return secret === undefined
    ? {
        value: key,
        because: say('proposal/mode-neither'),
      }
    : { value: 'CLIENT_SECRET_BASIC', because: say('proposal/mode-secret', { secret }) };
}

/** The live test asks as Smile CDR will, unless the source cannot be asked so. */
function proposedMethod(payer: Payer): Proposed {
  const offered = listedBy(payer, 'tokenEndpointAuthMethods');
  if (modeOf(payer) === 'CLIENT_SECRET_BASIC') {
    const isPostAlone = offered.includes('client_secret_post') && !offered.includes('client_secret_basic');
    return isPostAlone
      ? { value: 'client_secret_post', because: say('proposal/method-post') }
      : { value: 'client_secret_basic', because: say('proposal/method-mode', { mode: 'CLIENT_SECRET_BASIC' }) };
  }
  if (isUdapAlone(payer)) return { value: 'udap', because: say('proposal/method-udap') };
  const tls = tlsMethods.find((method) => offered.includes(method));
  const isTlsAlone = tls !== undefined && ![...secretMethods, 'private_key_jwt'].some((one) => offered.includes(one));
  return isTlsAlone
    ? { value: tls, because: say('proposal/method-tls', { tls }) }
    : { value: 'private_key_jwt', because: say('proposal/method-mode', { mode: 'PRIVATE_KEY_JWT' }) };
}

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function proposedGrant(payer: Payer): Proposed {
  const listed = listedBy(payer, 'grantTypesSupported');
  if (listed.includes(jwtBearer) && !listed.includes('client_credentials') && methodOf(payer) === 'private_key_jwt')
    return { value: 'jwt-bearer', because: say('proposal/grant-jwt-bearer') };
  return {
    value: 'client_credentials',
    because: listed.includes('client_credentials') ? say('proposal/grant-listed') : say('proposal/grant-unlisted'),
  };
}

function proposedAudience(payer: Payer): Proposed {
  const { documents } = payer;
  if (documents.length === 0) return { value: 'token-endpoint', because: say('proposal/audience-unread') };
  const isOpenid = documents.some(
    ({ kind }) => kind === 'openid-configuration' || kind === 'oauth-authorization-server',
  );
  if (!isSmart(payer))
    return isOpenid
      ? { value: 'issuer', because: say('proposal/audience-issuer') }
      : { value: 'token-endpoint', because: say('proposal/audience-no-other') };
  if (documents.some(({ kind }) => kind === 'smart-configuration') && isOpenid)
    return {
      value: 'token-endpoint',
      because: say('proposal/audience-both'),
    };
  return {
    value: 'token-endpoint',
    because: isUdapAlone(payer) ? say('proposal/audience-udap') : say('proposal/audience-smart'),
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
  if (listed.length === 0) return { value: first, because: say('proposal/algorithm-unlisted', { whose }) };
  const common = possible.find((algorithm) => listed.includes(algorithm));
  if (common === undefined)
    return { value: first, because: say('proposal/algorithm-none', { listed: few(listed), whose }) };
  return {
    value: common,
    because: listed.every((algorithm) => fapi.has(algorithm))
      ? say('proposal/algorithm-fapi', { whose })
      : say('proposal/algorithm-first', { whose }),
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
