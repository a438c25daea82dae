import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Stage } from '#core/domain/token/report.ts';
import { probePayer } from '#core/use-cases/token/probe-payer.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import { testRecipe } from '#core/use-cases/token/test-recipe.ts';
import type { Desk } from './desk.ts';

type Calls = 'testToken' | 'testProgress' | 'cancelTest' | 'probePayer' | 'testRecipe';

/** A test, or probes, under way: how far it is, and the way to end it. */
interface UnderWay {
  stages: readonly Stage[];
  readonly ending: AbortController;
}

export function liveTestHandlers({ ports }: Desk): Pick<Handlers, Calls> {
  const running = new Map<PayerRef, UnderWay>();

  /** One at a time for a payer: two would be one answer too many for a server that counts. Throws `token/under-way`. */
  async function alone<T>(ref: PayerRef, work: (test: UnderWay) => Promise<T>): Promise<T> {
    if (running.has(ref)) throw new Fault('token/under-way', { ref });
    const test: UnderWay = { stages: [], ending: new AbortController() };
    running.set(ref, test);
    try {
      return await work(test);
    } finally {
      running.delete(ref);
    }
  }

  return {
    testToken: async ({ ref, nextCall, remedyOf }) =>
      alone(ref, async (test) => {
        const onStages = (stages: readonly Stage[]) => void (test.stages = stages);
        return runTest(ports, ref, { nextCall, remedyOf, signal: test.ending.signal, onStages });
      }),
    testProgress: async ({ ref }) => Promise.resolve([...(running.get(ref)?.stages ?? [])]),
    cancelTest: async ({ ref }) => Promise.resolve(running.get(ref)?.ending.abort()),
    probePayer: async ({ ref, confirmation }) =>
      alone(ref, async ({ ending }) => probePayer(ports, ref, { confirmation, signal: ending.signal })),
    testRecipe: async ({ ref }) => testRecipe(ports, await ports.store.payer(ref)),
  };
}
