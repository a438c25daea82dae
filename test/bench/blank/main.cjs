/** @file The least that Electron can show: what the start of the app is compared with. */
const { app, BrowserWindow } = require('electron/main');

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<main><h1>Blank</h1></main>');
});
