/** @file What a restart brings back: smile-cdr §7.1. */
import type { Assumptions } from './assumptions.ts';
import { sameIssuer } from './oauth2-server.ts';
import { seededKeystores, seededServers } from './seed.ts';
import { keep, overwrite } from './state.ts';
import type { Seed, State } from './state.ts';

/**
 * A restart of the node. DATABASE: “the database wins”, nothing changes. PROPERTIES: “file always wins”, so what a push changed in a
 * seeded definition, its archiving too, may be undone; what is in no file stays.
 */
export function restart(state: State, seed: Seed, assumptions: Assumptions): void {
  if (assumptions.propertySource === 'DATABASE') return;

  for (const given of seededServers(seed)) {
    const kept = state.servers.find(
      ({ fields }) =>
        fields['nodeId'] === given['nodeId'] &&
        fields['moduleId'] === given['moduleId'] &&
        sameIssuer(fields['issuer'], given['issuer'], assumptions),
    );
    if (kept === undefined) keep(state, given);
    else if (assumptions.seedAtRestart === 'replaces') overwrite(kept, given);
  }
  for (const given of seededKeystores(seed)) {
    const kept = state.keystores.find(({ keystoreId }) => keystoreId === given.keystoreId);
    if (kept === undefined) state.keystores.push(given);
    else if (assumptions.seedAtRestart === 'replaces') Object.assign(kept, given);
  }
}
