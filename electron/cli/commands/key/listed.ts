import { standingOf } from '#core/domain/keys/rotation.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { algorithmFor } from '#core/domain/token/algorithm.ts';
import type { Context } from '../../context.ts';
import { exit } from '../../report.ts';
import { keyLines } from '../../show/keys.ts';

/** The keys of a payer. `now`: for expiry in words. */
export function listed({ report, ports }: Context, payer: Payer, now = ports.clock.now()): number {
  const { keys } = payer;
  const shown = keys.map((key) => ({ ...key, algorithm: algorithmFor(payer, key), standing: standingOf(keys, key) }));
  report.result({ ok: true, keys: shown }, () => keyLines(payer, now));
  return exit.done;
}
