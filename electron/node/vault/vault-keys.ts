import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** The keys of an open vault, each derived from the data key for one purpose. */
export interface VaultKeys {
  readonly vaultId: string;
  readonly seal: KeyObject;
  readonly mark: KeyObject;
  /** Hex: tells the data key of this vault from any other, and nothing about it. */
  readonly check: string;
}

export const dataKeyBytes = 32;

/** HKDF-SHA256 with the vault id as salt (RFC 5869). Overwrites the data key: nothing else needs it. */
export function deriveKeys(dataKey: Uint8Array, vaultId: string): VaultKeys {
  const derive = (purpose: string): KeyObject => {
    const bytes = Buffer.from(hkdfSync('sha256', dataKey, vaultId, `payer-wizard/vault/1/${purpose}`, 32));
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return key;
  };
  const keys = { seal: derive('seal'), mark: derive('mark'), check: derive('check') };
  dataKey.fill(0);
  return {
    vaultId,
    seal: keys.seal,
    mark: keys.mark,
    check: createHmac('sha256', keys.check).update(vaultId).digest('hex'),
  };
}
