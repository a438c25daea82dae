import { Fault } from '#core/domain/fault.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { SignInReport } from '#core/domain/token/sign-in-report.ts';
import { testSignIn } from '#core/use-cases/token/test-sign-in.ts';
import type { Context } from '../../context.ts';
import { endable } from '../../ending.ts';
import { exit } from '../../report.ts';

export async function signIn(context: Context, ref: PayerRef): Promise<number> {
  const { ports, report } = context;
  const { browser: ours } = ports;
  const browser: typeof ours = {
    begin: (...given) => ours.begin(...given),
    receive: (...given) => ours.receive(...given),
    // Told as well, for a computer that opens nothing, or a browser of another kind: the wait is for whoever opens it.
    open: async (url: string) => {
      report.say(`Sign in at ${url}`);
      await ours.open(url).catch((error: unknown) => {
        if (!(error instanceof Fault && error.code === 'sign-in/no-browser')) throw error;
        report.say('No browser could be started here: open that address yourself. Ctrl-C ends the wait.');
      });
    },
  };
  const { signIn: result } = await endable((signal) => testSignIn({ ...ports, browser }, ref, signal));
  if (result === null) return exit.bug;
  const ok = result.outcome === 'granted' && result.checks.every(({ is }) => is !== 'error');
  report.result({ ok, ...result }, () => signInLines(result));
  return ok ? exit.done : exit.notAllGood;
}

function signInLines({ outcome, redirectUri, refusal, says, checks, granted }: SignInReport): string[] {
  return [
    `${outcome}\t${says}`,
    `redirect ${redirectUri}`,
    ...(granted === null ? [] : [`scopes ${granted.scopes.join(' ')}`]),
    ...(refusal === null ? [] : [`refused by the ${refusal.by}: ${refusal.error} ${refusal.description}`.trimEnd()]),
    ...checks.flatMap((check) => [
      `  ${check.is}\t${check.says} [${check.code}]`,
      ...(check.hint === '' ? [] : [`    ${check.hint}`]),
    ]),
  ];
}
