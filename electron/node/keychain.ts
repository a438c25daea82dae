/** @file The keychain of the system, through keytar: macOS Keychain, Windows Credential Manager, Secret Service on Linux. It holds one data key a vault. */
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '#core/domain/fault.ts';

/** Keeps small keys under account names. Faults: `vault/no-keychain`, `vault/keychain-locked`. */
export interface DataKeyStore {
  /** What it is, for a person: “Secret Service keyring”. */
  readonly words: string;
  /** null: nothing under that name. A locked Secret Service says so too; it is found out by writing. */
  read(account: string): Promise<Uint8Array | null>;
  write(account: string, key: Uint8Array): Promise<void>;
  remove(account: string): Promise<void>;
}

const service = 'payer-wizard';
/** A prompt may be open for a person to answer. */
const patienceMilliseconds = 30_000;

interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export const systemKeychain: DataKeyStore = {
  words: wordsFor(process.platform),

  async read(account) {
    const text = await ask((keytar) => keytar.getPassword(service, account), whenNotReadable);
    return text === null ? null : Buffer.from(text, 'base64');
  },

  // In Base64: keytar cuts a value at a NUL.
  write: async (account, key) =>
    ask((keytar) => keytar.setPassword(service, account, Buffer.from(key).toString('base64')), 'vault/keychain-locked'),

  async remove(account) {
    await ask((keytar) => keytar.deletePassword(service, account), 'vault/keychain-locked');
  },
};

function wordsFor(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain';
  return platform === 'win32' ? 'Windows Credential Manager' : 'Secret Service keyring';
}

/** macOS and Windows have a keychain always: what fails there is the access to it. */
const whenNotReadable =
  process.platform === 'darwin' || process.platform === 'win32' ? 'vault/keychain-locked' : 'vault/no-keychain';

async function ask<T>(
  question: (keytar: Keytar) => Promise<T>,
  whenItFails: 'vault/no-keychain' | 'vault/keychain-locked',
): Promise<T> {
  const keytar = load();
  const giveUp = new AbortController();
  const late = wait(patienceMilliseconds, undefined, { signal: giveUp.signal }).then(() => {
    throw new Fault('vault/keychain-locked', {});
  });
  // Both are watched: when one wins, the other may still fail.
  late.catch(() => undefined);
  const answer = question(keytar).catch((error: unknown) => {
    // keytar tells causes apart by its message only. That a service answers at all is seen by reading first.
    throw new Fault(whenItFails, {}, { cause: error });
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    giveUp.abort();
  }
}

/** Native, so it stays outside of every bundle; loaded when it is first asked, for most commands never do. */
function load(): Keytar {
  try {
    return createRequire(import.meta.url)('keytar') as Keytar;
  } catch (error) {
    throw new Fault('vault/no-keychain', {}, { cause: error });
  }
}
