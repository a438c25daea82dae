import type { Output } from '#core/contract/contract.ts';
import { count } from '../ui/words.ts';

export type Vault = Output<'status'>['vault'];

export const modeWords = {
  keychain: 'By the keychain of this computer',
  passphrase: 'By a passphrase',
  'this-run': 'For this run only',
} as const satisfies Record<Vault['mode'], string>;

/** The state of the vault in a few words. */
export function vaultWords(vault: Vault): string {
  if (vault.mode === 'this-run') return 'Secrets are kept for this run only';
  const { inMemory } = vault;
  return inMemory === 0
    ? wordsOfVault(vault)
    : `${wordsOfVault(vault)}; ${count(inMemory, 'item')} in memory for this run`;
}

function wordsOfVault({ is, mode, keyLiesIn }: Vault): string {
  if (is === 'not-made') return 'No vault yet: it is made with the first key or secret';
  if (mode === 'passphrase') return is === 'open' ? 'Vault open, by its passphrase' : 'Vault locked';
  return is === 'open' ? `Vault open, key in ${keyLiesIn}` : `Vault closed, key in ${keyLiesIn}`;
}
