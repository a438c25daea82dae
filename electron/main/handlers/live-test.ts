import type { Handlers } from '#core/contract/contract.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Stage } from '#core/domain/token/report.ts';
import { probePayer } from '#core/use-cases/token/probe-payer.ts';
import { runTest } from '#core/use-cases/token/run-test.ts';
import { testRecipe } from '#core/use-cases/token/test-recipe.ts';
import type { Desk } from './desk.ts';

type Calls = 'testToken' | 'testProgress' | 'cancelTest' | 'probePayer' | 'testRecipe';

/** A test that is under way: how far it is, and the way to end it. */
interface UnderWay {
  stages: readonly Stage[];
  readonly ending: AbortController;
}

export function liveTestHandlers({ ports }: Desk): Pick<Handlers, Calls> {
  const running = new Map<PayerRef, UnderWay>();

  return {
    testToken: async ({ ref, nextCall, remedyOf }) => {
      const test: UnderWay = { stages: [], ending: new AbortController() };
      running.set(ref, test);
      const onStages = (stages: readonly Stage[]) => void (test.stages = stages);
      try {
        return await runTest(ports, ref, { nextCall, remedyOf, signal: test.ending.signal, onStages });
      } finally {
        if (running.get(ref) === test) running.delete(ref);
      }
    },
    testProgress: async ({ ref }) => Promise.resolve([...(running.get(ref)?.stages ?? [])]),
    cancelTest: async ({ ref }) => Promise.resolve(running.get(ref)?.ending.abort()),
    probePayer: ({ ref, confirmation }) => probePayer(ports, ref, { confirmation }),
    testRecipe: async ({ ref }) => testRecipe(ports, await ports.store.payer(ref)),
  };
}
