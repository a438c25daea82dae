/** @file A keychain that outlives a process: beside the store, each entry replaced whole. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DataKeyStore } from '#node/keychain.ts';
import { step } from './steps.ts';

export function fileKeychain(store: string): DataKeyStore {
  const folder = `${store}.keychain`;
  const fileOf = (account: string) => path.join(folder, account);
  return {
    words: 'file keychain',
    read: async (account) =>
      Promise.resolve(existsSync(fileOf(account)) ? new Uint8Array(readFileSync(fileOf(account))) : null),
    async write(account, key) {
      await step('keychain write');
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${fileOf(account)}.new`, key);
      renameSync(`${fileOf(account)}.new`, fileOf(account));
    },
    async remove(account) {
      await step('keychain remove');
      rmSync(fileOf(account), { force: true });
    },
  };
}

/** Names of what is in it. */
export function entriesOf(store: string): string[] {
  return existsSync(`${store}.keychain`) ? readdirSync(`${store}.keychain`) : [];
}
