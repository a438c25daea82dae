/** @file The checks of RFC 7523 §3, for products that differ in what they say about them and hardly in what they check. */
import { audiencesOf, isSignedByAny, readAssertion, timeOf } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Client, Realm } from './family.ts';
import { fetchKeys } from './key-set.ts';

export interface Rules {
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly leewaySeconds: number;
  /** Of `exp` minus `iat`; absent: any. */
  readonly longestSeconds?: number;
  /** Whether `iat` and `nbf` in the future are refused. */
  readonly looksAhead: boolean;
  readonly refusesReplay: boolean;
}

export type Flaw =
  | 'malformed'
  | 'client-unknown'
  | 'client-disabled'
  | 'method'
  | 'subject'
  | 'algorithm'
  | 'key-set'
  | 'kid'
  | 'signature'
  | 'audience'
  | 'over'
  | 'ahead'
  | 'life'
  | 'replay';

export type Verdict =
  | { readonly is: 'good'; readonly client: Client; readonly read: ReadAssertion }
  | { readonly is: Flaw; readonly client: Client | null; readonly read: ReadAssertion | null };

/** The first thing that is wrong with an assertion. */
export async function judge(text: string | null, realm: Realm, rules: Rules): Promise<Verdict> {
  const read = readAssertion(text);
  if (text === null || read === null) return { is: 'malformed', client: null, read };
  const { header, claims } = read;
  const client = realm.client(claims.iss ?? '');
  if (client === undefined) return { is: 'client-unknown', client: null, read };
  const no = (is: Flaw): Verdict => ({ is, client, read });
  if (client.isDisabled === true) return no('client-disabled');
  if (claims.sub !== claims.iss) return no('subject');
  if ((client.method ?? 'private_key_jwt') !== 'private_key_jwt') return no('method');
  if (client.keys === undefined && client.keySetAddress === undefined) return no('method');
  if (!rules.algorithms.includes(header.alg) || (client.algorithm ?? header.alg) !== header.alg) return no('algorithm');
  const flaw = (await flawOfKey(text, read, client)) ?? flawOfClaims(read, realm, rules);
  return flaw === null ? { is: 'good', client, read } : no(flaw);
}

async function flawOfKey(text: string, { header }: ReadAssertion, client: Client): Promise<Flaw | null> {
  const fetched =
    client.keySetAddress === undefined ? { keys: [], failure: '' } : await fetchKeys(client.keySetAddress);
  if (fetched.failure !== '') return 'key-set';
  const all = [...fetched.keys, ...(client.keys ?? [])];
  const named = header.kid === '' ? all : all.filter(({ kid }) => kid === header.kid);
  if (named.length === 0) return 'kid';
  return (await isSignedByAny(text, named)) ? null : 'signature';
}

function flawOfClaims({ claims }: ReadAssertion, realm: Realm, rules: Rules): Flaw | null {
  if (!audiencesOf(claims).some((one) => rules.audiences.includes(one))) return 'audience';
  const time = timeOf(claims, { now: realm.now(), leeway: rules.leewaySeconds });
  if (time === 'over' || (time === 'ahead' && rules.looksAhead)) return time;
  const { exp = 0, iat = realm.now(), jti = '' } = claims;
  if (exp - iat > (rules.longestSeconds ?? Infinity)) return 'life';
  return rules.refusesReplay && realm.wasSeen(jti) ? 'replay' : null;
}
