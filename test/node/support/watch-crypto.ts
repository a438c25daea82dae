/** @file What node:crypto hands out while it is watched, so that a test sees whether it was overwritten. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

interface Watched {
  /** Keys that scrypt made of passphrases. */
  readonly derived: Buffer[];
  /** What deciphering gave, before it was known whether the seal holds. */
  readonly opened: Buffer[];
}

/** Until the test is finished. */
export function watchCrypto(): Watched {
  const { scrypt, createDecipheriv } = crypto;
  const watched: Watched = { derived: [], opened: [] };
  replaceInCrypto({
    scrypt: (...[passphrase, salt, length, options, answer]: [string, Buffer, number, object, Answer]) => {
      scrypt(passphrase, salt, length, options, (error, key) => {
        if (error === null) watched.derived.push(key);
        answer(error, key);
      });
    },
    createDecipheriv: (...given: Parameters<typeof createDecipheriv>) => {
      const decipher = createDecipheriv(...given);
      const update = decipher.update.bind(decipher) as (bytes: Buffer) => Buffer;
      return Object.assign(decipher, {
        update: (bytes: Buffer) => {
          const opened = update(bytes);
          watched.opened.push(opened);
          return opened;
        },
      });
    },
  });
  return watched;
}

type Answer = (error: Error | null, key: Buffer) => void;

/** For everything that imports it, until the test is finished. */
export function replaceInCrypto(changes: Partial<Record<keyof typeof crypto, unknown>>): void {
  const names = Object.keys(changes) as (keyof typeof crypto)[];
  const before = Object.fromEntries(names.map((name) => [name, crypto[name]]));
  const set = (values: object) => {
    Object.assign(crypto, values);
    syncBuiltinESMExports();
  };
  set(changes);
  onTestFinished(() => {
    set(before);
  });
}

export const isZeroed = (bytes: Uint8Array) => bytes.length > 0 && bytes.every((byte) => byte === 0);
