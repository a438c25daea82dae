/** @file What the window may do beside our contract: next to nothing. Decisions only, so that they are tested without Electron. */
import { origin } from './page.ts';

/** Where help may lead: opened in the person's own browser, never here. */
const documentationHosts = [
  'smilecdr.com',
  'www.hl7.org',
  'hl7.org',
  'build.fhir.org',
  'openid.net',
  'www.rfc-editor.org',
  'datatracker.ietf.org',
];

/** Whether a link may be handed to the person's browser. */
export function isDocumentation(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return (
    protocol === 'https:' && port === '' && username === '' && password === '' && documentationHosts.includes(hostname)
  );
}

/** Whether a frame may go to an address: only to our page itself, as a reload does. */
export function mayNavigate(given: { url: string; isMainFrame: boolean }): boolean {
  if (!given.isMainFrame || !URL.canParse(given.url)) return false;
  const { pathname, search } = new URL(given.url);
  return originOf(given.url) === origin && (pathname === '/' || pathname === '/index.html') && search === '';
}

/** Copying at the press of a button is all that our page needs; Chromium asks for nothing else on its behalf. */
export function mayHave(given: { permission: string; requestingUrl: string }): boolean {
  return given.permission === 'clipboard-sanitized-write' && originOf(given.requestingUrl) === origin;
}

/** What we need to know of a frame: `WebFrameMain` fits. */
export interface Frame {
  readonly parent: Frame | null;
  readonly origin: string;
}

/** Whether a call comes from the top frame of our own page. A frame that is gone is nobody's. */
export function isOurs(frame: Frame | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin;
}

// `URL.origin` is 'null' for every scheme but the web's own.
function originOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
