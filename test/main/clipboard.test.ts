/** @file That the clipboard is cleared when the app quits: how is told in `secret-clipboard.test.ts`. */
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '#core/domain/secret.ts';

const electron = vi.hoisted((): Record<'app' | 'clipboard', unknown> => ({ app: null, clipboard: null }));
vi.mock('electron/main', () => electron);

/** An app that quits as Electron’s does: each time it is asked, `will-quit` may prevent it. */
class QuittingApp extends EventEmitter {
  hasEnded = false;
  quit(): void {
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    this.hasEnded = !isPrevented;
  }
}

let app: QuittingApp;
let held: string;
let canBeRead: boolean;
beforeEach(() => {
  app = new QuittingApp();
  held = '';
  canBeRead = true;
  electron.app = app;
  electron.clipboard = {
    readText: async () => (canBeRead ? Promise.resolve(held) : Promise.reject(new Error('no display any more'))),
    writeText: async (text: string) => Promise.resolve(void (held = text)),
    clear: () => {
      held = '';
    },
  };
});

async function opened() {
  // Loaded anew: it takes what is mocked by then.
  vi.resetModules();
  const { openClipboard } = await import('../../electron/main/clipboard.ts');
  return openClipboard();
}

const ended = async () => vi.waitUntil(() => app.hasEnded);

test('what a person copied a moment ago is cleared, and only then the app ends', async () => {
  const clipboard = await opened();
  await clipboard.copyForThirtySeconds(new Secret('of nothing'));
  app.quit();
  const atFirst = [app.hasEnded, held];
  await ended();
  expect([atFirst, held]).toEqual([[false, 'of nothing'], '']);
});

test('what was copied since then stays', async () => {
  const clipboard = await opened();
  await clipboard.copyForThirtySeconds(new Secret('of nothing'));
  held = 'a shopping list';
  app.quit();
  await ended();
  expect(held).toBe('a shopping list');
});

test('an app that has copied nothing ends at once', async () => {
  await opened();
  held = 'a shopping list';
  app.quit();
  expect([app.hasEnded, held]).toEqual([true, 'a shopping list']);
});

test('a clipboard that cannot be read holds nobody up', async () => {
  const clipboard = await opened();
  await clipboard.copyForThirtySeconds(new Secret('of nothing'));
  canBeRead = false;
  app.quit();
  await ended();
  expect(app.hasEnded).toBe(true);
});
