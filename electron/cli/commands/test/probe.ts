import type { PayerRef } from '#core/domain/payer/payer.ts';
import { probePayer } from '#core/use-cases/token/probe-payer.ts';
import type { Context } from '../../context.ts';
import { endable } from '../../ending.ts';
import { exit } from '../../report.ts';
import { probeLines } from '../../show/probes.ts';

export async function probe(context: Context, ref: PayerRef): Promise<number> {
  const { ports, report } = context;
  const confirmation = context.text('production') ?? '';
  const { probes } = await endable((signal) =>
    probePayer(ports, ref, {
      confirmation,
      signal,
      onProgress: ({ name, done, all }) => {
        if (process.stderr.isTTY) report.say(`${String(done + 1)} of ${String(all)}  ${name}`);
      },
    }),
  );
  if (probes === null) return exit.bug;
  const ok = probes.results.every(({ is }) => is === 'refused-well');
  report.result({ ok, ...probes }, () => probeLines(probes));
  return ok ? exit.done : exit.notAllGood;
}
