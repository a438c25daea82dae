import type { Handlers } from '#core/contract/contract.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { testSignIn } from '#core/use-cases/token/test-sign-in.ts';
import type { Desk } from './desk.ts';

type Calls = 'testSignIn' | 'cancelSignIn';

export function signInHandlers({ ports }: Desk): Pick<Handlers, Calls> {
  const waiting = new Map<PayerRef, AbortController>();

  return {
    testSignIn: async ({ ref }) => {
      // Whoever asks again has closed the page of before: that one is waited for no longer.
      waiting.get(ref)?.abort();
      const ending = new AbortController();
      waiting.set(ref, ending);
      try {
        return await testSignIn(ports, ref, ending.signal);
      } finally {
        if (waiting.get(ref) === ending) waiting.delete(ref);
      }
    },
    cancelSignIn: async ({ ref }) => Promise.resolve(waiting.get(ref)?.abort()),
  };
}
