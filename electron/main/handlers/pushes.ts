import type { Handlers } from '#core/contract/contract.ts';
import { invokeExport, requestText } from '#core/domain/exchange/invoke-export.ts';
import { planText } from '#core/domain/push/plan-text.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { readiness } from '#core/use-cases/readiness.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';

type Calls = 'planPush' | 'push' | 'readiness' | 'listPushes' | 'rollback';

export function pushHandlers({ ports }: Pick<Desk, 'ports'>): Pick<Handlers, Calls> {
  const { store } = ports;
  return {
    planPush: async ({ ref, ...wish }) => {
      const plan = await planPayers(ports, { payers: [await store.payer(ref)], ...wish });
      return { plan, text: planText(plan) };
    },
    push: async ({ ref, plan, confirmation }) =>
      pushPayers(ports, { plan, payers: [await store.payer(ref)], confirmation, by: personName() }),
    readiness: async ({ ref, target }) => {
      const payer = await store.payer(ref);
      const request = invokeExport(completeDefinition(payer).issuer);
      return { checks: await readiness(ports, { payer, target }), request: requestText(request) };
    },
    listPushes: () => store.pushes(),
    rollback: (wish) => rollbackPush(ports, wish),
  };
}
