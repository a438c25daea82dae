/** @file Files that a desktop puts into folders by itself: no bundle has them, and nobody means ill by them. */
import { isSafePath } from './path-flaw.ts';

/** Of macOS, also beside each file of an archive that it unpacked or made; of Windows. */
const names = /^(?:\.DS_Store|\._[A-Za-z0-9._@-]{1,200}|Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i;
const folderOfMac = '__MACOSX/';

export function isOfSystem(path: string): boolean {
  const cut = path.lastIndexOf('/') + 1;
  const isInSafeFolder = cut === 0 || isSafePath(path.slice(0, cut - 1));
  return isInSafeFolder && (names.test(path.slice(cut)) || (path.startsWith(folderOfMac) && isSafePath(path)));
}
