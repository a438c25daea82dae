/** @file When two addresses are one: by their spelling, as issuers are told apart, and by where a request for them ends up. */

export function withoutSlash(address: string): string {
  return address.replace(/\/$/, '');
}

/** As URL writes it: host in lower case, default port left out; a slash at the end does not count (interop-specs §1.9). */
export function spelling(address: string): string {
  return URL.canParse(address) ? withoutSlash(new URL(address).href) : address;
}

/**
 * One key for every spelling that a server takes for the same place: who wants to hide behind another payer’s endpoint
 * would spell it otherwise. Letters of the path stay as they are: servers tell them apart.
 */
export function placeKey(address: string): string {
  if (!URL.canParse(address)) return address.trim();
  const { protocol, hostname, port, pathname, search } = new URL(address);
  // Of mailto: and its like nothing can be folded.
  if (!pathname.startsWith('/')) return address;
  const host = `${hostname.replace(/\.+$/, '')}${port === '' ? '' : `:${port}`}`;
  // Folded before the dots are resolved, as servers do that merge slashes; “%2e” is a dot to URL by itself.
  const folded = new URL(plain(pathname).replace(/\/{2,}/g, '/'), 'https://x.example').pathname;
  return `${protocol}//${host}${withoutSlash(folded)}${search}`;
}

/** RFC 3986 §6.2.2: unreserved characters are the same escaped or not, and the case of an escape says nothing. */
function plain(path: string): string {
  return path.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}
