import path from 'node:path';
import type { Handlers } from '#core/contract/contract.ts';
import { leavingPart } from '#core/domain/keys/leaving-part.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import { forgetRequest, makeCertificate, makeRequest } from '#core/use-cases/key-certificates.ts';
import { keyIn } from '#core/use-cases/key-in.ts';
import { generateKey, removeKey, setKid, switchKey } from '#core/use-cases/payer-keys.ts';
import { writeWhole } from '#node/files.ts';
import { writeRegistration } from '#node/registration-folder.ts';
import { departureHandlers, exportUnder } from './departures.ts';
import type { Desk, KeySecretKind, TakeSecret } from './desk.ts';
import { readChosen } from './desk.ts';
import type { KeyFilesInHand } from './key-files.ts';

type Calls =
  | 'generateKey'
  | 'cancelKey'
  | 'chooseKeyFile'
  | 'readKeyFile'
  | 'keepKeyFile'
  | 'closeKeyFile'
  | 'setKid'
  | 'switchKey'
  | 'removeKey'
  | 'makeCertificate'
  | 'makeRequest'
  | 'forgetRequest'
  | 'saveKeyPart'
  | 'chooseRecipient'
  | 'handOver'
  | 'copyMadePassphrase'
  | 'writeRegistration';

export function keyHandlers(desk: Desk, files: KeyFilesInHand): Pick<Handlers, Calls> {
  const { ports, dialogs } = desk;
  const { store, clock } = ports;
  const making = new Map<PayerRef, AbortController>();

  return {
    ...departureHandlers(desk),
    generateKey: async ({ ref, kind }) => {
      const ending = new AbortController();
      making.get(ref)?.abort();
      making.set(ref, ending);
      try {
        return await generateKey(ports, { ref, kind, signal: ending.signal });
      } finally {
        if (making.get(ref) === ending) making.delete(ref);
      }
    },
    cancelKey: async ({ ref }) => Promise.resolve(making.get(ref)?.abort()),
    chooseKeyFile: async ({ ref }) => {
      const chosen = await dialogs.openFiles({ title: 'Private key, certificate or both', many: false });
      const [file] = chosen ?? [];
      if (file === undefined) return null;
      return files.open(ref, { bytes: await readChosen(file), fileName: path.basename(file) });
    },
    readKeyFile: ({ ref, handle }) => files.read(ref, handle),
    keepKeyFile: async ({ ref, handle, sharing, key }) => {
      const leftOver = files.leftOver(handle);
      const payer = await files.keep(ref, { handle, reason: sharing, key });
      return { payer, leftOver: leftOver(payer.keys) };
    },
    closeKeyFile: async ({ handle }) => {
      files.close(handle);
      return Promise.resolve();
    },
    setKid: (wish) => setKid(ports, wish),
    switchKey: (wish) => switchKey(ports, wish),
    removeKey: (wish) => removeKey(ports, wish),
    makeCertificate: (wish) => makeCertificate(ports, wish),
    // The form says that the one that waits gives way.
    makeRequest: (wish) => makeRequest(ports, { ...wish, replaces: true }),
    forgetRequest: (wish) => forgetRequest(ports, wish),
    saveKeyPart: async ({ ref, keyId, part }) => {
      const payer = await store.payer(ref);
      const { name, text } = leavingPart({ payer, key: keyIn(payer, keyId), now: clock.now() }, part);
      const file = await dialogs.saveFile({ title: 'Public part of a key', defaultName: name });
      if (file === null) return null;
      await writeWhole(file, new TextEncoder().encode(text));
      return path.basename(file);
    },
    writeRegistration: async ({ ref }) => {
      const written = registrationFiles(await store.payer(ref));
      const folder = await dialogs.openFolder({ title: 'Folder for what the Source Payer needs' });
      if (folder === null) return null;
      await writeRegistration(folder, written);
      return written.map((file) => file.path);
    },
  };
}

export function takeKeySecret(desk: Desk, files: KeyFilesInHand): TakeSecret<KeySecretKind> {
  return async (owner, secret) => {
    switch (owner.is) {
      case 'key-file':
        return Promise.resolve(files.takePassphrase(owner.handle, secret));
      case 'key-text':
        return Promise.resolve(files.paste(owner.handle, secret));
      case 'key-export':
        return exportUnder(desk, owner, secret);
    }
  };
}
