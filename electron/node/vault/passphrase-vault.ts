/** @file The data key under a passphrase: for machines without a keychain. */
import { randomBytes } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { Clock } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import { writing } from '../store/header.ts';
import { withVaultLock } from './keychain-vault.ts';
import type { VaultFile } from './vault-file.ts';
import { byPassphrase, makeVaultFile, readVaultFile } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { dataKeyBytes, deriveKeys } from './vault-keys.ts';
import { unwrap, wrap } from './wrap.ts';

interface PassphraseWish {
  readonly folder: string;
  readonly passphrase: Secret;
  readonly clock?: Clock;
}

/** Makes a vault that this passphrase opens. Throws `vault/exists`, `vault/short-passphrase`. */
export async function createPassphraseVault(wish: PassphraseWish): Promise<VaultKeys> {
  const { made } = await lookOrMake(wish);
  if (made === null) throw new Fault('vault/exists', {});
  return made;
}

/** Opens a vault, and makes it at its first use. Processes that come at once make one vault. Faults: `vault/…`. */
export async function keysByPassphrase(wish: PassphraseWish): Promise<VaultKeys> {
  const found = await readVaultFile(wish.folder);
  const { present, made } = found === null ? await lookOrMake(wish) : { present: found, made: null };
  return made ?? deriveKeys(await unwrapDataKey(present, wish.passphrase), present.vaultId);
}

type LookedFor =
  { readonly present: VaultFile; readonly made: null } | { readonly present: null; readonly made: VaultKeys };

async function lookOrMake({ folder, passphrase, clock = systemClock }: PassphraseWish): Promise<LookedFor> {
  const { vaultId } = await writing(folder, async (header) => Promise.resolve(header));
  return withVaultLock(folder, async () => {
    const present = await readVaultFile(folder);
    if (present !== null) return { present, made: null };
    const dataKey = new Uint8Array(randomBytes(dataKeyBytes));
    const wrapped = await wrap(dataKey, { passphrase, vaultId });
    const keys = deriveKeys(dataKey, vaultId);
    const madeAt = clock.now().toISOString();
    await makeVaultFile(folder, { vaultId, check: keys.check, madeAt, way: byPassphrase(wrapped, null) });
    return { present: null, made: keys };
  });
}

/** Throws `vault/not-by-passphrase`, `vault/wrong-passphrase`. The caller overwrites the data key after use. */
export async function unwrapDataKey(
  { vaultId, check, passphrase: wrapped }: VaultFile,
  passphrase: Secret,
): Promise<Uint8Array> {
  if (wrapped === null) throw new Fault('vault/not-by-passphrase', {});
  const dataKey = await unwrap(wrapped, { passphrase, vaultId });
  if (deriveKeys(Uint8Array.from(dataKey), vaultId).check === check) return dataKey;
  dataKey.fill(0);
  throw new Fault('vault/wrong-passphrase', {});
}
