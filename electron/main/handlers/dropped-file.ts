import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { importTexts } from '#core/use-cases/import-documents.ts';
import { importKey } from '#core/use-cases/payer-keys.ts';
import type { Desk } from './desk.ts';
import { readChosen } from './desk.ts';
import { verifyChosen } from './bundles.ts';

/** What a dropped file is, is told by its content: a bundle, a key, or else a discovery document. */
export function droppedFileHandlers({ ports, storeFolder }: Desk): Pick<Handlers, 'takeDroppedFile'> {
  return {
    takeDroppedFile: async ({ ref, path: file, retrievedFrom }) => {
      const bytes = await readChosen(file);
      const fileName = path.basename(file);
      if (looksLikeZip(bytes))
        return { is: 'verification', fileName, verification: await verifyChosen(file, storeFolder) };
      if (ref === null) throw new Fault('input/no-payer', { file: fileName });
      if (looksLikePem(bytes)) {
        const pem = new Secret(Buffer.from(bytes).toString('utf8'));
        return { is: 'payer', payer: await importKey(ports, { ref, pem }) };
      }
      return {
        is: 'payer',
        payer: await importTexts(ports, { ref, texts: [{ bytes, name: fileName, retrievedFrom }] }),
      };
    },
  };
}

function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function looksLikePem(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return start.includes('-----BEGIN ') && !start.trimStart().startsWith('{');
}
