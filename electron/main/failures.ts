/** @file What nobody expected: it is logged, and the person is told in one fixed sentence, with nothing of the cause. */
import type { BrowserWindow } from 'electron/main';
import { app, dialog } from 'electron/main';
import { catalogue } from '#core/domain/catalogue.ts';
import type { Log } from './log.ts';

const exitOfBug = 70;
const reloadsAgainAfterMilliseconds = 60_000;

/** Once, before the first window. */
export function watchFailures(log: Log): void {
  process.on('uncaughtException', (error) => {
    log({ event: 'bug', of: 'main', error });
    giveUp();
  });
  process.on('unhandledRejection', (error) => {
    log({ event: 'bug', of: 'main', error });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    log({ event: 'child-gone', of: type, reason, exitCode });
  });
  app.on('browser-window-created', (_event, window) => {
    watchWindow(window, log);
  });
}

/** Drafts are saved as they are typed, so a window that dies is opened again; one that dies twice in a row is not. */
function watchWindow(window: BrowserWindow, log: Log): void {
  let reloadedAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log({ event: 'window-gone', reason, exitCode });
    const now = performance.now();
    if (now - reloadedAt < reloadsAgainAfterMilliseconds) giveUp();
    reloadedAt = now;
    window.webContents.reload();
  });
  window.on('unresponsive', () => {
    log({ event: 'window-silent' });
  });
}

function giveUp(): void {
  const { says, hint } = catalogue['bug/unexpected'];
  dialog.showErrorBox(says, hint);
  app.exit(exitOfBug);
}
