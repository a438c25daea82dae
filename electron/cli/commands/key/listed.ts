import { standingOf } from '#core/domain/keys/rotation.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import { exit } from '../../report.ts';
import { keyLines } from '../../show/keys.ts';

/** The keys of a payer. */
export function listed({ report, ports }: Context, { keys }: Pick<Payer, 'keys'>): number {
  const shown = keys.map((key) => ({ ...key, standing: standingOf(keys, key) }));
  report.result({ ok: true, keys: shown }, () => keyLines(keys, ports.clock.now()));
  return exit.done;
}
