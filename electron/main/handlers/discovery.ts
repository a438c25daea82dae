import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { readAuthority } from '#node/keys/certificate.ts';
import type { Desk } from './desk.ts';
import { readChosen } from './desk.ts';

type Calls = 'discoverAddress' | 'discoverText' | 'discoverFiles' | 'chooseAuthority' | 'readEvidence';

export function discoveryHandlers({ ports, dialogs }: Desk): Pick<Handlers, Calls> {
  return {
    discoverAddress: (asked) => importAddress(ports, asked),
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
      const files = await dialogs.openFiles({ title: 'CA certificate to trust for this payer', many: false });
      const [file] = files ?? [];
      if (file === undefined) return null;
      const authority = readAuthority(await readChosen(file));
      const payer = await ports.store.payer(ref);
      const authorities = [...new Set([...payer.network.authorities, authority])];
      return ports.store.savePayer({ ...payer, network: { ...payer.network, authorities } });
    },
    readEvidence: async ({ sha256 }) => Buffer.from(await ports.store.evidence(sha256)).toString('utf8'),
  };
}
