/**
 * @file Under which wire name a definition names its keystore. No source tells it (smile-cdr §2.4), so it is used only where the target
 * itself shows it, or a person has typed it: a wrong one would be refused, or dropped in silence.
 */
import type { WireKeystore, WireServer } from '../../ports.ts';

const named = /keystore/i;

/** A key called after keystores whose value is the id of one. '': none is seen, or two are. */
export function keystoreReferenceSeen(servers: readonly WireServer[], keystores: readonly WireKeystore[]): string {
  const ids = new Set<unknown>(keystores.map(({ keystoreId }) => keystoreId));
  const seen = new Set(
    servers.flatMap((server) => Object.keys(server).filter((key) => named.test(key) && ids.has(server[key]))),
  );
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : '';
}
