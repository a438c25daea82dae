/** @file The story of the start. What Electron must know before it is ready comes first; the window comes before its handlers. */
import path from 'node:path';
import type { BrowserWindow } from 'electron/main';
import { shell } from 'electron/common';
import { app } from 'electron/main';
import type { Handlers } from '#core/contract/contract.ts';
import { defaultStoreFolder } from '#node/store/folder.ts';
import { openClipboard } from './clipboard.ts';
import { dialogsOf } from './dialogs.ts';
import { watchFailures } from './failures.ts';
import { openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { readOptions } from './options.ts';
import { declareScheme, servePage } from './page-protocol.ts';
import { placesOf, profileFolder } from './places.ts';
import { quietChromium, quietResolver } from './quiet.ts';
import { guard } from './security.ts';
import type { Throwaway } from './self-test/throwaway.ts';
import { serve } from './serve.ts';
import { systemProxy } from './system-proxy.ts';
import { watchedVault } from './watched-vault.ts';
import { openWindow } from './window.ts';

const options = readOptions({ args: process.argv.slice(1), env: process.env });
const throwaway = options.selfTest ? (await import('./self-test/throwaway.ts')).makeThrowaway() : null;
const storeFolder = path.resolve(
  throwaway?.store ?? options.store ?? defaultStoreFolder(process.env, process.platform),
);
const places = placesOf(app.getAppPath());

app.setPath('userData', throwaway?.profile ?? profileFolder({ appData: app.getPath('appData'), store: storeFolder }));
// Where the sandbox was switched off by hand (nothing else runs as root), forcing it would only kill every process we start.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
quietChromium();
declareScheme();

if (app.requestSingleInstanceLock()) {
  // Not awaited here: Electron becomes ready only after this module has run to its end.
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  const log = openLog(logFolder());
  watchFailures(log);
  quietResolver();
  guard();
  setMenu();
  servePage(places.page);

  const window = openWindow(places.preload);
  serve(handlersFor(window), log);
  app.on('second-instance', () => {
    bringForward(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  log({ event: 'start', versions: versions() });
  if (throwaway !== null) void proveAndEnd(window, throwaway);
}

async function proveAndEnd(window: BrowserWindow, used: Throwaway): Promise<void> {
  const { selfTest } = await import('./self-test/self-test.ts');
  const status = await selfTest(window);
  used.remove();
  app.exit(status);
}

function logFolder(): string {
  return path.join(app.getPath('userData'), 'logs');
}

/** Opens the handlers while the window starts, once for all calls. */
function handlersFor(window: BrowserWindow): () => Promise<Handlers> {
  const vault = watchedVault(window, storeFolder);
  const clipboard = openClipboard();
  const opening = import('./handlers/handlers.ts').then(({ openHandlers }) =>
    openHandlers({
      window: () => window,
      dialogs: dialogsOf(() => window),
      storeFolder,
      logFolder: logFolder(),
      vault,
      clipboard,
      systemProxy,
      openBrowser: (url) => shell.openExternal(url),
      version: app.getVersion(),
      demo: options.demo,
    }),
  );
  // Every call reports it; nobody else has to.
  opening.catch(() => undefined);
  return () => opening;
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function versions(): Record<'app' | 'electron' | 'chrome' | 'node', string> {
  const { electron, chrome, node } = process.versions;
  return { app: app.getVersion(), electron, chrome, node };
}
