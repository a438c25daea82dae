/** @file A passphrase that is made for an export: main puts it into the clipboard, and the window hears nothing of it. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dispatch } from '#core/contract/dispatch.ts';
import type { Handlers } from '#core/contract/contract.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { secretClipboard } from '#node/secret-clipboard.ts';
import type { Desk } from '../../electron/main/handlers/desk.ts';
import { keyFilesInHand } from '../../electron/main/handlers/key-files.ts';
import { keyHandlers, takeKeySecret } from '../../electron/main/handlers/keys.ts';
import { takeSecretHandler } from '../../electron/main/handlers/take-secret.ts';
import { memoryPorts } from '../memory-ports.ts';
import { freshFolder } from '../node/support/folders.ts';
import { openssl } from '../node/support/openssl.ts';

const ref = 'northlake@test';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();

/** A desk with one payer and its key, a clipboard, and a person who names this file in every dialog. */
async function desk() {
  const folder = freshFolder();
  mkdirSync(folder);
  const file = path.join(folder, 'exported.pem');
  const ports = memoryPorts({ keyFiles });
  await ports.store.savePayer(newPayer({ ref, name: 'Northlake', now: '' }));
  const clipboard = { text: '' };
  const given = {
    ports,
    clipboard: secretClipboard({
      readText: () => clipboard.text,
      writeText: (text) => void (clipboard.text = text),
      clear: () => void (clipboard.text = ''),
    }),
    dialogs: { saveFile: async () => Promise.resolve(file) },
  } as unknown as Desk;

  const files = keyFilesInHand(ports);
  const ofVault = async () => Promise.reject(new Error('Not asked here'));
  const handlers = {
    ...keyHandlers(given, files),
    ...takeSecretHandler(given, { ofKeys: takeKeySecret(given, files), ofVault }),
  } as unknown as Handlers;
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  files.paste('a', new Secret(pem));
  await files.read(ref, 'a');
  const { keys } = await files.keep(ref, { handle: 'a', reason: null });
  return { handlers, clipboard, file, ports, keyId: keys[0]?.id ?? '' };
}

test('it is in the clipboard and in no answer, and the key that is exported under it is opened by it', async () => {
  const { handlers, clipboard, file, ports, keyId } = await desk();
  const answer = await dispatch(handlers, 'copyMadePassphrase', { ref, keyId });
  const passphrase = clipboard.text;
  const taken = await dispatch(handlers, 'takeSecret', { for: { is: 'key-export', ref, keyId }, secret: passphrase });
  const opened = openssl(['pkey', '-pubout', '-in', file, '-passin', 'env:PASSPHRASE'], {
    env: { PASSPHRASE: passphrase },
  });
  const { departures } = await ports.store.payer(ref);
  expect({ answer, taken, opened: opened.toString(), departures }).toEqual({
    answer: { ok: true, value: undefined },
    taken: { ok: true, value: undefined },
    opened: publicPem,
    departures: [expect.objectContaining({ way: { is: 'passphrase' }, fileName: 'exported.pem' })],
  });
  expect(passphrase).toMatch(/^([a-z2-9]{5}-){4}[a-z2-9]{5}$/);
});

test('another one is made each time', async () => {
  const { handlers, clipboard, keyId } = await desk();
  await dispatch(handlers, 'copyMadePassphrase', { ref, keyId });
  const first = clipboard.text;
  await dispatch(handlers, 'copyMadePassphrase', { ref, keyId });
  expect([first.length, clipboard.text.length, first === clipboard.text]).toEqual([29, 29, false]);
});
