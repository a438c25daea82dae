/**
 * @file The API's description of itself, as OpenAPI 3: smile-cdr §2.6. The vendor ships Swagger UI, so there is such a file; what is
 * in it could not be read. The names of its types are those of §2.2 and §4.4.
 */
import type { Answer } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import { clientAuthenticationModes, knownKeys } from './oauth2-server.ts';
import type { Route } from './routes.ts';

/** Names every call, and every key that this server takes. */
export function describeApi(routes: readonly Route[], assumptions: Assumptions): Answer {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, path } of routes) {
    const operation = { responses: { '200': { description: 'OK' } } };
    const template = path.replaceAll(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation };
  }
  const info = { title: 'JSON Admin API', version: '2025.11.R01' };
  const schemas = { OAuth2Server: serverSchema(assumptions), ...keystoreSchemas(assumptions) };
  return { status: 200, body: { openapi: '3.0.1', info, paths, components: { schemas } } };
}

function serverSchema(assumptions: Assumptions): object {
  const properties = Object.entries(knownKeys(assumptions)).map(([key, type]) => [
    key,
    key === 'clientAuthenticationMode' ? { type, enum: clientAuthenticationModes(assumptions) } : typeOf(type),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) as object };
}

function typeOf(type: 'string' | 'number'): object {
  return type === 'number' ? { type: 'integer', format: 'int64' } : { type };
}

function keystoreSchemas({ keystores, keystoreKeysName }: Assumptions): object {
  if (keystores === 'absent') return {};
  const text = { type: 'string' };
  const properties = { keystoreId: text, filePath: text, [keystoreKeysName]: text };
  return { OAuth2Keystore: { type: 'object', properties } };
}
