import { Fault } from '../../domain/fault.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import { algorithmFor } from '../../domain/token/algorithm.ts';
import type { Assertion } from '../../domain/token/assertion.ts';
import { base64Url, makeAssertion, signingInput } from '../../domain/token/assertion.ts';
import type { Purpose } from '../../domain/token/audience.ts';
import { audienceOf, checkedAudience } from '../../domain/token/audience.ts';
import { certificateHeader } from '../../domain/token/certificate-header.ts';
import { extensionsOf } from '../../domain/token/extensions.ts';
import { wayOf } from '../../domain/token/way.ts';
import type { Ports } from '../../ports.ts';
import { settledPayer } from './confirmed.ts';

/**
 * The assertion as the payer's settings say it. Faults: `token/no-key`, `token/wrong-algorithm`, `token/wrong-life`,
 * `token/bad-claims`, `token/no-certificate`, and those of `audienceOf`.
 */
export function assertionFor({ clock }: Pick<Ports, 'clock'>, payer: Payer): Assertion {
  const key = payer.keys[0];
  if (key === undefined) throw new Fault('token/no-key', {});
  const algorithm = valueOf(payer, 'assertionAlgorithm') || algorithmFor(payer, key);
  if (!key.algorithms.includes(algorithm))
    throw new Fault('token/wrong-algorithm', { kind: key.kind, algorithm, possible: key.algorithms.join(', ') });

  const jku = valueOf(payer, 'assertionJku');
  const settings = {
    clientId: valueOf(payer, 'clientId'),
    audience: audienceOf(payer),
    type: valueOf(payer, 'assertionType') || 'JWT',
    algorithm,
    kid: key.kid,
    // One minute is enough for a test, and forgives a clock that is a little off.
    seconds: Number(valueOf(payer, 'assertionSeconds') || '60'),
    header: { ...(jku === '' ? {} : { jku }), ...certificateHeader(payer, key, wayOf(payer)) },
    claims: extensionsOf(payer, wayOf(payer)),
  };
  return makeAssertion(settings, { now: clock.now(), jti: clock.newId() });
}

/**
 * Signs with the payer's key, for nobody but those of [Note: Audience injection], and only while nothing about whom we talk to
 * waits for a person. (1) Every signature of an assertion is made here. Throws `token/audience-not-ours`, what `confirmed` throws,
 * and the vault's own.
 */
export async function signAssertion(
  ports: Pick<Ports, 'vault' | 'store'>,
  given: Payer,
  assertion: Assertion,
  purpose: Purpose = 'request',
): Promise<string> {
  const payer = await settledPayer(ports, given);
  checkedAudience(payer, assertion.claims.aud, purpose);
  const input = signingInput(assertion);
  const signature = await ports.vault.sign({
    owner: payer.ref,
    keyId: payer.keys[0]?.id ?? '',
    algorithm: assertion.header.alg,
    form: 'jose',
    bytes: new TextEncoder().encode(input),
  });
  return `${input}.${base64Url(signature)}`;
}
