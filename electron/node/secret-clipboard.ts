/**
 * @file Secrets in the clipboard, taken out again. (1) After 30 seconds, and when the program ends, the clipboard is
 * cleared, but only while it still holds what was put there. (2) To tell, a keyed digest is kept, not the text.
 * (3) Only the clipboard is touched, not the selection that Linux has beside it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '#core/domain/secret.ts';

/** Electron’s clipboard, in either of its forms: until version 44 it answered at once. */
export interface SystemClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void;
}

export interface SecretClipboard {
  /** For a secret that a person asked for. */
  copyForThirtySeconds(secret: Secret): Promise<void>;
  /** For one that a person pasted: what they copied it with does not clear it. */
  clearIfStill(secret: Secret): Promise<void>;
  /** What is still to be cleared, now: the program ends. */
  clearAtOnce(): Promise<void>;
  /** Whether there is anything to be cleared. */
  isWaiting(): boolean;
}

const keptMilliseconds = 30_000;

export function secretClipboard(system: SystemClipboard): SecretClipboard {
  const key = randomBytes(32);
  const waiting = new Map<NodeJS.Timeout, Buffer>();

  // A field takes a pasted text without its line ends, or with other ones.
  const digestOf = (text: string): Buffer =>
    createHmac('sha256', key)
      .update(text.replace(/[\r\n]/g, ''))
      .digest();

  async function holds(digest: Buffer): Promise<boolean> {
    return timingSafeEqual(digestOf(await system.readText()), digest);
  }

  function clearLater(digest: Buffer): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      // A clipboard that cannot be read just now cannot be cleared either.
      clearWhere([digest]).catch(() => undefined);
    }, keptMilliseconds);
    timer.unref();
    waiting.set(timer, digest);
  }

  async function clearWhere(digests: readonly Buffer[]): Promise<void> {
    const held = digestOf(await system.readText());
    if (digests.some((digest) => timingSafeEqual(held, digest))) system.clear();
  }

  return {
    isWaiting: () => waiting.size > 0,
    async copyForThirtySeconds(secret) {
      await system.writeText(secret.reveal());
      clearLater(digestOf(secret.reveal()));
    },
    async clearIfStill(secret) {
      const digest = digestOf(secret.reveal());
      if (await holds(digest)) clearLater(digest);
    },
    async clearAtOnce() {
      const digests = [...waiting.values()];
      for (const timer of waiting.keys()) clearTimeout(timer);
      waiting.clear();
      if (digests.length > 0) await clearWhere(digests);
    },
  };
}
