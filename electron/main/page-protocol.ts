import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron/main';
import { headers, pageFileOf, scheme } from './page.ts';

/** Before `ready`: our page is of an origin of its own, with the rules of a secure one. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** After `ready`: our page's files, from one folder, each with its fixed media type, and nothing else. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async ({ url, method }) => {
    const file = method === 'GET' ? pageFileOf(url) : null;
    if (file === null) return missing();
    try {
      const body = new Uint8Array(await readFile(path.join(folder, file.path)));
      return new Response(body, { headers: { ...headers, 'content-type': file.mediaType } });
    } catch {
      return missing();
    }
  });
}

function missing(): Response {
  return new Response('Not here', {
    status: 404,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  });
}
