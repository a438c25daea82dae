import type { Handlers, PayerSummary } from '#core/contract/contract.ts';
import { countOpen } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { problemWords } from '#core/domain/problem.ts';
import { stageOf } from '#core/domain/payer/progress.ts';
import { isTestCurrent } from '#core/domain/token/settings.ts';
import { texts } from '#core/domain/texts.ts';
import type { UnreadablePayer } from '#core/ports.ts';
import { forgetSecret, readWithSecretAsItIs, withSecretAsItIs } from '#core/use-cases/client-secret.ts';
import { judgedAmongAll, judgedPayers } from '#core/use-cases/judge-payer.ts';
import { createPayer, removePayer } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';

type Calls =
  'status' | 'words' | 'listPayers' | 'newPayer' | 'removePayer' | 'readPayer' | 'savePayer' | 'forgetSecret';

export function payerHandlers({ ports, version, storeFolder, demo }: Desk): Pick<Handlers, Calls> {
  const { store, clock, vault } = ports;
  return {
    status: async () => ({ version, store: storeFolder, vault: await vault.status(), demo }),
    words: async () => Promise.resolve({ problems: problemWords, texts }),
    listPayers: async () => {
      const { payers, faults } = await judgedPayers(ports);
      const today = await Promise.all(payers.map(async (payer) => withSecretAsItIs(ports, payer)));
      return [...today.map((payer) => summaryOf(payer, clock.now())), ...faults.map(unreadable)];
    },
    newPayer: (wish) => createPayer(ports, wish),
    removePayer: ({ ref }) => removePayer(ports, ref),
    readPayer: async ({ ref }) => judgedAmongAll(ports, await readWithSecretAsItIs(ports, ref)),
    savePayer: async ({ ref, revision, accept, ...changes }) => {
      // The revision is the one that the window saw: whoever saved since then is not overwritten.
      const before = { ...(await store.payer(ref)), revision };
      const by = { by: personName(), at: clock.now().toISOString() };
      return saveChanges(ports, before, { changes, accept: accept && { ...accept, ...by } });
    },
    forgetSecret: ({ ref }) => forgetSecret(ports, ref),
  };
}

function summaryOf(payer: Payer, now: Date): PayerSummary {
  const { ref, name, changedAt, test, keys } = payer;
  return {
    ref,
    name,
    changedAt,
    stage: stageOf(payer, now),
    ...countOpen(payer),
    test: test && { outcome: test.outcome, at: test.at, current: isTestCurrent(payer) },
    certificate: keys[0]?.certificate ?? null,
    fault: null,
  };
}

function unreadable({ ref, failure }: UnreadablePayer): PayerSummary {
  const nothing = { errors: 0, warnings: 0, test: null, certificate: null };
  return { ref, name: ref, changedAt: '', stage: '', ...nothing, fault: failure };
}
