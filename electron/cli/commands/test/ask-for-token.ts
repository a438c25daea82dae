import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Stage, TokenReport } from '#core/domain/token/report.ts';
import type { AppliedSetting } from '#core/use-cases/token/apply-remedy.ts';
import { applyRemedy } from '#core/use-cases/token/apply-remedy.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import type { Context } from '../../context.ts';
import { endable } from '../../ending.ts';
import type { Report } from '../../report.ts';
import { exit } from '../../report.ts';
import type { Shown } from '../../show/token-report.ts';
import { reportLines } from '../../show/token-report.ts';

export async function askForToken(context: Context, ref: PayerRef, show: Shown): Promise<number> {
  const { ports, report } = context;
  const remedyOf = context.text('apply') ?? '';
  const changed = remedyOf === '' ? null : await applied(context, ref, remedyOf);
  const nextCall = context.flag('next-call');
  const wish = { nextCall, remedyOf, ...(process.stderr.isTTY ? { onStages: progress(report) } : {}) };
  const { test: result } = await endable((signal) => runTest(ports, ref, { ...wish, signal }));
  if (result === null) return exit.bug;
  const ok = isAllGood(result, nextCall);
  const told = changed === null ? {} : { applied: { code: remedyOf, changed } };
  report.result({ ok, ...told, ...result }, () => reportLines(result, { show, ref }));
  for (const remark of result.remarks) report.remark(remark);
  return ok ? exit.done : exit.notAllGood;
}

/** Told before the test: should that throw, what was changed is known. */
async function applied({ ports, report }: Context, ref: PayerRef, code: string): Promise<readonly AppliedSetting[]> {
  const { changed } = await applyRemedy(ports, await ports.store.payer(ref), code);
  for (const each of changed) report.say(changedLine(each));
  return changed;
}

function changedLine({ name, from, to }: AppliedSetting): string {
  return `changed\t${name}\t${from || '(nothing)'}\t→ ${to || '(nothing)'}`;
}

function isAllGood({ outcome, checks, nextCall }: TokenReport, asked: boolean): boolean {
  return outcome === 'granted' && (!asked || nextCall?.is === 'good') && checks.every(({ is }) => is !== 'error');
}

/** A line for each stage that ended. */
function progress(report: Report): (stages: readonly Stage[]) => void {
  let told = 0;
  return (stages) => {
    const ended = stages.filter(({ state }) => state === 'done' || state === 'failed');
    for (const { name, state, milliseconds, says } of ended.slice(told))
      report.say(`${name} ${state}, ${String(milliseconds)} ms${says === '' ? '' : `: ${says}`}`);
    told = Math.max(told, ended.length);
  };
}
