import type { Rechecked } from '#core/use-cases/recheck.ts';
import { recheckPayers } from '#core/use-cases/recheck.ts';
import { sweepOften } from '#node/frugal.ts';
import type { Context } from '../context.ts';
import { exit } from '../report.ts';

/** `discover --all`. */
export async function recheck(context: Context): Promise<number> {
  sweepOften();
  const refs = await context.ports.store.refs();
  const results: Rechecked[] = [];
  await recheckPayers(context.ports, refs, (result) => {
    // Of a payer that is as it was nothing more is worth keeping until the end.
    results.push(result.is === 'same' ? { ...result, fresh: [] } : result);
    if (process.stderr.isTTY) context.report.say(`${String(results.length)} of ${String(refs.length)}  ${result.ref}`);
  });
  results.sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const ok = results.every(({ is }) => is === 'same' || is === 'no-address');
  context.report.result({ ok, payers: results }, () => results.flatMap(linesOf));
  return ok ? exit.done : exit.notAllGood;
}

function linesOf({ ref, is, changed, fresh }: Rechecked): string[] {
  return [
    `${ref}\t${is}`,
    ...changed.map(({ name, kept, now }) => `  ${name}: ${kept} → ${now || '(nothing)'}`),
    ...fresh.map(({ severity, says, code }) => `  ${severity}: ${says} [${code}]`),
  ];
}
