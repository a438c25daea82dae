import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { TokenReport, Try } from '../../domain/token/report.ts';
import { KEPT_TRIES } from '../../domain/token/report.ts';
import type { TestPorts, TestWish } from './test-token.ts';
import { testToken } from './test-token.ts';

export interface RunWish extends TestWish {
  /** The cause whose remedy is being tried; '' for none. */
  readonly remedyOf: string;
}

/** Runs the live test with the payer as it is kept, and keeps the report and a line in the log of tries with it. */
export async function runTest(
  ports: TestPorts,
  ref: PayerRef,
  wish: RunWish = { nextCall: false, remedyOf: '' },
): Promise<Payer> {
  const report = await testToken(ports, await ports.store.payer(ref), wish);
  const payer = await ports.store.payer(ref);
  const tries = [...payer.tries, tryOf(report, wish.remedyOf)].slice(-KEPT_TRIES);
  return ports.store.savePayer({ ...payer, test: report, tries });
}

function tryOf({ at, outcome, settings, refusal, answer, remarks }: TokenReport, remedyOf: string): Try {
  const status = answer === null ? (remarks[0]?.code ?? '') : `status ${String(answer.status)}`;
  const says = outcome === 'granted' ? '' : (refusal?.error ?? status);
  return { at, outcome, says, settings, remedyOf };
}
