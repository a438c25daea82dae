/** @file Every web contents of this app, whoever made it, is held to `rules.ts`. */
import { shell } from 'electron/common';
import type { Session, WebContents } from 'electron/main';
import { app, session } from 'electron/main';
import { isDocumentation, mayHave, mayNavigate } from './rules.ts';

/** Once, after `ready` and before the first window. */
export function guard(): void {
  guardSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
  // Certificates are the business of our own adapters; here nobody is told who we are.
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    choose();
  });
}

function guardSession(ours: Session): void {
  ours.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(mayHave({ permission, requestingUrl }));
  });
  ours.setPermissionCheckHandler((_contents, permission, requestingUrl) => mayHave({ permission, requestingUrl }));
  ours.setDevicePermissionHandler(() => false);
  // Switched off and without a language, or Chromium fetches a dictionary from its makers at the first start.
  ours.setSpellCheckerLanguages([]);
  ours.setSpellCheckerEnabled(false);
  ours.on('will-download', (event) => {
    event.preventDefault();
  });
  // The page's own policy forbids these already. This holds where a policy has a hole.
  ours.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*'] },
    (_details, decide) => {
      decide({ cancel: true });
    },
  );
}

function guardContents(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isDocumentation(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
