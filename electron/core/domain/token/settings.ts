/** @file What a live test tries, as a payer's fields say it. Kept in the report: when it differs from today's, the test is out of date. */
import type { FieldName } from '../payer/fields.ts';
import { givenSecret } from '../payer/given-secret.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import type { Way } from './way.ts';
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
    ...(way.usesAssertion ? { signingKey: payer.keys[0]?.kid ?? '', ...signingCertificate(payer, way) } : {}),
    ...(way.usesSecret ? { secretSince: givenSecret(payer)?.since ?? '' } : {}),
    ...clientCertificate(payer),
  };
}

/** Where it goes along, a renewed one is another setting. */
function signingCertificate({ fields, keys }: Payer, { method }: Way): Record<string, string> {
  const choice = valueOf({ fields }, 'assertionCertificate');
  if (method !== 'udap' && (choice === '' || choice === 'none')) return {};
  return { signingCertificate: keys[0]?.certificate?.sha256 ?? '' };
}

function clientCertificate({ network: { clientKeyId }, keys }: Payer): Record<string, string> {
  if (clientKeyId === null) return {};
  const sha256 = keys.find(({ id }) => id === clientKeyId)?.certificate?.sha256 ?? '';
  return { clientKey: clientKeyId, clientCertificate: sha256 };
}

/** A setting that a report does not name had its usual value then. */
const usual: Readonly<Record<string, string>> = {
  grantType: 'client_credentials',
  assertionCertificate: 'none',
};

/** What reports of an earlier version could not name, and so cannot be held against them. */
const untold: ReadonlySet<string> = new Set(['clientKey', 'clientCertificate']);

type Settings = Readonly<Record<string, string>>;

export function isTestCurrent(payer: Payer): boolean {
  return agrees(payer, () => true);
}

/** Of this store alone: when its secret was sealed, and by which id it knows a key. */
const ofThisStore: ReadonlySet<string> = new Set(['secretSince', 'clientKey']);

/** As far as another store can tell: all that is compared but what has a meaning in the store of the test only. */
export function sameAsTested(payer: Payer): boolean {
  return agrees(payer, (name) => !ofThisStore.has(name));
}

function agrees(payer: Payer, counts: (name: string) => boolean): boolean {
  if (payer.test === null) return false;
  const today = testedSettings(payer);
  const tested = asToldToday(payer.test.settings);
  const names = new Set([...Object.keys(today), ...Object.keys(tested.settings)]);
  return [...names]
    .filter((name) => counts(name) && (tested.isWhole || !untold.has(name)))
    .every((name) => settingIn(today, name) === settingIn(tested.settings, name));
}

/** Reports of an earlier version know no method: there was no choice of one, and it followed the mode. */
function asToldToday(settings: Settings): { settings: Settings; isWhole: boolean } {
  if (settings['authenticationMethod'] !== undefined) return { settings, isWhole: true };
  const usesSecret = settings['clientAuthenticationMode'] === 'CLIENT_SECRET_BASIC';
  const authenticationMethod = usesSecret ? 'client_secret_basic' : 'private_key_jwt';
  return { settings: { ...settings, authenticationMethod }, isWhole: false };
}

/** Absent and empty are one. */
function settingIn(settings: Settings, name: string): string {
  return settings[name] || (usual[name] ?? '');
}
