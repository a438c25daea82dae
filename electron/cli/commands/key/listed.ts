import { dayOf, expiryOf } from '#core/domain/keys/expiry.ts';
import { standingOf } from '#core/domain/keys/rotation.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import { exit } from '../../report.ts';

/** The keys of a payer, in the order of its JWKS: one line each, the one that signs first. */
export function listed({ report, ports }: Context, { keys }: Pick<Payer, 'keys'>): number {
  const now = ports.clock.now();
  report.result({ ok: true, keys: keys.map((key) => ({ ...key, standing: standingOf(keys, key) })) }, () =>
    keys.map((key) =>
      [standingOf(keys, key), key.kind, key.algorithm, key.kid, certificateWords(key, now), ...sharedWords(key)].join(
        '\t',
      ),
    ),
  );
  return exit.done;
}

function certificateWords({ certificate, request }: KeyRecord, now: Date): string {
  if (certificate !== null)
    return `certificate until ${dayOf(certificate.notAfter)}, ${expiryOf(certificate, now).says}`;
  return request === null ? 'no certificate' : 'request waits for its certificate';
}

function sharedWords({ shared }: KeyRecord): string[] {
  return shared === null ? [] : [`shared: ${shared.reason}`];
}
