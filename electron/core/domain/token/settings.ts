/** @file What a live test tries, as a payer's fields say it. Kept in the report: when it differs from today's, the test is out of date. */
import type { FieldName } from '../payer/fields.ts';
import { givenSecret } from '../payer/given-secret.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { postedTo, wayOf } from './way.ts';

const always = ['issuer', 'clientId', 'clientAuthenticationMode', 'requestScopes'] as const satisfies FieldName[];
const withAssertion = [
  'assertionAudience',
  'assertionType',
  'assertionAlgorithm',
  'assertionSeconds',
  'assertionJku',
  'assertionCertificate',
  'assertionClaims',
] as const satisfies FieldName[];

export function testedSettings(payer: Payer): Record<string, string> {
  const way = wayOf(payer);
  const { method, grant } = way;
  const names: FieldName[] = [
    ...always,
    ...(way.usesAssertion ? withAssertion : []),
    ...(method === 'client_secret_basic' ? (['basicEncoding'] as const) : []),
    ...(method === 'udap' ? (['b2bExtension'] as const) : []),
    ...(valueOf(payer, 'assertionAudience') === 'own-text' ? (['assertionAudienceText'] as const) : []),
  ];
  return {
    tokenEndpoint: postedTo(payer),
    authenticationMethod: method,
    grantType: grant,
    ...Object.fromEntries(names.map((name) => [name, valueOf(payer, name)])),
    ...(way.usesAssertion ? { signingKey: payer.keys[0]?.kid ?? '' } : {}),
    ...(way.usesSecret ? { secretSince: givenSecret(payer)?.since ?? '' } : {}),
    ...(payer.network.clientKeyId === null ? {} : { clientKey: payer.network.clientKeyId }),
  };
}

/** A setting that a report of an earlier version does not name had its usual value then. */
const usual: Readonly<Record<string, string>> = {
  grantType: 'client_credentials',
  assertionCertificate: 'none',
};

export function isTestCurrent(payer: Payer): boolean {
  if (payer.test === null) return false;
  const today = testedSettings(payer);
  const tested = payer.test.settings;
  const names = new Set([...Object.keys(today), ...Object.keys(tested)]);
  return [...names].every((name) => isSame(name, today, tested));
}

function isSame(name: string, today: Readonly<Record<string, string>>, tested: Readonly<Record<string, string>>) {
  if (tested[name] !== undefined) return today[name] === tested[name];
  // There was no choice of a method then: it followed the mode.
  if (name === 'authenticationMethod')
    return (
      today[name] ===
      (tested['clientAuthenticationMode'] === 'CLIENT_SECRET_BASIC' ? 'client_secret_basic' : 'private_key_jwt')
    );
  return (today[name] ?? '') === (usual[name] ?? '');
}
