import type { Failure } from '#core/domain/fault.ts';
import { explain } from '#core/domain/catalogue.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';

/** A slug for a name: “Northlake Mutual, Inc.” → `northlake-mutual-inc`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[̀-ͯ]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63);
}

/** What is wrong with slug and environment; empty when they name a payer that is not there yet. */
export function checkRef(ref: string, taken: readonly string[]): Failure[] {
  if (!isPayerRef(ref)) return [{ code: 'payer/bad-ref', ...explain('payer/bad-ref', { given: ref }) }];
  if (taken.includes(ref)) return [{ code: 'payer/exists', ...explain('payer/exists', { ref }) }];
  return [];
}
