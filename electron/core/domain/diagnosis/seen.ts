/** @file What is read off the evidence once, for all causes: how far the test came, what the answer says, and in whose words. */
import type { KeyRecord } from '../keys/key-record.ts';
import type { FoundFieldName } from '../discovery/finding.ts';
import { valueOf } from '../payer/payer.ts';
import type { Evidence } from './evidence.ts';
import type { Page } from './page.ts';
import { pageOf, quoted } from './page.ts';
import { impliedErrorOf, namedErrorOf } from './oauth-error.ts';
import { tellings } from './texts.ts';

/**
 * How far a test came. `reaching`: no answer. `answering`: one that no token endpoint gives. `refused`: a token endpoint said no.
 * `granted`: nothing to explain. `token`: the token was given, and the call with it failed.
 */
export const phases = ['cancelled', 'reaching', 'answering', 'refused', 'granted', 'token'] as const;
export type Phase = (typeof phases)[number];

/** Slots that every cause may use. */
export interface SeenWords {
  readonly host: string;
  readonly endpoint: string;
  readonly status: string;
  readonly clientId: string;
  readonly method: string;
  readonly issuer: string;
  readonly fhirBase: string;
  /** Of the assertion; '' where none was signed. */
  readonly kid: string;
  readonly algorithm: string;
  readonly audience: string;
}

export interface Seen extends Evidence {
  readonly phase: Phase;
  readonly status: number;
  /** As RFC 6749 §5.2 has it, from the body or from the challenge; else what an answer without one comes to; '' for neither. */
  readonly error: string;
  /** The one that was said. */
  readonly namedError: string;
  readonly page: Page;
  readonly key: KeyRecord | null;
  readonly words: SeenWords;
  /** The sentence in which the other side names that cause itself, and how many causes it leaves open; null: it does not. */
  readonly telling: (code: string) => Telling | null;
  /** A list of the documents; empty: they have none. */
  readonly listed: (name: FoundFieldName) => readonly string[];
}

export interface Telling {
  readonly quote: string;
  readonly alone: boolean;
}

export function see(evidence: Evidence): Seen {
  const { payer, answer, nextCall, assertion, endpoint, way } = evidence;
  const phase = phaseOf(evidence);
  const exchange = phase === 'token' && nextCall !== null ? nextCall : answer;
  const page = pageOf(exchange);
  const namedError = namedErrorOf(answer, page);
  const error = namedError || impliedErrorOf(answer, page);
  const status = exchange.answer?.status ?? 0;
  const key = payer.keys[0] ?? null;
  const words: SeenWords = {
    host: hostOf(phase === 'token' ? valueOf(payer, 'fhirBaseUrl') : endpoint),
    endpoint,
    status: String(status),
    clientId: valueOf(payer, 'clientId'),
    method: way.method,
    issuer: valueOf(payer, 'issuer'),
    fhirBase: valueOf(payer, 'fhirBaseUrl'),
    kid: assertion?.header.kid ?? '',
    algorithm: assertion?.header.alg ?? '',
    audience: assertion?.claims.aud ?? '',
  };
  const told = tellings({ error, description: answer.errorDescription, uri: answer.errorUri, page, phase });
  return {
    ...evidence,
    phase,
    status,
    error,
    namedError,
    page,
    key,
    words,
    telling: (code) => told.get(code) ?? null,
    listed(name) {
      const value = payer.found[name]?.value;
      return Array.isArray(value) ? value : [];
    },
  };
}

function phaseOf({ answer, nextCall }: Evidence): Phase {
  if (answer.is === 'cancelled') return 'cancelled';
  if (answer.is === 'granted') return nextCall !== null && hasFailed(nextCall) ? 'token' : 'granted';
  if (answer.answer === null) return isTooLarge(answer.code) ? 'answering' : 'reaching';
  const page = pageOf(answer);
  return (namedErrorOf(answer, page) || impliedErrorOf(answer, page)) === '' ? 'answering' : 'refused';
}

/** The answer came and was given up: all that is known is its size. */
function isTooLarge(code: string): boolean {
  return code === 'token/too-large' || code === 'discovery/too-large';
}

/** What was cancelled tells nothing of the token. A FHIR server answers with JSON or XML. */
function hasFailed({ code, answer }: NonNullable<Evidence['nextCall']>): boolean {
  if (code === 'token/cancelled' || code === 'discovery/cancelled') return false;
  if (code !== '' || answer === null || answer.status >= 300) return true;
  return !/\b(json|xml)\b/i.test(answer.contentType) || /html/i.test(answer.contentType);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** “401 invalid_client”, and what it says about it. */
export function answerInWords({ status, namedError, answer }: Seen): string {
  const said = answer.errorDescription === '' ? 'without a word why' : quoted(answer.errorDescription);
  return `The answer is ${String(status)}${namedError === '' ? '' : ` ${namedError}`}, ${said}.`;
}
