import { app, clipboard } from 'electron/main';
import type { SecretClipboard } from '#node/secret-clipboard.ts';
import { secretClipboard } from '#node/secret-clipboard.ts';

/** The clipboard of this computer, for secrets: see `secret-clipboard.ts`. What is still in it is cleared when the app quits. */
export function openClipboard(): SecretClipboard {
  const ours = secretClipboard(clipboard);
  app.on('will-quit', (event) => {
    if (!ours.isWaiting()) return;
    // Reading the clipboard takes a moment; the app quits right after it.
    event.preventDefault();
    void ours
      .clearAtOnce()
      .catch(() => undefined)
      .then(() => {
        // Asked for while it is still being told that this quit was prevented, Electron would pass over it.
        setImmediate(() => {
          app.quit();
        });
      });
  });
  return ours;
}
