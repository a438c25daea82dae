/**
 * @file An address as it may be shown and kept. A stranger wrote it, and what its user part and its query hold may be
 * somebody's credentials: a session, a code, a password. Their names are enough to know a place by.
 */

const MOST = 300;

/** Where a redirect leads, read against the address that was asked. */
export function shownLocation(location: string, asked: string): string {
  if (location === '' || !URL.canParse(location, asked)) return '(nowhere)';
  const url = new URL(location, asked);
  // Other schemes have no parts that could be told apart: `mailto:`, `intent:`, an app's own.
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol}…`;
  const names = url.search
    .slice(1)
    .split('&')
    .map((pair) => (pair === '' ? '' : pair.replace(/=.*|$/, '=…')));
  // A path may carry a session too: `/login;jsessionid=…`.
  const path = url.pathname.replaceAll(/;[^/]*/g, ';…');
  return `${url.origin}${path}${url.search === '' ? '' : `?${names.join('&')}`}`.slice(0, MOST);
}
