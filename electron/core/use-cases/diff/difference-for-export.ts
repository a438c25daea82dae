import type { Difference } from '../../domain/diff/difference.ts';
import { differenceMarkdown } from '../../domain/diff/markdown.ts';
import type { Side } from '../../domain/diff/side.ts';
import type { PayerRef } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';
import { compareSides } from './compare-sides.ts';
import { sideOfPayers } from './sides.ts';

/** What an export of these payers changes against the state before, in Markdown for the bundle’s README. */
export async function differenceForExport(
  ports: Pick<Ports, 'store' | 'vault' | 'digests'>,
  before: Side,
  refs: readonly PayerRef[],
): Promise<string[]> {
  const payers = sideOfPayers(await Promise.all(refs.map((ref) => ports.store.payer(ref))));
  const difference = await compareSides(ports, { before, after: { ...payers, is: 'bundle', label: 'of now' } });
  return differenceMarkdown(withoutLeft(difference));
}

/** What else is there is not taken away by a bundle. */
function withoutLeft(difference: Difference): Difference {
  const definitions = difference.definitions.filter(({ is }) => is !== 'only-before');
  return { ...difference, definitions, isSame: definitions.every(({ is }) => is === 'same') };
}
