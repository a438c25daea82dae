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
        app.quit();
      });
  });
  return ours;
}
