/** @file The person’s own change-control key, and the list of whom they believe. */
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { identity } from '#core/use-cases/identity.ts';
import { addTrust, revokeTrust } from '#core/use-cases/trust.ts';
import { writeWhole } from '#node/files.ts';
import { readTrustFile } from '#node/trust-files.ts';
import path from 'node:path';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';

type Calls = 'identity' | 'saveIdentityKey' | 'signers' | 'changeSigners';

export function identityHandlers({ ports, dialogs }: Desk): Pick<Handlers, Calls> {
  const { store, clock } = ports;
  const signers = async () => [...(await store.trustedSigners())];
  return {
    identity: async () => {
      const own = await store.identity();
      return own && { keyId: own.keyId, name: own.name, publicPem: own.key.publicPem };
    },
    saveIdentityKey: async () => {
      const own = await identity(ports, { name: personName() });
      const file = await dialogs.saveFile({
        title: 'Public key for reviewers',
        defaultName: `${own.name}-change-control.pem`,
      });
      if (file === null) return false;
      await writeWhole(file, new TextEncoder().encode(own.key.publicPem));
      return true;
    },
    signers,
    changeSigners: async (change) => {
      if (change.does === 'add') {
        const files = await dialogs.openFiles({ title: 'Public key of a signer', many: false });
        const [file] = files ?? [];
        if (file === undefined) return null;
        const read = await readTrustFile(file);
        // A list has names and roles of its own, and takes them along: on the command line.
        if (read.is === 'list') throw new Fault('trust/not-a-key', { file: path.basename(file) });
        const given = [{ keyId: read.keyId, name: change.name, roles: [change.role], revokedAt: null }];
        await addTrust(ports, { given, reinstate: false, agreed: true });
      } else await revokeTrust(ports, { given: change.keyId, at: clock.now().toISOString(), isTyped: false });
      return signers();
    },
  };
}
