import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { TokenReport, Try } from '../../domain/token/report.ts';
import { KEPT_TRIES } from '../../domain/token/report.ts';
import { keepWith } from './keep.ts';
import type { TestPorts, TestWish } from './test-token.ts';
import { testToken } from './test-token.ts';

export interface RunWish extends TestWish {
  /** The cause whose remedy is being tried; '' for none. */
  readonly remedyOf: string;
}

/**
 * Runs the live test with the payer as it is kept, and keeps the report and a line in the log of tries with it: see
 * `keepWith`.
 */
export async function runTest(
  ports: TestPorts,
  ref: PayerRef,
  wish: RunWish = { nextCall: false, remedyOf: '' },
): Promise<Payer> {
  const report = await testToken(ports, await ports.store.payer(ref), wish);
  const line = tryOf(report, wish.remedyOf);
  return keepWith(ports, ref, ({ tries }) => ({ test: report, tries: [...tries, line].slice(-KEPT_TRIES) }));
}

function tryOf({ at, outcome, settings, refusal, answer, remarks }: TokenReport, remedyOf: string): Try {
  const why = remarks.find(({ severity }) => severity === 'error')?.code;
  const status = answer === null ? '' : `status ${String(answer.status)}`;
  const failed = refusal?.error ?? (status || (why ?? ''));
  const says = { granted: '', cancelled: 'token/cancelled', refused: failed, failed }[outcome];
  return { at, outcome, says, settings, remedyOf };
}
