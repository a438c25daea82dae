/** @file The token request, made by openid-client. What is known of that library stays here, its errors included. */
import * as openid from 'openid-client';
import { shownLocation } from '#core/domain/shown-address.ts';
import { Secret } from '#core/domain/secret.ts';
import type { TokenAnswer, TokenRequest, Watcher } from '#core/ports.ts';
import type { Connections } from '../connections.ts';
import { authenticate, encodingMatters, secretsIn, shownForm, shownHeaders } from './credentials.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { keptAnswer } from './kept-answer.ts';
import { refusalIn, wordsOf } from './refusal.ts';
import type { Passed } from './wire.ts';
import { exchange } from './wire.ts';

/** A list of scopes is no sentence: it is not cut like one. */
const LONGEST_LIST = 16_384;

export interface Within {
  readonly connections: Connections;
  readonly milliseconds: number;
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: URLSearchParams;
  readonly passed: Passed<KeptAnswer>;
}

/** One request, never repeated: whether it was refused is read from what came back, not from the library’s mood. */
export async function requestToken(within: Within, given: TokenRequest, watcher?: Watcher): Promise<TokenAnswer> {
  const seen: { sent: Sent | null; fault: unknown } = { sent: null, fault: null };
  const configuration = configurationFor(given);
  configuration[openid.customFetch] = async (url, options) => {
    try {
      seen.sent = await send(within, { given, watcher, url, options });
      return asResponse(seen.sent.passed);
    } catch (error) {
      seen.fault = error;
      throw error;
    }
  };
  const { grant_type: grantType = 'client_credentials' } = given.form;
  const hidden = Object.entries(given.secretForm ?? {}).map(([name, secret]) => [name, secret.reveal()] as const);
  const ended: unknown = await openid
    .genericGrantRequest(configuration, grantType, { ...given.form, ...Object.fromEntries(hidden) })
    .catch((error: unknown) => error);
  if (seen.fault !== null) throw seen.fault as Error;
  // The library refused before it sent anything: that is a bug of ours.
  if (seen.sent === null) throw ended as Error;
  return answerOf(seen.sent, given);
}

function configurationFor(given: TokenRequest): openid.Configuration {
  const { issuer, endpoint, clientId } = given;
  const server = { issuer: issuer || endpoint, token_endpoint: endpoint };
  const configuration = new openid.Configuration(server, clientId, {}, (_server, _client, form, headers) => {
    authenticate(given, { form, headers });
  });
  // Its own timer would outlive the request; ours ends it.
  configuration.timeout = 0;
  // Whether http may be asked, as on this machine itself, is judged where the connection is opened, in a code of ours.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it lightly
  openid.allowInsecureRequests(configuration);
  return configuration;
}

async function send(
  { connections, milliseconds }: Within,
  asked: {
    given: TokenRequest;
    watcher: Watcher | undefined;
    url: string;
    options: Parameters<openid.CustomFetch>[1];
  },
): Promise<Sent> {
  const { given, watcher, url, options } = asked;
  const { headers } = options;
  const form = new URLSearchParams(options.body instanceof URLSearchParams ? options.body : '');
  const { network } = given;
  const passed = await exchange(
    connections,
    { url, method: 'POST', headers, body: form.toString(), network, milliseconds, tooLarge: 'fail' },
    { watcher, read: (incoming) => keptAnswer(incoming, { asked: url, secrets: secretsIn(given) }) },
  );
  return { headers, form, passed };
}

/** The library judges what it gets, and nobody asks for its judgement: a status is enough to end its work. */
function asResponse({ answer }: Passed<KeptAnswer>): Response {
  const status = answer?.status ?? 0;
  return new Response(null, { status: status >= 200 && status <= 599 ? status : 500 });
}

function answerOf({ headers, form, passed }: Sent, given: TokenRequest): TokenAnswer {
  const { told, wentOut, ...exchanged } = passed;
  const json = told?.json ?? null;
  return {
    ...exchanged,
    ...(told === null
      ? {
          is: passed.code === 'token/cancelled' ? 'cancelled' : 'failed',
          error: '',
          errorDescription: '',
          errorUri: '',
        }
      : judged(told, given.endpoint)),
    sent: {
      // Where nothing went out it is told what was to.
      headers: shownHeaders(wentOut ?? headers),
      form: shownForm(form, Object.keys(given.secretForm ?? {})),
    },
    tokenType: told === null ? '' : wordsOf(json?.['token_type'], told.redact),
    expiresIn: expiryIn(told),
    scope: typeof json?.['scope'] === 'string' ? (told?.redact(json['scope']).slice(0, LONGEST_LIST) ?? null) : null,
    encodingMatters: encodingMatters(given),
    accessToken: tokenIn(json?.['access_token']),
    idToken: tokenIn(json?.['id_token']),
  };
}

/** A number, or a text that should have been one; null: neither. */
function expiryIn(told: KeptAnswer | null): number | string | null {
  const value = told?.json?.['expires_in'];
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? wordsOf(value, told?.redact ?? (() => '')) : null;
}

function tokenIn(value: unknown): Secret | null {
  return typeof value === 'string' && value !== '' ? new Secret(value) : null;
}

type Judgement = Pick<TokenAnswer, 'is' | 'error' | 'errorDescription' | 'errorUri'> &
  Partial<Pick<TokenAnswer, 'code' | 'detail'>>;

function judged(told: KeptAnswer, endpoint: string): Judgement {
  const { status } = told.answer;
  const refusal = refusalIn(told, endpoint);
  if ((status === 200 || status === 201) && tokenIn(told.json?.['access_token']) !== null)
    return { is: 'granted', ...refusal };
  // Some refuse with status 200, in the words of RFC 6749 §5.2.
  if (refusal.error !== '' && (status < 300 || status >= 400)) return { is: 'refused', ...refusal };
  if (status === 401 || status === 403) return { is: 'refused', ...refusal, error: `status ${String(status)}` };
  return { is: 'failed', code: 'token/failed', detail: strangeAnswer(told, endpoint), ...refusal };
}

function strangeAnswer({ answer, headers, json, redact }: KeptAnswer, endpoint: string): string {
  const { status, contentType } = answer;
  const location = headers['location'];
  if (location !== undefined) return `status ${status}, a redirect to ${redact(shownLocation(location, endpoint))}`;
  const kind = json === null ? contentType || 'no content type' : 'JSON without access_token or error';
  return `status ${status}, ${kind}`;
}
