import type { Output } from '#core/contract/contract.ts';

/** The state of the vault in a few words. */
export function vaultWords({ is, keyLiesIn }: Output<'status'>['vault']): string {
  if (is === 'not-made') return 'No vault yet: it is made with the first key or secret';
  return is === 'open' ? `Vault open, key in ${keyLiesIn}` : `Vault closed, key in ${keyLiesIn}`;
}
