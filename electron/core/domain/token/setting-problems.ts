/**
 * @file What keeps the live test from asking, as far as the client's settings show it while they are typed. It keeps no
 * definition back: Smile CDR's way of asking is its own.
 */
import { addressFlaw } from '../address.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { readB2bExtension } from './b2b-extension.ts';
import { readExtraClaims } from './extra-claims.ts';
import { loopbackProblems } from './loopback-redirect.ts';
import type { Way } from './way.ts';
import { wayOf } from './way.ts';

/** Of the settings that the way of asking uses; the others may hold what they like. */
export function settingProblems(payer: Payer): Problem[] {
  const way = wayOf(payer);
  return [
    ...(way.usesCertificate ? clientCertificateProblems(payer, way) : []),
    ...(way.usesAssertion ? assertionProblems(payer, way) : []),
    ...(way.method === 'udap' ? readB2bExtension(valueOf(payer, 'b2bExtension')).problems : []),
    ...loopbackProblems(valueOf(payer, 'loopbackRedirect')),
  ];
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
  const seconds = valueOf(payer, 'assertionSeconds');
  if (seconds !== '' && !isLife(seconds)) problems.push(problem('assertionSeconds', 'client/life', { given: seconds }));
  const jku = valueOf(payer, 'assertionJku');
  if (jku !== '' && addressFlaw(jku) !== null) problems.push(problem('assertionJku', 'client/jku-address', {}));
  return [...problems, ...headerProblems(payer, method)];
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
  return Number.isInteger(seconds) && seconds >= 30 && seconds <= 300;
}
