import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import type { Verification } from '#core/domain/bundle/verdict.ts';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import { exportPayers, rememberExport } from '#core/use-cases/export-payers.ts';
import { identity } from '#core/use-cases/identity.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { writeWhole } from '#node/files.ts';
import { trustOfStore } from '#node/trust-files.ts';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';

type Calls = 'exportBundle' | 'verifyBundle' | 'identity' | 'saveIdentityKey';

const zipFilter = { name: 'Bundle', extensions: ['zip'] } as const;

export function bundleHandlers({ ports, dialogs, storeFolder }: Desk): Pick<Handlers, Calls> {
  const { store, clock } = ports;
  return {
    exportBundle: async ({ ref, comment }) => {
      const wish = { refs: [ref], statedTime: clock.now().toISOString(), signer: personName(), comment };
      const bundle = await exportPayers(ports, wish);
      const defaultName = `${ref.replace('@', '_')}_${bundle.sha256sums.slice(0, 8)}.zip`;
      const file = await dialogs.saveFile({ title: 'Signed bundle', defaultName, filters: [zipFilter] });
      if (file === null) return null;
      await writeWhole(file, archivePieces(bundle));
      await rememberExport(ports, [ref], bundle);
      const { sha256sums, keyId } = bundle;
      return { fileName: path.basename(file), sha256sums, keyId, payer: await store.payer(ref) };
    },
    verifyBundle: async () => {
      const files = await dialogs.openFiles({ title: 'Bundle to verify', many: false, filters: [zipFilter] });
      const [file] = files ?? [];
      if (file === undefined) return null;
      return { fileName: path.basename(file), verification: await verifyChosen(file, storeFolder) };
    },
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
  };
}

/** By the list of signers of this store. Touches neither network nor keychain, and writes nothing. */
export async function verifyChosen(file: string, storeFolder: string): Promise<Verification> {
  const [source, trust] = await Promise.all([readBundle(file), trustOfStore(storeFolder)]);
  return verifyBundle({ digests }, { source, trust, require: [] });
}
