import { Fault } from '../../domain/fault.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { TokenReport, Try } from '../../domain/token/report.ts';
import { KEPT_TRIES } from '../../domain/token/report.ts';
import type { TestPorts, TestWish } from './test-token.ts';
import { testToken } from './test-token.ts';

export interface RunWish extends TestWish {
  /** The cause whose remedy is being tried; '' for none. */
  readonly remedyOf: string;
}

/**
 * Runs the live test with the payer as it is kept, and keeps the report and a line in the log of tries with it. What was changed
 * meanwhile, here or by another program, stands: the report alone is added.
 */
export async function runTest(
  ports: TestPorts,
  ref: PayerRef,
  wish: RunWish = { nextCall: false, remedyOf: '' },
): Promise<Payer> {
  const report = await testToken(ports, await ports.store.payer(ref), wish);
  return keepReport(ports, ref, { report, line: tryOf(report, wish.remedyOf) });
}

/** Somebody may save between our reading and our saving; whoever loses that many times in a row has another trouble. */
const ATTEMPTS = 10;

async function keepReport(
  { store }: Pick<TestPorts, 'store'>,
  ref: PayerRef,
  { report, line }: { report: TokenReport; line: Try },
): Promise<Payer> {
  for (let attempt = 1; ; attempt += 1) {
    const payer = await store.payer(ref);
    const tries = [...payer.tries, line].slice(-KEPT_TRIES);
    try {
      return await store.savePayer({ ...payer, test: report, tries });
    } catch (error) {
      const isLost = error instanceof Fault && error.code === 'store/changed-meanwhile';
      if (!isLost || attempt === ATTEMPTS) throw error;
    }
  }
}

function tryOf({ at, outcome, settings, refusal, answer, remarks }: TokenReport, remedyOf: string): Try {
  const why = remarks.find(({ severity }) => severity === 'error')?.code;
  const status = answer === null ? '' : `status ${String(answer.status)}`;
  const failed = refusal?.error ?? (status || (why ?? ''));
  const says = { granted: '', cancelled: 'token/cancelled', refused: failed, failed }[outcome];
  return { at, outcome, says, settings, remedyOf };
}
