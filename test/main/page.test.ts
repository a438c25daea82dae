import { expect, test } from 'vitest';
import { contentSecurityPolicy, pageFileOf } from '../../electron/main/page.ts';

test.each([
  ['payer-wizard://app/', 'index.html', 'text/html; charset=utf-8'],
  ['payer-wizard://app/index.html#payer', 'index.html', 'text/html; charset=utf-8'],
  ['payer-wizard://app/assets/main-Bx_9-a.js', 'assets/main-Bx_9-a.js', 'text/javascript; charset=utf-8'],
  ['payer-wizard://app/assets/app.css?v=1', 'assets/app.css', 'text/css; charset=utf-8'],
  ['payer-wizard://app/icons.svg', 'icons.svg', 'image/svg+xml'],
  // The address parser has resolved these before we see them, and they stay inside.
  ['payer-wizard://app/../../index.html', 'index.html', 'text/html; charset=utf-8'],
])('%s is %s', (url, path, mediaType) => {
  expect(pageFileOf(url)).toEqual({ path, mediaType });
});

test.each([
  ['another host', 'payer-wizard://other/index.html'],
  ['another scheme', 'https://app/index.html'],
  ['a file', 'file:///etc/passwd'],
  ['user information', 'payer-wizard://user@app/index.html'],
  ['a port', 'payer-wizard://app:80/index.html'],
  ['an encoded slash', 'payer-wizard://app/..%2f..%2fetc%2fpasswd.html'],
  ['encoded dots', 'payer-wizard://app/a/%2e%2e%2f%2e%2e%2fmain/main.js'],
  ['a backslash', 'payer-wizard://app/..\\..\\main\\main.js'],
  ['an encoded backslash', 'payer-wizard://app/..%5c..%5cmain.js'],
  ['NUL', 'payer-wizard://app/index.html%00.png'],
  ['a hidden file', 'payer-wizard://app/.env.html'],
  ['a hidden folder', 'payer-wizard://app/.git/index.html'],
  ['a drive', 'payer-wizard://app/C:/secrets.html'],
  ['a stream', 'payer-wizard://app/index.html:secret.js'],
  ['an empty segment', 'payer-wizard://app//etc/index.html'],
  ['no extension', 'payer-wizard://app/assets/main'],
  ['a type we do not serve', 'payer-wizard://app/assets/main.js.map'],
  ['a name of every object', 'payer-wizard://app/a.constructor'],
  ['a folder', 'payer-wizard://app/assets/'],
  ['no address', 'index.html'],
])('%s is not a file of ours', (_what, url) => {
  expect(pageFileOf(url)).toBeNull();
});

test('the policy lets nothing in from elsewhere and nothing inline', () => {
  const directives = contentSecurityPolicy.split('; ').map((directive) => directive.split(' '));
  const sources: Record<string, string[]> = Object.fromEntries(directives.map(([name, ...values]) => [name, values]));
  expect(sources).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"] });
  expect(new Set(Object.values(sources).flat())).toEqual(new Set(["'none'", "'self'"]));
});
