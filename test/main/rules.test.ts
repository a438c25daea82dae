import { expect, test } from 'vitest';
import { isDocumentation, isOurs, mayHave, mayNavigate } from '../../electron/main/rules.ts';

const page = 'payer-wizard://app';
const top = { origin: page, parent: null };

test.each([
  ['the top frame of our page', top, true],
  ['a frame inside our page', { origin: page, parent: top }, false],
  ['our page inside another one', { origin: page, parent: { origin: 'https://other.example', parent: null } }, false],
  ['another page', { origin: 'https://other.example', parent: null }, false],
  ['a page without an origin', { origin: 'null', parent: null }, false],
  ['an origin that starts like ours', { origin: `${page}.example`, parent: null }, false],
  ['a frame that is gone', null, false],
])('answers %s: %j → %s', (_who, frame, answered) => {
  expect(isOurs(frame)).toBe(answered);
});

test.each([
  [`${page}/`, true, true],
  [`${page}/index.html#keys`, true, true],
  [`${page}/`, false, false],
  [`${page}/?from=elsewhere`, true, false],
  [`${page}/assets/main.js`, true, false],
  ['payer-wizard://other/', true, false],
  ['https://app/', true, false],
  ['file:///etc/passwd', true, false],
  ['data:text/html,hello', true, false],
  ['javascript:alert(1)', true, false],
  ['about:blank', true, false],
  ['', true, false],
])('goes to %s (main frame: %s) → %s', (url, isMainFrame, allowed) => {
  expect(mayNavigate({ url, isMainFrame })).toBe(allowed);
});

test.each([
  ['clipboard-sanitized-write', `${page}/`, true],
  ['clipboard-sanitized-write', 'https://other.example/', false],
  ['clipboard-sanitized-write', '', false],
  ['clipboard-read', `${page}/`, false],
  ['geolocation', `${page}/`, false],
  ['media', `${page}/`, false],
  ['notifications', `${page}/`, false],
  ['openExternal', `${page}/`, false],
  ['fileSystem', `${page}/`, false],
])('%s for %s → %s', (permission, requestingUrl, granted) => {
  expect(mayHave({ permission, requestingUrl })).toBe(granted);
});

test.each([
  ['https://smilecdr.com/docs/security/', true],
  ['https://www.rfc-editor.org/rfc/rfc8414#section-3', true],
  ['https://openid.net/specs/openid-connect-discovery-1_0.html', true],
  ['http://smilecdr.com/docs/', false],
  ['https://smilecdr.com.other.example/', false],
  ['https://smilecdr.com@other.example/', false],
  ['https://user@smilecdr.com/', false],
  ['https://smilecdr.com:8443/', false],
  ['https://other.example/?https://smilecdr.com/', false],
  ['file:///etc/passwd', false],
  ['smb://smilecdr.com/share', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('opens %s in the browser → %s', (url, opened) => {
  expect(isDocumentation(url)).toBe(opened);
});
