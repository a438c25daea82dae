/** @file The embedded Source Payer: a real OpenID provider and a sliver of FHIR, over TLS on 127.0.0.1. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors } from 'oidc-provider';
import type { Provider } from 'oidc-provider';
import type { Authority } from '../authority.ts';
import { answering, listen, readText, sendJson } from '../loopback.ts';
import { addressesOf } from './addresses.ts';
import type { Addresses } from './addresses.ts';
import { answerFhir } from './fhir.ts';
import { profiles } from './profile.ts';
import type { ProfileName } from './profile.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { finishInteraction, makeProvider } from './provider.ts';
import { register, SheetRefused } from './registrations.ts';
import type { Chosen, Register, Registration, RegistrationSheet } from './registrations.ts';
import { providerSigningKey } from './signing-key.ts';
import { smartConfiguration } from './smart-configuration.ts';

export interface SourcePayer {
  readonly issuer: string;
  readonly fhirBase: string;
  readonly tokenEndpoint: string;
  /** The same for clients that show a certificate. */
  readonly mutualTokenEndpoint: string;
  /** What a person types into Discover. */
  readonly address: string;
  /** Takes a registration sheet by POST, and answers `{ clientId, clientSecret? }`. */
  readonly registrations: string;
  /** What the operator hands to whom may register by RFC 7591. */
  readonly initialAccessToken: string;
  /** PEM of the authority to trust. */
  readonly ca: string;
  register(sheet: RegistrationSheet, chosen?: Chosen): Promise<Registration>;
  /** Every access token that it gave, for those who look for where one of them leaks. */
  readonly givenTokens: () => readonly string[];
  readonly stop: () => Promise<void>;
}

interface Running extends Register {
  readonly answer: ReturnType<Provider['callback']>;
  readonly addresses: Addresses;
}

export async function startSourcePayer(given: {
  profile: ProfileName;
  /** Any free one when it is not given. */
  port?: number;
  authority: Authority;
  /** Whose client certificates are believed; absent: those of the authority. */
  clientAuthorities?: { readonly ca: string[] };
  /** What a proxy in front of it makes of each request. */
  front?: (request: IncomingMessage) => void;
}): Promise<SourcePayer> {
  const profile = profiles[given.profile];
  const [leaf, signingKey] = await Promise.all([given.authority.issue(), providerSigningKey()]);

  // The issuer holds the port, so the provider can be made only once the server listens: who asks before, waits.
  const running = Promise.withResolvers<Running>();
  const answer = answering(async (request, response) => {
    given.front?.(request);
    await answerSourcePayer(await running.promise, request, response);
  });
  const listening = await listen({ leaf, port: given.port ?? 0, answer });
  // A port of its own for clients with a certificate: a browser that is asked for one would ask the person.
  const asks = { requestCert: true, rejectUnauthorized: false, ca: [given.authority.certificatePem] };
  const mutual = await listen({ leaf, port: 0, answer, tls: { ...asks, ...given.clientAuthorities } });
  const addresses = addressesOf(profile, listening.origin, mutual.origin);
  const adapter = memoryAdapter();
  const initialAccessToken = randomBytes(32).toString('base64url');
  const provider = makeProvider({ profile, addresses, adapter, signingKey, initialAccessToken });
  const tokens: string[] = [];
  provider.on('grant.success', (context) => {
    const { access_token: token } = context.body as { access_token?: unknown };
    if (typeof token === 'string') tokens.push(token);
  });
  const into = { provider, clients: adapter('Client'), profile };
  running.resolve({ ...into, answer: provider.callback(), addresses });

  return {
    issuer: addresses.issuer,
    fhirBase: addresses.fhirBase,
    tokenEndpoint: addresses.endpoints.token,
    mutualTokenEndpoint: addresses.aliases.token,
    address: addresses.issuer,
    registrations: `${addresses.origin}/operator/registrations`,
    initialAccessToken,
    ca: given.authority.certificatePem,
    register: (sheet, chosen) => register(into, sheet, chosen),
    givenTokens: () => tokens,
    stop: async () => {
      await Promise.all([listening.stop(), mutual.stop()]);
    },
  };
}

async function answerSourcePayer(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { provider, profile, addresses } = running;
  const { pathname, searchParams } = new URL(`${addresses.origin}${request.url ?? '/'}`);
  const { mountPath } = addresses;

  if (pathname === '/operator/registrations') {
    await takeSheet(running, request, response);
  } else if (pathname === '/fhir' || pathname.startsWith('/fhir/')) {
    const path = pathname.slice('/fhir'.length);
    await answerFhir(running, { request, response, path, query: searchParams });
  } else if (profile.name === 'smile-cdr' && pathname === '/.well-known/smart-configuration') {
    // Smile CDR publishes it at the issuer as well (smile-cdr §8).
    sendJson(response, 200, smartConfiguration(profile, addresses));
  } else if (pathname === addresses.authorizationServerPath) {
    await handOver(running, request, response, '/.well-known/oauth-authorization-server');
  } else if (pathname.startsWith(`${mountPath}/interaction/`)) {
    await signIn(provider, request, response);
  } else if (pathname.startsWith(`${mountPath}/`)) {
    await handOver(running, request, response, (request.url ?? '/').slice(mountPath.length));
  } else {
    sendJson(response, 404, { error: 'not_found' });
  }
}

/** Without the cookie of a sign-in that was begun there is none to finish. */
async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await finishInteraction(provider, request, response);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    sendJson(response, error.statusCode, { error: error.error, error_description: error.error_description });
  }
}

/** Lets the provider answer. It makes its addresses from Host and from what was cut off the path. */
async function handOver(
  { answer, addresses }: Running,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
): Promise<void> {
  request.headers.host = new URL(addresses.origin).host;
  Object.assign(request, { url, originalUrl: `${addresses.mountPath}${url}` });
  await answer(request, response);
}

/** Stands for the other payer's staff: no browser page can post JSON here, and nothing but loopback reaches it. */
async function takeSheet(into: Register, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    sendJson(response, 405, { error: 'method_not_allowed' });
    return;
  }
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    sendJson(response, 415, { error: 'unsupported_media_type' });
    return;
  }
  try {
    const sheet: unknown = JSON.parse(await readText(request));
    sendJson(response, 201, await register(into, sheet));
  } catch (error) {
    if (!(error instanceof SheetRefused) && !(error instanceof SyntaxError)) throw error;
    sendJson(response, 400, { error: 'invalid_client_metadata', error_description: error.message });
  }
}
