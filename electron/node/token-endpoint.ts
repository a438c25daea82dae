/** @file The token request, made by openid-client. What is known of that library stays here, its errors included. */
import * as openid from 'openid-client';
import { shownLocation } from '#core/domain/shown-address.ts';
import { Secret } from '#core/domain/secret.ts';
import type { TokenAnswer, TokenEndpoint, TokenRequest, Watcher, WireStep } from '#core/ports.ts';
import type { Connections } from './connections.ts';
import { watchedFetch } from './watched-fetch.ts';
import type { Watched } from './watched-fetch.ts';

/** Long enough for a slow gateway, short enough for a person who waits. */
const SECONDS = 15;
/** RFC 6749 §5.2 sets no limit; a person reads one sentence. */
const WORDS = 300;

export function tokenEndpointOver(connections: Connections): TokenEndpoint {
  return {
    request: async (given, watcher) => request(connections, given, watcher),
    open: async () => Promise.resolve(null),
    isSignedBy: async () => Promise.resolve('no-key'),
    introspect: async () => Promise.reject(new Error('not yet')),
    revoke: async () => Promise.reject(new Error('not yet')),
    call: async () => Promise.reject(new Error('not yet')),
    signAsStranger: async () => Promise.reject(new Error('not yet')),
  };
}

async function request(connections: Connections, given: TokenRequest, _watcher?: Watcher): Promise<TokenAnswer> {
  const watched = watchedFetch(connections, given.network, SECONDS * 1000);
  const configuration = new openid.Configuration(
    { issuer: given.issuer || given.endpoint, token_endpoint: given.endpoint },
    given.clientId,
    {},
    clientAuthentication(given),
  );
  configuration.timeout = SECONDS;
  configuration[openid.customFetch] = watched.fetch;
  const { grant_type: grantType = 'client_credentials', ...form } = given.form;
  try {
    await openid.genericGrantRequest(configuration, grantType, form);
  } catch (error) {
    if (watched.fault !== null) throw watched.fault;
    // Kept only to say why: whether it was refused is read from what came back, not from the library's mood.
    return answerOf(watched, error, given);
  }
  return answerOf(watched, null, given);
}

function clientAuthentication({ credential }: TokenRequest): openid.ClientAuth {
  return (_server, client, body, headers) => {
    switch (credential.is) {
      case 'basic':
        setBasic(headers, client.client_id, credential.secret, credential.encoding);
        return;
      case 'post':
        body.set('client_id', client.client_id);
        body.set('client_secret', credential.secret.reveal());
        return;
      case 'twice':
        setBasic(headers, client.client_id, credential.secret, 'form');
        body.set('client_id', client.client_id);
        body.set('client_secret', credential.secret.reveal());
        return;
      case 'assertion':
        if (credential.withClientId) body.set('client_id', client.client_id);
        body.set('client_assertion_type', credential.type);
        body.set('client_assertion', credential.assertion);
        return;
      case 'named':
        body.set('client_id', client.client_id);
    }
  };
}

function setBasic(headers: Headers, clientId: string, secret: Secret, encoding: 'form' | 'raw'): void {
  const encode = encoding === 'form' ? formEncode : (text: string) => text;
  const pair = `${encode(clientId)}:${encode(secret.reveal())}`;
  headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
}

const MASK = '••••••••';

function sentOf({ form, credential, clientId }: TokenRequest): TokenAnswer['sent'] {
  const { assertion, ...others } = form;
  const masked = { ...others, ...(assertion === undefined ? {} : { assertion: MASK }) };
  switch (credential.is) {
    case 'basic':
      return { headers: { authorization: `Basic ${MASK}` }, form: masked };
    case 'assertion': {
      const { type, withClientId } = credential;
      const named = withClientId ? { client_id: clientId } : {};
      return { headers: {}, form: { ...masked, ...named, client_assertion_type: type, client_assertion: MASK } };
    }
    case 'post':
    case 'twice':
      return { headers: {}, form: { ...masked, client_id: clientId, client_secret: MASK } };
    case 'named':
      return { headers: {}, form: { ...masked, client_id: clientId } };
  }
}

/**
 * RFC 6749 §2.3.1 with the unreserved set left alone: openid-client's own encodes “-” and “_” too, and servers that
 * compare the raw pair then refuse an id that needs no encoding (interop-specs §2.2).
 */
export function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** Whether a server that does not decode would see another id or secret. */
function encodingMatters({ clientId, credential }: TokenRequest): boolean {
  if (credential.is !== 'basic') return false;
  return [clientId, credential.secret.reveal()].some((text) => formEncode(text) !== text);
}

function answerOf(watched: Watched, error: unknown, given: TokenRequest): TokenAnswer {
  const { response, connectMilliseconds, answerMilliseconds } = watched;
  const json = response === null ? null : membersOf(response.body);
  const steps: WireStep[] = [
    { name: 'tcp', state: response === null ? 'failed' : 'done', milliseconds: connectMilliseconds, noted: '' },
    ...(response === null
      ? []
      : [{ name: 'answer' as const, state: 'done' as const, milliseconds: answerMilliseconds, noted: '' }]),
  ];
  const base = {
    steps,
    tls: null,
    answer:
      response === null
        ? null
        : {
            status: response.status,
            contentType: response.headers['content-type'] ?? '',
            members: json === null ? [] : Object.keys(json),
            headers: response.headers,
            body: '',
            bytes: response.body.length,
          },
    sent: sentOf(given),
    encodingMatters: encodingMatters(given),
    accessToken: typeof json?.['access_token'] === 'string' ? new Secret(json['access_token']) : null,
    ...(watched.proxy === null ? {} : { proxy: watched.proxy }),
    ...tokenMembers(json),
  };
  if (response === null) return { is: 'failed', ...failureOf(watched, error), ...base };
  const { status, headers } = response;
  const granted = (status === 200 || status === 201) && typeof json?.['access_token'] === 'string';
  if (granted) return { is: 'granted', code: '', detail: '', ...base };
  if (status >= 400 && base.error !== '') return { is: 'refused', code: '', detail: '', ...base };
  if (status === 401 || status === 403)
    return { is: 'refused', code: '', detail: '', ...base, error: `status ${String(status)}` };
  return {
    is: 'failed',
    code: 'token/failed',
    detail: strangeAnswer({ headers, status }, json, given.endpoint),
    ...base,
  };
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
    errorUri: text('error_uri'),
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
