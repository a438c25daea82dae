/** @file The smallest FHIR R4 endpoint that shows whether a token is good for anything. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { sendJson } from '../loopback.ts';
import type { Addresses } from './addresses.ts';
import type { Profile } from './profile.ts';
import { smartConfiguration } from './smart-configuration.ts';

const MEMBERS = 3;
/** SMART v1 and v2 scopes that allow a search of patients, and Smile CDR's own. */
const SEARCH_SCOPES = /^(?:(?:system|user)\/(?:\*|Patient)\.(?:read|\*|c?r?u?d?s)|cdr_all_user_authorities)$/;

export interface FhirEndpoint {
  readonly provider: Provider;
  readonly profile: Profile;
  readonly addresses: Addresses;
}

/** Answers what lies under the FHIR base; `path` begins behind it. */
export async function answerFhir(
  { provider, profile, addresses }: FhirEndpoint,
  exchange: { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams },
): Promise<void> {
  const { request, response, path, query } = exchange;
  if (request.method !== 'GET') {
    outcome(response, 405, 'not-supported');
  } else if (path === '/.well-known/smart-configuration') {
    sendJson(response, 200, smartConfiguration(profile, addresses));
  } else if (path === '/metadata') {
    sendJson(response, 200, capabilityStatement(addresses), 'application/fhir+json');
  } else if (path === '/Patient' && query.get('_summary') === 'count') {
    await countPatients(provider, request, response);
  } else {
    outcome(response, 404, 'not-found');
  }
}

async function countPatients(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, bearer = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const token = bearer === '' ? undefined : await provider.ClientCredentials.find(bearer);
  if (token === undefined || token.isExpired) {
    response.setHeader('WWW-Authenticate', bearer === '' ? 'Bearer' : 'Bearer error="invalid_token"');
    outcome(response, 401, 'login');
  } else if (!(token.scope ?? '').split(' ').some((scope) => SEARCH_SCOPES.test(scope))) {
    response.setHeader('WWW-Authenticate', 'Bearer error="insufficient_scope"');
    outcome(response, 403, 'forbidden');
  } else {
    const bundle = { resourceType: 'Bundle', type: 'searchset', total: MEMBERS };
    sendJson(response, 200, bundle, 'application/fhir+json');
  }
}

/** With SMART's older `oauth-uris`: PDex still sends clients here for the token endpoint (interop-specs §1.6). */
function capabilityStatement({ fhirBase, endpoints }: Addresses): object {
  const uri = (url: string, valueUri: string) => ({ url, valueUri });
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    implementation: { description: 'Embedded Source Payer', url: fhirBase },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: {
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                uri('authorize', endpoints.authorization),
                uri('token', endpoints.token),
                uri('register', endpoints.registration),
                uri('introspect', endpoints.introspection),
                uri('revoke', endpoints.revocation),
              ],
            },
          ],
        },
        resource: [{ type: 'Patient', interaction: [{ code: 'search-type' }] }],
      },
    ],
  };
}

function outcome(response: ServerResponse, status: number, code: string): void {
  const body = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] };
  sendJson(response, status, body, 'application/fhir+json');
}
