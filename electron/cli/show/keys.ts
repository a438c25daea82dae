import { concerns } from '#core/domain/keys/concerns.ts';
import { dayOf, expiryOf } from '#core/domain/keys/expiry.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { standingOf } from '#core/domain/keys/rotation.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { algorithmFor } from '#core/domain/token/algorithm.ts';

/** One line for each key, in the order of the JWKS: the one that signs first. */
export function keyLines(payer: Payer, now: Date): string[] {
  return payer.keys.map((key) =>
    [
      standingOf(payer.keys, key),
      key.kind,
      algorithmFor(payer, key),
      key.kid,
      certificateWords(key, now),
      ...sharedWords(key),
    ].join('\t'),
  );
}

/** What is to be looked after about keys and certificates, as findings are told. */
export function concernLines(payer: Payer, now: Date): string[] {
  return concerns(payer, now).flatMap(({ severity, says, code, hint }) => [
    `${severity}: ${says} [${code}]`,
    `  ${hint}`,
  ]);
}

function certificateWords({ certificate, request }: KeyRecord, now: Date): string {
  if (certificate !== null)
    return `certificate until ${dayOf(certificate.notAfter)}, ${expiryOf(certificate, now).says}`;
  return request === null ? 'no certificate' : 'request waits for its certificate';
}

function sharedWords({ shared }: KeyRecord): string[] {
  return shared === null ? [] : [`shared: ${shared.reason}`];
}
