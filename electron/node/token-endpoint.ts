/** @file The token request, made by openid-client. What is known of that library stays here, its errors included. */
import * as openid from 'openid-client';
import { shownLocation } from '#core/domain/shown-address.ts';
import type { TokenAnswer, TokenEndpoint, TokenRequest } from '#core/ports.ts';
import type { Connections } from './connections.ts';
import { watchedFetch } from './watched-fetch.ts';
import type { Watched } from './watched-fetch.ts';

/** Long enough for a slow gateway, short enough for a person who waits. */
const SECONDS = 15;
/** RFC 6749 §5.2 sets no limit; a person reads one sentence. */
const WORDS = 300;

export function tokenEndpointOver(connections: Connections): TokenEndpoint {
  return { request: async (given) => request(connections, given) };
}

async function request(connections: Connections, given: TokenRequest): Promise<TokenAnswer> {
  const watched = watchedFetch(connections, given.network, SECONDS * 1000);
  const configuration = new openid.Configuration(
    { issuer: given.issuer || given.endpoint, token_endpoint: given.endpoint },
    given.clientId,
    {},
    clientAuthentication(given),
  );
  configuration.timeout = SECONDS;
  configuration[openid.customFetch] = watched.fetch;
  try {
    await openid.clientCredentialsGrant(configuration, given.scope === '' ? {} : { scope: given.scope });
  } catch (error) {
    if (watched.fault !== null) throw watched.fault;
    // Kept only to say why: whether it was refused is read from what came back, not from the library's mood.
    return answerOf(watched, error, given.endpoint);
  }
  return answerOf(watched, null, given.endpoint);
}

function clientAuthentication({ credential }: TokenRequest): openid.ClientAuth {
  if (credential.is === 'assertion')
    return (_server, client, body) => {
      body.set('client_id', client.client_id);
      body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      body.set('client_assertion', credential.assertion);
    };
  const encode = credential.encoding === 'form' ? formEncode : (text: string) => text;
  return (_server, client, _body, headers) => {
    const pair = `${encode(client.client_id)}:${encode(credential.secret.reveal())}`;
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  };
}

/**
 * RFC 6749 §2.3.1 with the unreserved set left alone: openid-client's own encodes “-” and “_” too, and servers that
 * compare the raw pair then refuse an id that needs no encoding (interop-specs §2.2).
 */
export function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

function answerOf(watched: Watched, error: unknown, endpoint: string): TokenAnswer {
  const { response, connectMilliseconds, answerMilliseconds } = watched;
  const json = response === null ? null : membersOf(response.body);
  const base = {
    status: response?.status ?? null,
    headers: response?.headers ?? {},
    members: json === null ? [] : Object.keys(json),
    connectMilliseconds,
    answerMilliseconds,
    ...(watched.proxy === null ? {} : { proxy: watched.proxy }),
    ...tokenMembers(json),
  };
  const { status } = base;
  if (response === null || status === null) return { is: 'failed', ...failureOf(watched, error), ...base };
  const granted = (status === 200 || status === 201) && typeof json?.['access_token'] === 'string';
  if (granted) return { is: 'granted', code: '', detail: '', ...base };
  if (status >= 400 && base.error !== '') return { is: 'refused', code: '', detail: '', ...base };
  if (status === 401 || status === 403)
    return { is: 'refused', code: '', detail: '', ...base, error: `status ${String(status)}` };
  return { is: 'failed', code: 'token/failed', detail: strangeAnswer({ ...base, status }, json, endpoint), ...base };
}

function strangeAnswer(
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
  json: object | null,
  endpoint: string,
): string {
  const location = headers['location'];
  if (location !== undefined) return `status ${String(status)}, a redirect to ${shownLocation(location, endpoint)}`;
  const kind = json === null ? (headers['content-type'] ?? 'no content type') : 'JSON without access_token or error';
  return `status ${String(status)}, ${kind}`;
}

function failureOf({ failure }: Watched, error: unknown): { code: string; detail: string } {
  if (failure !== null) return failure;
  // No answer and no network failure: the library refused before it sent anything.
  throw error instanceof Error ? error : new Error('The token request ended without an answer');
}

function tokenMembers(json: Record<string, unknown> | null) {
  const text = (name: string) => (typeof json?.[name] === 'string' ? json[name].slice(0, WORDS) : '');
  return {
    tokenType: text('token_type'),
    expiresIn: typeof json?.['expires_in'] === 'number' ? json['expires_in'] : null,
    // A list of scopes is no sentence: it is not cut.
    scope: typeof json?.['scope'] === 'string' ? json['scope'] : null,
    error: text('error'),
    errorDescription: text('error_description'),
  };
}

function membersOf(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
