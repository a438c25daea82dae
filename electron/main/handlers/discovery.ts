import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import type { Asked } from '#core/domain/discovery/finding.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { addAuthorities, forgetAuthority, ownAuthorities } from '#core/use-cases/authorities.ts';
import { addToCommunity, forgetCommunity } from '#core/use-cases/community.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { recipeFor } from '#core/use-cases/recipe.ts';
import { readCommunityFile } from '#node/certificates/community-file.ts';
import { looksLikeDefinition } from './looks-like.ts';
import { takeDefinition } from './take-definition.ts';
import type { Desk } from './desk.ts';
import { readAuthorityFiles, readChosen } from './desk.ts';

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
  | 'ownAuthorities'
  | 'forgetAuthority'
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
    curlRecipe: async ({ ref, address }) => {
      const { found, documents } = await ports.store.payer(ref);
      // What an earlier capture named and did not bring.
      const keys = documents.some(({ kind }) => kind === 'jwks') ? undefined : found.jwksEndpoint?.value;
      return recipeFor(ports, { addresses: [address], also: typeof keys === 'string' ? [keys] : [] });
    },
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
      const given = await Promise.all(texts);
      const [only] = given;
      // One file that is a definition and no document of the Source Payer’s says more of the payer than nothing.
      if (only !== undefined && given.length === 1 && looksLikeDefinition(only.bytes))
        return takeDefinition(ports, { ref, bytes: only.bytes, fileName: only.name });
      return { payer: await importTexts(ports, { ref, texts: given }), says: '' };
    },
    chooseAuthority: async ({ ref }) => {
      const files = await dialogs.openFiles({ title: 'CA certificates to trust for this payer', many: true });
      if (files === null) return null;
      const { authorities, leftOut } = await readAuthorityFiles(files);
      return { payer: await addAuthorities(ports, { ref, authorities }), leftOut };
    },
    ownAuthorities: async ({ ref }) => ownAuthorities(ports, await ports.store.payer(ref)),
    forgetAuthority: (wish) => forgetAuthority(ports, wish),
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
