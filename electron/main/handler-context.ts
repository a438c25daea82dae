import type { BrowserWindow } from 'electron/main';
import type { SecretClipboard } from '#node/secret-clipboard.ts';
import type { DeskVault } from '#node/vault/desk-vault.ts';
import type { Dialogs } from './dialogs.ts';
import type { Demo } from './options.ts';

/** What main's half of the contract gets from the desktop. */
export interface HandlerContext {
  /** The one window there is; a dialog belongs to it. */
  window(): BrowserWindow;
  readonly dialogs: Dialogs;
  readonly storeFolder: string;
  readonly logFolder: string;
  /** The vault of the store, with what only a person at the window may do to it. */
  readonly vault: DeskVault;
  readonly clipboard: SecretClipboard;
  /** The proxy for an address, as this computer is set up; '' for none. */
  readonly systemProxy: (url: string) => Promise<string>;
  /** Opens an address of a payer in the person's own browser: a sign-in page, never in a window of ours. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly version: string;
  readonly demo: Demo | null;
}
