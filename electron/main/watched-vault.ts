import type { BrowserWindow } from 'electron/main';
import { powerMonitor } from 'electron/main';
import { lazy } from '#node/lazy.ts';
import type { DeskVault } from '#node/vault/desk-vault.ts';
import { idleLock } from './idle-lock.ts';

/** The vault of a store, that locks itself when nobody is at the window: see `idle-lock.ts`. Loaded by its first use. */
export function watchedVault(window: BrowserWindow, folder: string): DeskVault {
  const vault = lazy<DeskVault>(async () => {
    const { openDeskVault } = await import('#node/vault/desk-vault.ts');
    return openDeskVault({ folder, onUse: () => idle.touch() });
  });
  const idle = idleLock(vault);
  idle.lockOn(powerMonitor);
  window.webContents.on('input-event', () => {
    idle.touch();
  });
  return vault;
}
