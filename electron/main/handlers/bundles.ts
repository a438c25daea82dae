import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { differenceForExport } from '#core/use-cases/diff/difference-for-export.ts';
import { sideOfBundle } from '#core/use-cases/diff/sides.ts';
import { explainingIdentity } from '#core/use-cases/explain-identity.ts';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import { exportPayers, rememberExport } from '#core/use-cases/export-payers.ts';
import { openSoundBundle } from '#core/use-cases/open-sound-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { writeWhole } from '#node/files.ts';
import { trustOfStore } from '#node/trust-files.ts';
import { spellDefinition } from '#core/domain/definition/spelled.ts';
import type { Desk } from './desk.ts';
import { personName } from './desk.ts';
import type { SeenBundles } from './seen-bundles.ts';

type Calls = 'spellDefinition' | 'exportBundle' | 'verifyBundle' | 'workOnBundle';

const zipFilter = { name: 'Bundle', extensions: ['zip'] } as const;

export function bundleHandlers(desk: Desk, seen: SeenBundles): Pick<Handlers, Calls> {
  const { ports, dialogs } = desk;
  const { store, clock } = ports;
  const chosen = async (title: string) => {
    const files = await dialogs.openFiles({ title, many: false, filters: [zipFilter] });
    return files?.[0] ?? null;
  };
  // Said with the first export that was written: one that was given up at its save dialog has made the key already.
  let unsaid = '';
  return {
    exportBundle: async ({ ref, comment, isAgainst }) => {
      const before = isAgainst ? await chosen('Bundle of the state before') : null;
      if (isAgainst && before === null) return null;
      const difference = before === null ? [] : await differenceTo(desk, before, ref);
      const wish = { refs: [ref], statedTime: clock.now().toISOString(), signer: personName(), comment, difference };
      const { result: bundle, explains } = await explainingIdentity(ports, async () => exportPayers(ports, wish));
      unsaid ||= explains;
      const defaultName = `${ref.replace('@', '_')}_${bundle.sha256sums.slice(0, 8)}.zip`;
      const file = await dialogs.saveFile({ title: 'Signed bundle', defaultName, filters: [zipFilter] });
      if (file === null) return null;
      await writeWhole(file, archivePieces(bundle));
      await rememberExport(ports, [ref], bundle);
      const { sha256sums, keyId } = bundle;
      const said = unsaid;
      unsaid = '';
      return { fileName: path.basename(file), sha256sums, keyId, explains: said, payer: await store.payer(ref) };
    },
    spellDefinition: async ({ ref, definition }) => Promise.resolve(spellDefinition(definition, ref)),
    verifyBundle: async () => {
      const file = await chosen('Bundle to verify');
      return file === null ? null : seen.look(file);
    },
    workOnBundle: async (work) => seen.work(work),
  };
}

/** Throws `bundle/not-as-signed` for a bundle that nobody can compare with. */
async function differenceTo({ ports, storeFolder }: Desk, file: string, ref: PayerRef): Promise<string[]> {
  const [source, trust] = await Promise.all([readBundle(file), trustOfStore(storeFolder)]);
  const { opened, verification } = openSoundBundle({ digests }, { source, trust, require: [] });
  const before = await sideOfBundle(ports, { label: path.basename(file), opened, verification });
  return differenceForExport(ports, before, [ref]);
}
