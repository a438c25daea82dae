/** @file The vault of the answering wire: what its three modes look like from the window. */
import type { Handlers, Input, Output } from '#core/contract/contract.ts';
import { Fault } from '#core/domain/fault.ts';
import { sampleTime } from './samples.ts';

type Vault = Output<'status'>['vault'];
type Calls = 'listSecrets' | 'lockVault' | 'useVault' | 'useThisRunOnly' | 'setLockAfter';

export interface AnsweringVault {
  readonly now: () => Vault;
  readonly answers: Pick<Handlers, Calls>;
  /** Takes what `takeSecret` is given for the vault; others it leaves alone. */
  take(owner: Input<'takeSecret'>['for'], secret: string): void;
}

const byKeychain: Vault = {
  is: 'open',
  mode: 'keychain',
  keyLiesIn: 'the OS keychain',
  items: 3,
  inMemory: 0,
  opensBy: 'keychain',
  lockAfterMinutes: 10,
};

/** A passphrase that opens it is any but `wrong`. */
export function answeringVault(given: Partial<Vault> = {}): AnsweringVault {
  const start: Vault = { ...byKeychain, ...given };
  let vault = start;
  let recoveryAt = '';
  const change = (changes: Partial<Vault>) => {
    vault = { ...vault, ...changes };
  };

  return {
    now: () => vault,
    answers: {
      listSecrets: async () =>
        Promise.resolve({
          madeAt: sampleTime,
          recoveryAt,
          items: [
            { what: 'client secret', count: 1 },
            { what: 'private key', count: 2 },
          ],
          departures: [],
          logFolder: '/home/analyst/.config/payer-wizard/logs',
        }),
      lockVault: async () => Promise.resolve(change({ is: 'closed' })),
      useVault: async () => Promise.resolve(change({ ...start, is: 'closed', inMemory: vault.inMemory })),
      useThisRunOnly: async () =>
        Promise.resolve(change({ is: 'not-made', mode: 'this-run', keyLiesIn: '', items: 0 })),
      setLockAfter: async ({ minutes }) => Promise.resolve(change({ lockAfterMinutes: minutes })),
    },
    take(owner, secret) {
      if (owner.is === 'recovery-write') recoveryAt = sampleTime;
      if (owner.is !== 'vault-create' && owner.is !== 'vault-unlock') return;
      if (secret === 'wrong') throw new Fault('vault/wrong-passphrase', {});
      change({ is: 'open', mode: 'passphrase', keyLiesIn: 'passphrase', opensBy: 'passphrase' });
    },
  };
}
