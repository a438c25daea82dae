/** @file What a live test tries, as a payer's fields say it. Kept in the report: when it differs from today's, the test is out of date. */
import type { FieldName } from '../payer/fields.ts';
import { givenSecret } from '../payer/given-secret.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';

const always = [
  'issuer',
  'tokenEndpoint',
  'clientId',
  'clientAuthenticationMode',
  'requestScopes',
] as const satisfies FieldName[];
const withSecret = ['basicEncoding'] as const satisfies FieldName[];
const withKey = [
  'assertionAudience',
  'assertionType',
  'assertionAlgorithm',
  'assertionSeconds',
] as const satisfies FieldName[];

export function testedSettings(payer: Payer): Record<string, string> {
  const usesKey = valueOf(payer, 'clientAuthenticationMode') === 'PRIVATE_KEY_JWT';
  const names: FieldName[] = [...always, ...(usesKey ? withKey : withSecret)];
  const settings: Record<string, string> = Object.fromEntries(names.map((name) => [name, valueOf(payer, name)]));
  if (usesKey) settings['signingKey'] = payer.keys[0]?.kid ?? '';
  else settings['secretSince'] = givenSecret(payer)?.since ?? '';
  return settings;
}

export function isTestCurrent(payer: Payer): boolean {
  if (payer.test === null) return false;
  const today = testedSettings(payer);
  const tested = payer.test.settings;
  const names = new Set([...Object.keys(today), ...Object.keys(tested)]);
  return [...names].every((name) => today[name] === tested[name]);
}
