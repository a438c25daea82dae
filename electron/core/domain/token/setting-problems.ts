/**
 * @file What keeps the live test from asking, as far as the client's settings show it while they are typed. It keeps no
 * definition back: Smile CDR's way of asking is its own.
 */
import { addressFlaw } from '../address.ts';
import type { FieldName } from '../payer/fields.ts';
import { fields } from '../payer/fields.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { audienceChoices, isIssuerAddress } from './audience-choices.ts';
import { readB2bExtension } from './b2b-extension.ts';
import { readExtraClaims } from './extra-claims.ts';
import { loopbackProblems } from './loopback-redirect.ts';
import type { Way } from './way.ts';
import { grants, methods, wayOf } from './way.ts';

/** Settings that are one of a few, and which way of asking reads them. */
const choices: readonly {
  readonly name: FieldName;
  readonly possible: readonly string[];
  readonly isRead: (way: Way) => boolean;
}[] = [
  { name: 'authenticationMethod', possible: methods, isRead: () => true },
  { name: 'grantType', possible: grants, isRead: () => true },
  { name: 'basicEncoding', possible: ['form', 'raw'], isRead: ({ method }) => method === 'client_secret_basic' },
  { name: 'assertionAudience', possible: audienceChoices, isRead: signs },
  { name: 'assertionType', possible: ['JWT', 'client-authentication+jwt', 'none'], isRead: signs },
  { name: 'assertionCertificate', possible: ['none', 'x5c', 'x5t', 'x5t#S256'], isRead: signs },
];

function signs({ usesAssertion }: Way): boolean {
  return usesAssertion;
}

/** Of the settings that the way of asking uses; the others may hold what they like. */
export function settingProblems(payer: Payer): Problem[] {
  const way = wayOf(payer);
  return [
    ...choiceProblems(payer, way),
    ...(way.usesCertificate ? clientCertificateProblems(payer, way) : []),
    ...(way.usesAssertion ? assertionProblems(payer, way) : []),
    ...(way.method === 'udap' ? readB2bExtension(valueOf(payer, 'b2bExtension')).problems : []),
    ...loopbackProblems(valueOf(payer, 'loopbackRedirect')),
  ];
}

/** A command or an edited file may set what no list offers. '' takes what is usual. */
function choiceProblems(payer: Payer, way: Way): Problem[] {
  return choices.flatMap(({ name, possible, isRead }) => {
    const given = valueOf(payer, name);
    if (given === '' || !isRead(way) || possible.includes(given)) return [];
    const { label } = fields[name];
    return [problem(name, 'client/no-such-choice', { label, given, possible: possible.join(', ') })];
  });
}

/** The key whose certificate is shown in the TLS handshake; undefined: none is chosen, or the chosen one has none. */
export function clientCertificateOf({
  network,
  keys,
}: Pick<Payer, 'network' | 'keys'>): Payer['keys'][number] | undefined {
  return keys.find(({ id, certificate }) => id === network.clientKeyId && certificate !== null);
}

function clientCertificateProblems(payer: Payer, { method }: Way): Problem[] {
  return clientCertificateOf(payer) === undefined
    ? [problem('authenticationMethod', 'client/no-client-certificate', { method })]
    : [];
}

function assertionProblems(payer: Payer, { method }: Way): Problem[] {
  const problems = readExtraClaims(valueOf(payer, 'assertionClaims')).problems;
  if (valueOf(payer, 'assertionAudience') === 'own-text' && valueOf(payer, 'assertionAudienceText') === '')
    problems.push(problem('assertionAudienceText', 'client/no-audience-text', {}));
  if (valueOf(payer, 'assertionAudience') === 'issuer' && valueOf(payer, 'issuer') === '')
    problems.push(problem('assertionAudience', 'client/no-issuer', {}));
  else if (valueOf(payer, 'assertionAudience') === 'issuer' && !isIssuerAddress(valueOf(payer, 'issuer')))
    problems.push(problem('assertionAudience', 'client/issuer-no-address', { issuer: valueOf(payer, 'issuer') }));
  const seconds = valueOf(payer, 'assertionSeconds');
  if (seconds !== '' && !isLife(seconds)) problems.push(problem('assertionSeconds', 'client/life', { given: seconds }));
  const jku = valueOf(payer, 'assertionJku');
  if (jku !== '' && addressFlaw(jku) !== null) problems.push(problem('assertionJku', 'client/jku-address', {}));
  return [...problems, ...algorithmProblems(payer), ...headerProblems(payer, method)];
}

function algorithmProblems({ keys: [key], ...payer }: Payer): Problem[] {
  const algorithm = valueOf(payer, 'assertionAlgorithm');
  if (key === undefined || algorithm === '' || key.algorithms.includes(algorithm)) return [];
  const details = { kind: key.kind, algorithm, possible: key.algorithms.join(', ') };
  return [problem('assertionAlgorithm', 'client/algorithm', details)];
}

/** A key that is missing altogether is told by the definition. */
function headerProblems({ keys: [key], ...payer }: Payer, method: Way['method']): Problem[] {
  const choice = valueOf(payer, 'assertionCertificate');
  if (key === undefined || key.certificate !== null) return [];
  if (method === 'udap') return [problem('authenticationMethod', 'client/no-certificate', { choice: 'x5c' })];
  return choice === '' || choice === 'none'
    ? []
    : [problem('assertionCertificate', 'client/no-certificate', { choice })];
}

function isLife(text: string): boolean {
  const seconds = Number(text);
  // “6e1” and “0x3c” are numbers, and no way to write them here.
  return /^\d{2,3}$/.test(text) && seconds >= 30 && seconds <= 300;
}
