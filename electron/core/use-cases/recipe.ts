/** @file What a colleague on the network runs for a machine that may not go out: one curl command for every place. */
import { causeFinding } from '../domain/discovery/causes.ts';
import { curlRecipe } from '../domain/discovery/curl-recipe.ts';
import type { Misunderstood, Understood } from '../domain/discovery/understand.ts';
import { readAddress, understand } from '../domain/discovery/understand.ts';
import { placesOfFhirBase } from '../domain/discovery/well-known.ts';
import { Fault } from '../domain/fault.ts';
import type { Clock } from '../ports.ts';

export interface RecipeWish {
  /** Issuers, FHIR bases or documents. */
  readonly addresses: readonly string[];
  readonly fhirBase?: string;
  readonly community?: string;
  /** Asked as they are: a key set, of which no usual place is known. */
  readonly also?: readonly string[];
}

/** Throws `input/no-address`. */
export function recipeFor(
  { clock }: { clock: Pick<Clock, 'newId'> },
  { addresses, fhirBase = '', community = '', also = [] }: RecipeWish,
): string {
  const known = addresses.map((address) => understood(understand(address, { allowPrivate: false }, { community })));
  const exact = also.map((address) => ({ address: understood(readAddress(address)).address }));
  const ofBase = fhirBase === '' ? [] : placesOfFhirBase(understood(readAddress(fhirBase)).address, community);
  const places = [...known.flatMap((each) => each.places), ...ofBase, ...exact];
  const distinct = places.filter(({ address }, at) => places.findIndex((place) => place.address === address) === at);
  return curlRecipe({ places: distinct, file: 'payer-documents.txt', token: clock.newId().replaceAll('-', '') });
}

function understood<U extends Understood | { readonly address: string }>(given: U | Misunderstood): U {
  if (!('code' in given)) return given;
  const { says, hint } = causeFinding(given.code, given.details as never);
  throw new Fault('input/no-address', { says, hint });
}
