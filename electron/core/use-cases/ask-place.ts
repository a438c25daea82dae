/** @file Asks one place for its document, and tells what came of it. */
import type { CauseCode } from '../domain/discovery/causes.ts';
import { causeFinding, isCause, looseCauseFinding } from '../domain/discovery/causes.ts';
import type { Asked, Finding } from '../domain/discovery/finding.ts';
import type { Place } from '../domain/discovery/well-known.ts';
import { shownLocation } from '../domain/shown-address.ts';
import { titleOf } from '../domain/json/read-json.ts';
import type { Network, Web, WebAnswer } from '../ports.ts';
import type { Received } from './read-received.ts';
import { throughProxy } from './through-proxy.ts';

export interface PlaceAsked {
  readonly asked: Asked;
  readonly findings: Finding[];
  readonly received: Received | null;
}

type PlaceToAsk = Omit<Place, 'kind'> & Pick<Asked, 'kind'>;
type Answered = Extract<WebAnswer, { is: 'answered' }>;

/** That nothing lies there: 404 and 410, and 204 by which UDAP says that it does not know a community. */
const absent = [404, 410, 204];

export async function askPlace(
  web: Web,
  place: PlaceToAsk,
  { network, signal }: { network: Network; signal?: AbortSignal | undefined },
): Promise<PlaceAsked> {
  const answer = await web.get(place.address, network, signal);
  if (answer.is === 'failed')
    return {
      asked: rowOf(place, answer, answer.code),
      findings: [...throughProxy(place.address, answer), failed(answer, place.address)],
      received: null,
    };
  const proxied = throughProxy(place.address, answer);
  const told = findingOfStatus(place, answer);
  if (told === null) {
    const received = {
      bytes: answer.body,
      name: place.address,
      retrievedFrom: place.address,
      headers: answer.headers,
    };
    return { asked: rowOf(place, answer, 'read'), findings: proxied, received };
  }
  const outcome = absent.includes(answer.status) ? 'absent' : told.code;
  return { asked: rowOf(place, answer, outcome), findings: [...proxied, told], received: null };
}

function rowOf({ kind, address }: PlaceToAsk, answer: WebAnswer, outcome: string): Asked {
  const isAnswer = answer.is === 'answered';
  return {
    kind,
    address,
    outcome,
    status: isAnswer ? answer.status : null,
    milliseconds: answer.milliseconds,
    bytes: isAnswer ? answer.body.byteLength : 0,
  };
}

function failed({ code, detail }: Extract<WebAnswer, { is: 'failed' }>, address: string): Finding {
  const known: CauseCode = isCause(code) ? code : 'discovery/other-network';
  const { host, origin } = new URL(address);
  // The scheme is wrong for every place of a host: one sentence for all of them.
  const named = known === 'discovery/not-https' ? origin : address;
  return looseCauseFinding(known, { host, address: named, detail }, address);
}

/** What a status other than 200 means; null: a document came. */
export function findingOfStatus(
  { address, isNamed = false }: Omit<Place, 'kind'>,
  { status, headers, body }: Pick<Answered, 'status' | 'headers' | 'body'>,
): Finding | null {
  const words = String(status);
  if (status === 200) return null;
  if (absent.includes(status))
    return isNamed
      ? causeFinding('discovery/named-and-absent', { address, status: words, by: 'a document or you' }, address)
      : causeFinding('discovery/absent', { address, status: words }, address);
  if (status >= 300 && status < 400) return redirected(address, headers['location'] ?? '');
  const page = titleIn(body);
  if (wantsCertificate(status, page))
    return causeFinding('discovery/client-certificate-page', { address, status: words, title: page }, address);
  const retry = headers['retry-after'] === undefined ? '' : `, retry after ${headers['retry-after'].slice(0, 40)}`;
  if (status === 401)
    return causeFinding('discovery/wants-login', { address, challenge: challengeIn(headers) }, address);
  if (status === 403) return causeFinding('discovery/forbidden', { address }, address);
  if (status === 407)
    return causeFinding('discovery/proxy-wants-login', { host: new URL(address).host, detail: words }, address);
  if (status === 429) return causeFinding('discovery/too-many-requests', { address, retry }, address);
  if (status >= 500) return causeFinding('discovery/server-error', { address, status: words, retry }, address);
  return causeFinding('discovery/refused-status', { address, status: words }, address);
}

function redirected(address: string, given: string): Finding {
  const location = shownLocation(given, address);
  const isLogin = /[/?&.](?:log-?in|sign-?in|oauth2?\/authorize|authorize|sso|saml2?|adfs|auth)(?:[/?&=.]|$)/i.test(
    location,
  );
  return causeFinding(isLogin ? 'discovery/redirect-to-login' : 'discovery/redirect', { address, location }, address);
}

/** nginx says so by 400 and a title of its own; IIS by 403.7; others by 496. */
function wantsCertificate(status: number, page: string): boolean {
  return (
    status === 496 ||
    (status >= 400 && status < 500 && /certificate (?:was sent|is required|required)|403\.7/i.test(page))
  );
}

function titleIn(body: Uint8Array): string {
  try {
    return titleOf(new TextDecoder('utf-8').decode(body.subarray(0, 4096)));
  } catch {
    return '';
  }
}

/** The scheme and no more: a realm may hold anything. */
function challengeIn(headers: Readonly<Record<string, string>>): string {
  const scheme = /^[A-Za-z][\w-]{0,30}/.exec(headers['www-authenticate'] ?? '')?.[0];
  return scheme === undefined ? '' : `, by ${scheme}`;
}
