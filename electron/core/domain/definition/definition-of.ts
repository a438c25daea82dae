import { givenSecret } from '../payer/given-secret.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { scopeProblems } from '../token/scopes.ts';
import type { DefinitionDraft } from './check.ts';
import { check } from './check.ts';
import { lintScripts } from './lint-script.ts';
import type { ServerDefinition } from './server-definition.ts';

/** A payer's definition, or what is missing for it. The client id may come later than the key: without it there is none yet. */
export function definitionOf(payer: Payer): { definition: ServerDefinition | null; problems: Problem[] } {
  const draft = draftOf(payer);
  const problems = [
    ...check(draft),
    ...scopeProblems(draft.requestScopes),
    ...clientProblems(payer, draft),
    ...lintScripts(draft),
  ];
  // What `check` lets pass is a definition: that is the law its test holds.
  return { definition: problems.length === 0 ? (draft as ServerDefinition) : null, problems };
}

/** As the fields stand, complete or not. */
export function draftOf(payer: Payer): DefinitionDraft {
  const clientAuthenticationMode = valueOf(payer, 'clientAuthenticationMode');
  return {
    nodeId: valueOf(payer, 'nodeId'),
    moduleId: valueOf(payer, 'moduleId'),
    name: valueOf(payer, 'serverName'),
    issuer: valueOf(payer, 'issuer'),
    authorizationEndpoint: valueOf(payer, 'authorizationEndpoint'),
    tokenEndpoint: valueOf(payer, 'tokenEndpoint'),
    userInfoEndpoint: valueOf(payer, 'userInfoEndpoint'),
    jwksEndpoint: valueOf(payer, 'jwksEndpoint'),
    introspectionEndpoint: valueOf(payer, 'introspectionEndpoint'),
    revocationEndpoint: valueOf(payer, 'revocationEndpoint'),
    registrationEndpoint: valueOf(payer, 'registrationEndpoint'),
    clientAuthenticationMode,
    clientId: valueOf(payer, 'clientId'),
    requestScopes: valueOf(payer, 'requestScopes'),
    fhirBaseUrl: valueOf(payer, 'fhirBaseUrl'),
    responseType: valueOf(payer, 'responseType'),
    organizationId: valueOf(payer, 'organizationId'),
    customTokenParameters: valueOf(payer, 'customTokenParameters'),
    grantTypes: words(valueOf(payer, 'grantTypes')),
    supportedScopes: words(valueOf(payer, 'supportedScopes')),
    authorizationScript: valueOf(payer, 'authorizationScript'),
    userMappingScript: valueOf(payer, 'userMappingScript'),
    signingKeyId: clientAuthenticationMode === 'PRIVATE_KEY_JWT' ? (payer.keys[0]?.kid ?? '') : '',
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What a definition needs beside its own members: an id, and the proof that goes with it. */
function clientProblems(payer: Payer, draft: DefinitionDraft): Problem[] {
  const problems: Problem[] = [];
  if (draft.clientId === '') problems.push(problem('clientId', 'definition/no-client-id', {}));
  if (draft.clientAuthenticationMode === 'PRIVATE_KEY_JWT' && payer.keys.length === 0)
    problems.push(problem('keys', 'definition/no-key', {}));
  if (draft.clientAuthenticationMode === 'CLIENT_SECRET_BASIC' && givenSecret(payer) === null)
    problems.push(problem('clientSecret', 'definition/no-secret', {}));
  return problems;
}
