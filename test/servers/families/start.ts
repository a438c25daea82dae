/** @file Starts a server of a family over TLS on 127.0.0.1, with a FHIR endpoint beside it and, where a test asks for one, something in front of it. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TlsOptions, TLSSocket } from 'node:tls';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { Authority, Leaf } from '../authority.ts';
import { answering, listen, readText } from '../loopback.ts';
import type { Answer, Call, Client, Family, Issued, Realm } from './family.ts';
import type { FhirWish } from './fhir.ts';
import { answerFhir } from './fhir.ts';

/** What stands before the server: it answers by itself, or lets the call through once or, as some do, twice. */
export type Front = (call: Call, pass: (call: Call) => Promise<Answer>, realm: Realm) => Promise<Answer> | Answer;

export interface FamilyWish {
  readonly family: Family;
  readonly authority: Authority;
  readonly scopes?: readonly string[];
  /** Of the server's clock, against the true time. */
  readonly clockShiftSeconds?: number;
  readonly front?: Front;
  readonly fhir?: FhirWish;
  readonly leaf?: Leaf;
  /** How the listener asks for a client certificate, and which TLS it speaks. */
  readonly tls?: TlsOptions;
}

export interface StartedFamily {
  readonly realm: Realm;
  /** As the operator does: from now on it is known. */
  readonly register: (client: Client) => void;
  /** The address and the text of each document. */
  readonly documents: readonly { readonly address: string; readonly text: string }[];
  /** Method and path of every request, in order. */
  readonly requests: readonly string[];
  readonly givenTokens: readonly string[];
  readonly stop: () => Promise<void>;
}

const usualScopes = ['system/*.read', 'system/*.rs', 'system/Patient.read', 'system/Patient.rs'];

export async function startFamily(wish: FamilyWish): Promise<StartedFamily> {
  const { family, authority } = wish;
  const leaf = wish.leaf ?? (await authority.issue());
  const running = Promise.withResolvers<Running>();
  const answer = answering(async (request, response) => {
    await answerOne(await running.promise, request, response);
  });
  const { origin, stop } = await listen({
    leaf,
    port: 0,
    answer,
    ...(wish.tls === undefined ? {} : { tls: wish.tls }),
  });
  const parts = await realmOf(wish, origin);
  const { realm } = parts;
  const documents = family.documents(realm);
  const requests: string[] = [];
  running.resolve({ ...parts, wish, documents, requests });
  return {
    realm,
    documents: Object.entries(documents).map(([path, document]) => ({
      address: `${origin}${path}`,
      text: JSON.stringify(document),
    })),
    register: (client) => parts.known.push(client),
    requests,
    givenTokens: parts.given,
    stop,
  };
}

interface Running extends RealmParts {
  readonly wish: FamilyWish;
  readonly documents: Readonly<Record<string, unknown>>;
  readonly requests: string[];
}

interface RealmParts {
  readonly realm: Realm;
  readonly keys: readonly JWK[];
  readonly issued: ReadonlyMap<string, Issued>;
  readonly given: readonly string[];
  readonly known: Client[];
}

async function realmOf(
  { family, clockShiftSeconds = 0, scopes = usualScopes }: FamilyWish,
  origin: string,
): Promise<RealmParts> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = randomBytes(8).toString('hex');
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' };
  const issued = new Map<string, Issued>();
  const given: string[] = [];
  const seen = new Set<string>();
  const place = { origin, issuer: `${origin}${family.issuerPath}`, tokenEndpoint: `${origin}${family.tokenPath}` };
  const known: Client[] = [];
  const now = () => Math.floor(Date.now() / 1000) + clockShiftSeconds;
  const keep = (token: string, facts: Issued) => {
    issued.set(token, facts);
    given.push(token);
    return token;
  };
  const realm: Realm = {
    ...place,
    fhirBase: `${origin}/fhir`,
    keySet: `${origin}/jwks`,
    scopes,
    client: (clientId) => known.find((client) => client.clientId === clientId),
    clients: known,
    now,
    wasSeen: (jti) => seen.has(jti) || !seen.add(jti).has(jti),
    jwt: async (claims) => {
      const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '');
      const token = await new SignJWT({ iss: place.issuer, iat: now(), exp: now() + 300, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
        .sign(privateKey);
      return keep(token, { scope: text('scope') || text('scp'), audience: text('aud') });
    },
    opaqueToken: (facts) => keep(randomBytes(32).toString('base64url'), facts),
  };
  return { realm, keys: [jwk], issued, given, known };
}

async function answerOne(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { wish, realm, requests } = running;
  const call = await callOf(request, realm);
  requests.push(`${call.method} ${call.path}`);
  // As the server's own clock has it (RFC 9110 §6.6.1).
  response.setHeader('Date', new Date(realm.now() * 1000).toUTCString());
  const inner = (given: Call) => route(running, given, request);
  const { status, headers, json, text } = await (wish.front === undefined
    ? inner(call)
    : wish.front(call, inner, realm));
  if (status === STALL) return;
  if (status === BREAK) {
    response.socket?.destroy();
    return;
  }
  const type = json === undefined ? { 'Content-Type': 'text/html' } : { 'Content-Type': 'application/json' };
  response.writeHead(status, { ...type, ...headers }).end(json === undefined ? (text ?? '') : JSON.stringify(json));
}

/** In the place of a status: nothing is ever answered; the connection is closed without a word. */
export const STALL = -1;
export const BREAK = -2;

async function route(running: Running, call: Call, request: IncomingMessage): Promise<Answer> {
  const { wish, realm, documents, keys, issued } = running;
  const { method, path } = call;
  if (path === wish.family.tokenPath) return wish.family.token(call, realm);
  if (method === 'GET' && path === '/jwks') return { status: 200, json: { keys } };
  if (method === 'GET' && Object.hasOwn(documents, path)) return { status: 200, json: documents[path] };
  if (path.startsWith('/fhir')) {
    const { searchParams } = new URL(request.url ?? '/', realm.origin);
    return answerFhir({ call, query: searchParams, issued, wish: wish.fhir ?? {} });
  }
  return { status: 404, text: '<html><head><title>404 Not Found</title></head><body>Not Found</body></html>' };
}

async function callOf(request: IncomingMessage, realm: Realm): Promise<Call> {
  const body = await readText(request);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return {
    method: request.method ?? '',
    path: new URL(request.url ?? '/', realm.origin).pathname,
    headers,
    form: new URLSearchParams(isForm ? body : ''),
    certificate: certificateOf(request.socket as TLSSocket),
  };
}

function certificateOf(socket: TLSSocket): Call['certificate'] {
  const peer = socket.getPeerX509Certificate();
  return peer === undefined ? null : { subject: peer.subject.replaceAll('\n', ','), isTrusted: socket.authorized };
}
