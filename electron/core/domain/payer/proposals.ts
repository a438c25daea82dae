/** @file What the wizard proposes where neither a person nor a document has spoken. Proposals are marked as such, and made anew whenever what they rest on changes. */
import { defaultAuthorizationScript, defaultUserMappingScript } from '../definition/scripts.ts';
import type { FoundFieldName } from '../discovery/finding.ts';
import type { FieldName } from './fields.ts';
import type { FieldValue, Payer } from './payer.ts';
import { partsOf } from './payer.ts';

type Proposal = (payer: Payer) => string;

/** Node and module are not here: the vendor's text and its example name different modules, so a person chooses. */
const proposals: Partial<Record<FieldName, Proposal>> = {
  serverName: ({ ref }) => `${partsOf(ref).slug}-p2p`,
  clientAuthenticationMode: (payer) =>
    offers(payer, 'tokenEndpointAuthMethods', 'private_key_jwt') ||
    !offers(payer, 'tokenEndpointAuthMethods', 'client_secret_basic')
      ? 'PRIVATE_KEY_JWT'
      : 'CLIENT_SECRET_BASIC',
  authenticationMethod: proposedMethod,
  grantType: () => 'client_credentials',
  requestScopes: proposedScopes,
  responseType: () => 'code id_token token',
  basicEncoding: () => 'form',
  // interop-specs §2.9: SMART and UDAP want the token endpoint, plain OIDC and RFC 8414 servers the issuer.
  assertionAudience: ({ documents }) =>
    documents.length > 0 && !documents.some(isSmart) ? 'issuer' : 'token-endpoint',
  assertionType: () => 'JWT',
  assertionAlgorithm: proposedAlgorithm,
  assertionSeconds: () => '60',
  assertionCertificate: () => 'none',
  grantTypes: () => 'client_credentials authorization_code refresh_token urn:ietf:params:oauth:grant-type:jwt-bearer',
  supportedScopes: () =>
    'openid profile user/Patient.read user/Coverage.read user/ExplanationOfBenefit.read launch/patient patient/*.read',
  authorizationScript: () => defaultAuthorizationScript,
  userMappingScript: () => defaultUserMappingScript,
};

/** Fills each field that is empty or only proposed; what is held stands. Nothing is proposed before something is known of the payer. */
export function propose(payer: Payer): Payer {
  const fields: Payer['fields'] = { ...payer.fields };
  for (const [name, proposal] of Object.entries(proposals) as [FieldName, Proposal][]) {
    const before: FieldValue | undefined = fields[name];
    if (before !== undefined && !before.from.includes('proposed')) continue;
    if (before !== undefined && payer.held.includes(name) && isPossible(payer, name, before.value)) continue;
    fields[name] = { value: proposal(payer), from: ['proposed'] };
  }
  return { ...payer, fields, held: differing({ ...payer, fields }, payer.held) };
}

/** After a reload: proposals that would become others stand until a person takes the new ones. */
export function holdProposals(payer: Payer): Payer {
  const isProposed = (name: FieldName) => payer.fields[name]?.from.includes('proposed') === true;
  const names = (Object.keys(proposals) as FieldName[]).filter(isProposed);
  return propose({ ...payer, held: differing(payer, names) });
}

/** What would be proposed now; '' for a field of which nothing is. */
export function proposalFor(payer: Payer, name: FieldName): string {
  return proposals[name]?.(payer) ?? '';
}

function differing(payer: Payer, names: readonly FieldName[]): FieldName[] {
  return names.filter((name) => {
    const field = payer.fields[name];
    return field?.from.includes('proposed') === true && field.value !== proposalFor(payer, name);
  });
}

/** A key that came since may not be able to sign as before. */
function isPossible({ keys: [key] }: Payer, name: FieldName, value: string): boolean {
  return name !== 'assertionAlgorithm' || key === undefined || key.algorithms.some((each) => each === value);
}

/** The live test asks as Smile CDR will, unless the source speaks UDAP alone. */
function proposedMethod(payer: Payer): string {
  const mode = payer.fields.clientAuthenticationMode?.value ?? proposalFor(payer, 'clientAuthenticationMode');
  if (mode === 'CLIENT_SECRET_BASIC') return 'client_secret_basic';
  const kinds = payer.documents.map(({ kind }) => kind).filter((kind) => kind !== 'jwks');
  return kinds.length > 0 && kinds.every((kind) => kind === 'udap') ? 'udap' : 'private_key_jwt';
}

const smileScopes = 'openid cdr_all_user_authorities';

// HRex and PDex 2.2 operation scopes (interop-specs §3.3); PDex up to 2.1 spelt the last one bulk-member-match.
const pdexScopes = [
  'system/*.read',
  'http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match',
  'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch',
].join(' ');

/** By kind of source. Where nothing says otherwise a Smile CDR is assumed: the vendor's own value for payer-to-payer. */
function proposedScopes(payer: Payer): string {
  const listed = listOf(payer, 'scopesSupported');
  if (payer.documents.length === 0 || listed.includes('cdr_all_user_authorities')) return smileScopes;
  if (!payer.documents.some(isSmart) && !listed.some((scope) => scope.startsWith('system/'))) return smileScopes;
  return listed.includes('system/*.rs') && !listed.includes('system/*.read')
    ? pdexScopes.replace('system/*.read', 'system/*.rs')
    : pdexScopes;
}

function proposedAlgorithm(payer: Payer): string {
  const possible = payer.keys[0]?.algorithms ?? ['RS384', 'ES384'];
  const accepted = listOf(payer, 'tokenEndpointAuthSigningAlgs');
  // The first of a key's is its default.
  const common = possible.find((algorithm) => accepted.length === 0 || accepted.includes(algorithm));
  return common ?? possible[0] ?? 'RS384';
}

function isSmart({ kind }: Payer['documents'][number]): boolean {
  return kind === 'smart-configuration' || kind === 'udap' || kind === 'capability-statement';
}

function listOf({ found }: Payer, name: FoundFieldName): string[] {
  const value = found[name]?.value;
  return Array.isArray(value) ? value : [];
}

function offers(payer: Payer, name: FoundFieldName, method: string): boolean {
  return listOf(payer, name).includes(method);
}
