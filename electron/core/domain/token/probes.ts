/**
 * @file The negative probes: for each what it sends, for which ways of asking it makes sense, what a good server answers, and
 * what it means where a token comes all the same. Sources: RFC 6749 §5.2, RFC 7523 §3, SMART App Launch 2.2
 * (client-confidential-asymmetric), interop-specs §2.1, §2.2 and §2.8.
 */
import type { ProbeName } from './probe-report.ts';
import { probeNames } from './probe-report.ts';
import type { Way } from './way.ts';

/** Several are right where specifications leave a choice: for a refused assertion 400 as well as 401. */
export interface Expected {
  readonly statuses: readonly number[];
  readonly errors: readonly string[];
}

export interface Probe {
  /** What is wrong with the request: “an assertion for another server”. */
  readonly sends: string;
  readonly suits: (way: Way) => boolean;
  readonly expected: (way: Way) => Expected;
  /** What it means that a token came. */
  readonly taken: string;
  /** What to tell the payer then. */
  readonly tell: string;
}

const always = () => true;
const withAssertion = ({ usesAssertion }: Way) => usesAssertion;
const withSecret = ({ usesSecret }: Way) => usesSecret;
const asCredential = ({ usesAssertion, grant }: Way) => usesAssertion && grant === 'client_credentials';

/** A refused client; where the assertion is the grant, a refused grant: RFC 7523 §3.1 and §3.2. */
const notAuthenticated = ({ grant }: Way): Expected => ({
  statuses: [400, 401],
  errors: grant === 'jwt-bearer' ? ['invalid_grant', 'invalid_client'] : ['invalid_client'],
});
const badRequest = (...errors: string[]): Expected => ({ statuses: [400], errors });

const hole = 'Tell the payer’s staff in confidence, with the time of this probe: it is a security hole at their side.';
const lax = 'Tell the payer when there is occasion: it is laxer than the specification, and no hole by itself.';

const probes: Readonly<Record<ProbeName, Probe>> = {
  'wrong-audience': {
    sends: 'an assertion that was made for another server',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'Whoever gets an assertion that was meant for another server can use it here (CVE-2025-27370).',
    tell: hole,
  },
  expired: {
    sends: 'an assertion that expired ten minutes ago',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'An assertion that was once seen stays good for long after its end.',
    tell: hole,
  },
  'wrong-key': {
    sends: 'an assertion signed with a key that the payer has never seen',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'The signature is not checked: anybody who knows the client id gets a token.',
    tell: hole,
  },
  'replayed-jti': {
    sends: 'the same assertion a second time',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'An assertion that was overheard can be used again until it expires. SMART forbids that.',
    tell: hole,
  },
  'wrong-assertion-type': {
    sends: 'an assertion under a type that does not exist',
    suits: asCredential,
    expected: () => ({ statuses: [400, 401], errors: ['invalid_request', 'invalid_client'] }),
    taken: 'The server does not look at client_assertion_type.',
    tell: lax,
  },
  'wrong-grant': {
    sends: 'a grant type that does not exist',
    suits: always,
    expected: () => badRequest('unsupported_grant_type'),
    taken: 'The server does not look at grant_type.',
    tell: lax,
  },
  'unknown-scope': {
    sends: 'a scope that does not exist',
    suits: always,
    expected: () => badRequest('invalid_scope'),
    taken: 'A token came, and the answer does not say that the scope was left out.',
    tell: 'Ask the payer which scopes a token has whose scope they do not know: RFC 6749 §3.3 wants it told.',
  },
  'no-assertion': {
    sends: 'the client id without any proof',
    suits: always,
    expected: ({ grant }) => ({
      statuses: [400, 401],
      errors: ['invalid_client', 'invalid_request', ...(grant === 'jwt-bearer' ? ['invalid_grant'] : [])],
    }),
    taken: 'Anybody who knows the client id gets a token.',
    tell: hole,
  },
  'wrong-issuer': {
    sends: 'an assertion in the name of another client (“iss”)',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'The server does not compare who made the assertion with whom it lets in.',
    tell: hole,
  },
  'too-long-a-life': {
    sends: 'an assertion that lives for one hour',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'SMART allows five minutes. Servers beside SMART may allow more: RFC 7523 §3 leaves it to them.',
    tell: lax,
  },
  unsigned: {
    sends: 'an assertion without a signature (“alg”: “none”)',
    suits: withAssertion,
    expected: notAuthenticated,
    taken: 'Anybody who knows the client id gets a token: RFC 8725 §3.2.',
    tell: hole,
  },
  'wrong-secret': {
    sends: 'another secret',
    suits: withSecret,
    // RFC 6749 §5.2: 401 is a must where the header named the client.
    expected: ({ method }) => ({
      statuses: method === 'client_secret_basic' ? [401] : [400, 401],
      errors: ['invalid_client'],
    }),
    taken: 'The secret is not checked: anybody who knows the client id gets a token.',
    tell: hole,
  },
  'secret-twice': {
    sends: 'the secret in the header and in the body',
    suits: withSecret,
    expected: () => ({ statuses: [400, 401], errors: ['invalid_request', 'invalid_client'] }),
    taken: 'RFC 6749 §2.3 allows one way in a request; this server takes two.',
    tell: lax,
  },
};

/** Those that make sense for a way of asking, in the order in which they are sent. */
export function probesFor(way: Way): readonly ProbeName[] {
  return probeNames.filter((name) => probes[name].suits(way));
}

export function probeNamed(name: ProbeName): Probe {
  return probes[name];
}

/** “400 or 401 with invalid_client”. */
export function expectedWords({ statuses, errors }: Expected): string {
  return `${statuses.join(' or ')} with ${errors.join(' or ')}`;
}
