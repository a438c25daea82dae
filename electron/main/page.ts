/** @file The one page of this app, as data: its address, its files and what every answer says beside them. No Electron. */

export const scheme = 'payer-wizard';

/** What `WebFrameMain.origin` says of our page. */
export const origin = `${scheme}://app`;
export const address = `${origin}/`;

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** Nothing comes from elsewhere, nothing is written into the page as code or style, and the window asks nobody. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export interface PageFile {
  /** Relative to the folder of the page, with `/`. Never leads out of it. */
  readonly path: string;
  readonly mediaType: string;
}

// A segment starts with a letter, a digit, `_` or `-`, so `..`, hidden files, `%2e`, backslashes, colons and NUL are not ours.
const ourPath = /^\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.([a-z0-9]+))$/;

/** The file that an address of ours names; null for every address that is not exactly one of ours. */
export function pageFileOf(url: string): PageFile | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, username, password } = new URL(url);
  if (`${protocol}//${host}` !== origin || username !== '' || password !== '') return null;

  const [, path, extension] = ourPath.exec(pathname === '/' ? '/index.html' : pathname) ?? [];
  if (path === undefined || extension === undefined || !Object.hasOwn(mediaTypes, extension)) return null;
  return { path, mediaType: mediaTypes[extension] ?? '' };
}
