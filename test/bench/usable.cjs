/** @file Loaded before an app with `--require`: ends it as soon as its first window shows a heading in a main part. */
const { app } = require('electron/main');

const usable = `new Promise((resolve) => {
  const look = () => (document.querySelector('main h1') === null ? requestAnimationFrame(look) : requestAnimationFrame(resolve));
  look();
}).then(() => undefined)`;

app.once('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    void window.webContents.executeJavaScript(usable).then(() => app.exit(0));
  });
});
setTimeout(() => app.exit(9), 60_000).unref();
