import type { Failure } from '#core/domain/fault.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';
import { problem } from '#core/domain/problem.ts';

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
  if (!isPayerRef(ref)) return [problem('ref', 'payer/bad-ref', { given: ref })];
  if (taken.includes(ref)) return [problem('ref', 'payer/exists', { ref })];
  return [];
}
