import { createHash } from 'node:crypto';
import path from 'node:path';

export interface Places {
  readonly page: string;
  readonly preload: string;
}

/** Where the built parts lie: the same inside an archive and in a checkout. */
export function placesOf(appFolder: string): Places {
  return {
    page: path.join(appFolder, 'dist', 'renderer'),
    preload: path.join(appFolder, 'dist', 'preload', 'preload.cjs'),
  };
}

/**
 * Chromium's own folder for one store: two stores may be open at once, one store only once. It lies outside of the
 * store, so that a copy of the store is nothing but the store.
 */
export function profileFolder(given: { appData: string; store: string }): string {
  const name = createHash('sha256').update(path.resolve(given.store)).digest('hex').slice(0, 16);
  return path.join(given.appData, 'payer-wizard', name);
}
