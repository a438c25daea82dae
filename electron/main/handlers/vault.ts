import type { Handlers } from '#core/contract/contract.ts';
import type { Secret } from '#core/domain/secret.ts';
import { listDepartures } from '#core/use-cases/list-departures.ts';
import { writePrivately } from '#node/files.ts';
import { countedWords } from '#node/vault/items.ts';
import type { Desk, SecretOwner, TakeSecret } from './desk.ts';
import { readChosen } from './desk.ts';

type Calls = 'listSecrets' | 'lockVault' | 'useVault' | 'useThisRunOnly' | 'setLockAfter';

export function vaultHandlers({ ports, vault, logFolder }: Desk): Pick<Handlers, Calls> {
  return {
    listSecrets: async () => {
      const [{ madeAt, recoveryAt }, counts, departures] = await Promise.all([
        vault.status(),
        vault.itemCounts(),
        listDepartures(ports),
      ]);
      const items = counts.map(({ kind, count }) => ({ what: countedWords[kind], count }));
      return { madeAt, recoveryAt, items, departures, logFolder };
    },
    lockVault: () => vault.lock(),
    useVault: () => vault.useVault(),
    useThisRunOnly: () => vault.useThisRunOnly(),
    setLockAfter: ({ minutes }) => vault.setLockAfter(minutes),
  };
}

const title = 'Recovery file of the vault';

export type VaultSecretKind = 'vault-create' | 'vault-unlock' | 'recovery-write' | 'recovery-read';

/** Passphrases of the vault and of its recovery file. A dialog that is cancelled changes nothing. */
export function takeVaultSecret({ vault, dialogs }: Pick<Desk, 'vault' | 'dialogs'>): TakeSecret<VaultSecretKind> {
  async function writeRecovery(passphrase: Secret): Promise<void> {
    // It is made first: what is wrong is told before a place for it is asked for.
    await vault.recovery(passphrase, async (bytes) => {
      const file = await dialogs.saveFile({ title, defaultName: 'payer-wizard-recovery.json' });
      if (file !== null) await writePrivately(file, bytes);
      return file !== null;
    });
  }

  async function readRecovery(
    { into }: Extract<SecretOwner, { is: 'recovery-read' }>,
    passphrase: Secret,
  ): Promise<void> {
    const files = await dialogs.openFiles({ title, many: false });
    const [file] = files ?? [];
    if (file !== undefined) await vault.restore({ bytes: await readChosen(file), passphrase, into });
  }

  return async (owner, passphrase) => {
    switch (owner.is) {
      case 'vault-create':
        return vault.create(passphrase);
      case 'vault-unlock':
        return vault.unlock(passphrase);
      case 'recovery-write':
        return writeRecovery(passphrase);
      case 'recovery-read':
        return readRecovery(owner, passphrase);
    }
  };
}
