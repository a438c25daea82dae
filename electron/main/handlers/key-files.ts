/**
 * @file Files and pastes that were opened, and not kept yet. (1) The window knows a handle, and what they hold in words.
 * (2) The bytes are overwritten as soon as they were understood, when they are closed, and after ten minutes in any case.
 */
import type { OpenedKeyFile } from '#core/contract/contract.ts';
import type { Code } from '#core/domain/catalogue.ts';
import type { Failure } from '#core/domain/fault.ts';
import { Fault } from '#core/domain/fault.ts';
import { inWords, offered } from '#core/domain/keys/choose-key.ts';
import { notKept } from '#core/domain/keys/kept-as.ts';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import { leftOver } from '#core/domain/keys/join.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import type { Secret } from '#core/domain/secret.ts';
import { toldLeftOver } from '#core/use-cases/key-certificates.ts';
import { holdersOf, keepKeyFile } from '#core/use-cases/payer-keys.ts';
import type { Ports } from '#core/ports.ts';
import { bytesOfSecret } from '#node/secret-bytes.ts';
import { personName } from './desk.ts';
import { HeldForAWhile } from './held-for-a-while.ts';

interface Opened {
  readonly bytes: Uint8Array;
  /** '' for a paste. */
  readonly fileName: string;
  /** For the next reading only: a wrong one is not tried twice. */
  passphrase: Secret | null;
  /** null: not understood yet. */
  file: KeyFile | null;
}

export type KeyFilesInHand = ReturnType<typeof keyFilesInHand>;

export function keyFilesInHand({ keyFiles, ...ports }: Ports) {
  const opened = new HeldForAWhile<Opened>({
    gone: () => new Fault('key/file-closed', {}),
    onForgotten: ({ bytes }) => void bytes.fill(0),
  });

  /** What it holds; its passphrase is asked for where it needs one. Throws `key/…`. */
  async function read(ref: PayerRef, handle: string): Promise<OpenedKeyFile> {
    const entry = opened.get(handle);
    const { fileName } = entry;
    entry.file ??= await understand(entry).catch((error: unknown) => {
      // Another passphrase may be tried; nothing else can be done with what was not understood.
      if (!isFault(error, 'key/wrong-passphrase')) opened.forget(handle);
      throw error;
    });
    if (entry.file === null) return { handle, fileName, needsPassphrase: true, parts: [], keys: [] };
    entry.bytes.fill(0);
    const parts = entry.file.parts.map(({ is, says }) => ({ is, says }));
    return { handle, fileName, needsPassphrase: false, parts, keys: await toldOf(entry.file, ref) };
  }

  /** null: it is encrypted, and no passphrase was given. */
  async function understand(entry: Opened): Promise<KeyFile | null> {
    const { bytes, passphrase } = entry;
    entry.passphrase = null;
    try {
      return await keyFiles.read({ bytes, passphrase });
    } catch (error) {
      if (passphrase === null && isFault(error, 'key/encrypted')) return null;
      throw error;
    }
  }

  async function toldOf(file: KeyFile, ref: PayerRef): Promise<OpenedKeyFile['keys']> {
    const { payers } = await ports.store.payers();
    const own = payers.find((payer) => payer.ref === ref)?.keys ?? [];
    return offered(file, ref).map((key) => ({
      name: inWords(file, key),
      usedBy: holdersOf(key, payers, { otherThan: ref }),
      remarks: notKept(own, key),
    }));
  }

  return {
    /** One that nothing can be read from is closed at once. */
    open: async (ref: PayerRef, given: { bytes: Uint8Array; fileName: string }): Promise<OpenedKeyFile> => {
      const handle = opened.hold({ ...given, passphrase: null, file: null });
      try {
        return await read(ref, handle);
      } catch (error) {
        opened.forget(handle);
        throw error;
      }
    },
    /** A paste comes ahead of the call that reads it. */
    paste: (handle: string, text: Secret): void => {
      opened.hold({ bytes: bytesOfSecret(text), fileName: '', passphrase: null, file: null }, handle);
    },
    takePassphrase: (handle: string, passphrase: Secret): void => {
      opened.get(handle).passphrase = passphrase;
    },
    read,
    /** `key`: the place of the one to keep, among those that were offered. */
    keep: async (
      ref: PayerRef,
      { handle, reason, key }: { handle: string; reason: string | null; key?: number | undefined },
    ): Promise<Payer> => {
      const { file, fileName } = opened.get(handle);
      if (file === null) throw new Fault('key/encrypted', {});
      const sharing = reason === null ? null : { reason, by: personName() };
      const chosen = key === undefined ? undefined : offered(file, ref)[key];
      const wanted = chosen === undefined ? file : { ...file, keys: [chosen] };
      const payer = await keepKeyFile(ports, { ref, file: wanted, fileName, sharing });
      opened.forget(handle);
      return payer;
    },
    /** What of the file has no place at these keys: asked for before it is kept, and so forgotten. */
    leftOver: (handle: string): ((keys: readonly KeyRecord[]) => Failure[]) => {
      const { file } = opened.get(handle);
      return (keys) => (file === null ? [] : leftOver(keys, file).map(toldLeftOver));
    },
    close: (handle: string): void => {
      opened.forget(handle);
    },
  };
}

function isFault(error: unknown, code: Code): boolean {
  return error instanceof Fault && (error as Fault).code === code;
}
