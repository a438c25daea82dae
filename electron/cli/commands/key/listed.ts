import { standingOf } from '#core/domain/keys/rotation.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import { exit } from '../../report.ts';

/** The keys of a payer, in the order of its JWKS: one line each, the one that signs first. */
export function listed({ report }: Context, { keys }: Pick<Payer, 'keys'>): number {
  report.result({ ok: true, keys: keys.map((key) => ({ ...key, standing: standingOf(keys, key) })) }, () =>
    keys.map((key) =>
      [standingOf(keys, key), key.kind, key.algorithm, key.kid, certificateWords(key), ...sharedWords(key)].join('\t'),
    ),
  );
  return exit.done;
}

function certificateWords({ certificate, request }: KeyRecord): string {
  if (certificate !== null) return `certificate until ${certificate.notAfter}`;
  return request === null ? 'no certificate' : 'request waits for its certificate';
}

function sharedWords({ shared }: KeyRecord): string[] {
  return shared === null ? [] : [`shared: ${shared.reason}`];
}
