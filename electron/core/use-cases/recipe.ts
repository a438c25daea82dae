/** @file What a colleague on the network runs for a machine that may not go out: one curl command for every place. */
import { curlRecipe } from '../domain/discovery/capture.ts';
import { causeFinding } from '../domain/discovery/causes.ts';
import { understand } from '../domain/discovery/understand.ts';
import { Fault } from '../domain/fault.ts';

/** Throws `input/no-address`. */
export function recipeFor(address: string, file = 'payer-documents.txt'): string {
  const understood = understand(address, { allowPrivate: false });
  if (!('code' in understood)) return curlRecipe(understood.places, file);
  const { says, hint } = causeFinding(understood.code, understood.details as never);
  throw new Fault('input/no-address', { says, hint });
}
