import type { PayerRef } from '#core/domain/payer/payer.ts';
import { testRecipe } from '#core/use-cases/token/test-recipe.ts';
import type { Context } from '../../context.ts';
import { exit } from '../../report.ts';

/** As it is, and not line by line: a line that is cut for a terminal would be another command. It is written to do no harm to one. */
export async function printRecipe({ ports, report }: Context, ref: PayerRef): Promise<number> {
  const recipe = await testRecipe(ports, await ports.store.payer(ref));
  report.textOrJson(recipe, { ok: true, recipe });
  return exit.done;
}
