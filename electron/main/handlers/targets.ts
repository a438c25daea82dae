import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { toldOf } from '#core/domain/push/target-facts.ts';
import { forgetClientKey, keepClientKey } from '#core/use-cases/push/target-client-key.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import { addTarget, removeTarget } from '#core/use-cases/push/targets.ts';
import type { Desk } from './desk.ts';
import { readAuthorityFiles, readChosen } from './desk.ts';

type Calls =
  | 'listTargets'
  | 'saveTarget'
  | 'removeTarget'
  | 'testTarget'
  | 'chooseTargetAuthority'
  | 'chooseTargetClientKey'
  | 'forgetTargetClientKey';

export function targetHandlers({ ports, dialogs }: Desk): Pick<Handlers, Calls> {
  const { store } = ports;
  return {
    listTargets: () => store.targets(),
    saveTarget: (draft) => addTarget(ports, draft, null),
    removeTarget: ({ name }) => removeTarget(ports, name),
    testTarget: async ({ name }) => {
      const facts = await testTarget(ports, name);
      return { ...facts, told: toldOf(facts) };
    },
    chooseTargetAuthority: async ({ name }) => {
      const files = await dialogs.openFiles({ title: 'CA certificates to trust for this target', many: true });
      if (files === null) return null;
      const { authorities, leftOut } = await readAuthorityFiles(files);
      const target = await store.target(name);
      const all = [...new Set([...target.authorities, ...authorities])];
      return { target: await store.saveTarget({ ...target, authorities: all }), leftOut };
    },
    chooseTargetClientKey: async ({ name }) => {
      const [chosen] = (await dialogs.openFiles({ title: 'A private key with its certificate', many: false })) ?? [];
      if (chosen === undefined) return null;
      const bytes = await readChosen(chosen);
      try {
        const file = await ports.keyFiles.read({ bytes, passphrase: null });
        return await keepClientKey(ports, { name, file, fileName: path.basename(chosen) });
      } finally {
        bytes.fill(0);
      }
    },
    forgetTargetClientKey: ({ name }) => forgetClientKey(ports, name),
  };
}
