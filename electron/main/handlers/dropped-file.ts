import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { importTexts } from '#core/use-cases/import-documents.ts';
import type { Desk } from './desk.ts';
import { readChosen } from './desk.ts';
import type { KeyFilesInHand } from './key-files.ts';
import { looksLikeDefinition, looksLikeKeyFile, looksLikeZip } from './looks-like.ts';
import type { SeenBundles } from './seen-bundles.ts';
import { takeDefinition } from './take-definition.ts';

/** What a dropped file is, is told by its content: a bundle, a key or certificate, or else a discovery document. */
export function droppedFileHandlers(
  { ports }: Desk,
  { files, seen }: { files: KeyFilesInHand; seen: SeenBundles },
): Pick<Handlers, 'takeDroppedFile'> {
  return {
    takeDroppedFile: async ({ ref, path: file, retrievedFrom }) => {
      const bytes = await readChosen(file);
      const fileName = path.basename(file);
      if (looksLikeZip(bytes)) return { is: 'verification', ...(await seen.look(file)) };
      if (ref === null) throw new Fault('input/no-payer', { file: fileName });
      if (looksLikeKeyFile(bytes)) return { is: 'key-file', opened: await files.open(ref, { bytes, fileName }) };
      if (looksLikeDefinition(bytes))
        return { is: 'payer', ...(await takeDefinition(ports, { ref, bytes, fileName })) };
      return {
        is: 'payer',
        says: '',
        payer: await importTexts(ports, { ref, texts: [{ bytes, name: fileName, retrievedFrom }] }),
      };
    },
  };
}
