import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import type { Asked } from '#core/domain/discovery/finding.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { addToCommunity, forgetCommunity } from '#core/use-cases/community.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { recipeFor } from '#core/use-cases/recipe.ts';
import { readCommunityFile } from '#node/certificates/community-file.ts';
import { readAuthority } from '#node/keys/certificate.ts';
import type { Desk } from './desk.ts';
import { readChosen } from './desk.ts';

type Calls =
  | 'discoverAddress'
  | 'readProgress'
  | 'cancelReading'
  | 'curlRecipe'
  | 'chooseCommunityFile'
  | 'forgetCommunity'
  | 'discoverText'
  | 'discoverFiles'
  | 'chooseAuthority'
  | 'readEvidence';

/** A reading that is under way: what was asked so far, and the way to end it. */
interface UnderWay {
  readonly rows: Map<string, Asked>;
  readonly ending: AbortController;
}

export function discoveryHandlers({ ports, dialogs }: Desk): Pick<Handlers, Calls> {
  const readings = new Map<PayerRef, UnderWay>();

  return {
    discoverAddress: async ({ ref, address }) => {
      const reading: UnderWay = { rows: new Map(), ending: new AbortController() };
      readings.set(ref, reading);
      const watch = {
        signal: reading.ending.signal,
        onAsked: (row: Asked) => void reading.rows.set(row.address, row),
      };
      try {
        return await importAddress(ports, { ref, address, watch });
      } finally {
        if (readings.get(ref) === reading) readings.delete(ref);
      }
    },
    readProgress: async ({ ref }) => Promise.resolve([...(readings.get(ref)?.rows.values() ?? [])]),
    cancelReading: async ({ ref }) => Promise.resolve(readings.get(ref)?.ending.abort()),
    curlRecipe: async ({ address }) => Promise.resolve(recipeFor(address)),
    discoverText: ({ ref, text, retrievedFrom }) =>
      importTexts(ports, {
        ref,
        texts: [{ bytes: new TextEncoder().encode(text), name: 'pasted text', retrievedFrom }],
      }),
    discoverFiles: async ({ ref, retrievedFrom }) => {
      const files = await dialogs.openFiles({ title: 'Discovery documents of the Source Payer', many: true });
      if (files === null) return null;
      const texts = files.map(async (file) => ({
        bytes: await readChosen(file),
        name: path.basename(file),
        retrievedFrom,
      }));
      return importTexts(ports, { ref, texts: await Promise.all(texts) });
    },
    chooseAuthority: async ({ ref }) => {
      const file = await chosen('CA certificate to trust for this payer');
      if (file === null) return null;
      const authority = readAuthority(await readChosen(file));
      const payer = await ports.store.payer(ref);
      const authorities = [...new Set([...payer.network.authorities, authority])];
      return ports.store.savePayer({ ...payer, network: { ...payer.network, authorities } });
    },
    chooseCommunityFile: async ({ ref }) => {
      const file = await chosen('Trust anchor of the UDAP community, or its CRL');
      if (file === null) return null;
      return addToCommunity(ports, ref, await readCommunityFile(await readChosen(file)));
    },
    forgetCommunity: ({ ref }) => forgetCommunity(ports, ref),
    readEvidence: async ({ sha256 }) => Buffer.from(await ports.store.evidence(sha256)).toString('utf8'),
  };

  async function chosen(title: string): Promise<string | null> {
    const files = await dialogs.openFiles({ title, many: false });
    return files?.[0] ?? null;
  }
}
