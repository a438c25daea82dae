import { BrowserWindow, app, nativeTheme } from 'electron/main';
import { offerEditing } from './menu.ts';
import { address } from './page.ts';

// The lowest surface of the window's own tokens, so that it does not flash in another colour before it is drawn.
const canvas = { light: '#f4f6f6', dark: '#131718' };

/** Opens the one window. It shows itself when there is something to see. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Payer Wizard',
    width: 1280,
    height: 800,
    // At 1024×640 everything has its place; smaller, and zoomed to 200 %, it scrolls.
    minWidth: 512,
    minHeight: 400,
    show: false,
    backgroundColor: canvasColor(),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => {
    window.show();
  });
  followTheme(window);
  offerEditing(window.webContents);
  // A page that does not load tells its window by itself.
  window.loadURL(address).catch(() => undefined);
  return window;
}

function followTheme(window: BrowserWindow): void {
  const follow = (): void => {
    window.setBackgroundColor(canvasColor());
  };
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

function canvasColor(): string {
  return nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light;
}
