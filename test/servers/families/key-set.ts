/** @file How a server fetches a client's key set: with its own trust, which is that of its system alone. */
import { get } from 'node:https';
import type { JWK } from 'jose';

/** `failure`: what its HTTP library says, as products put it into their answers; '' where there is none. */
export async function fetchKeys(address: string): Promise<{ keys: readonly JWK[]; failure: string }> {
  return new Promise((resolve) => {
    const failed = (failure: string) => {
      resolve({ keys: [], failure });
    };
    const request = get(address, { timeout: 2_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ keys: keysIn(Buffer.concat(chunks).toString('utf8')), failure: '' });
        else failed(`Requesting "${address}" returned ${String(response.statusCode)} status code`);
      });
    });
    request.on('error', () => {
      // Node's fetch puts the cause aside and says this.
      failed('TypeError: fetch failed');
    });
    request.on('timeout', () => request.destroy());
  });
}

function keysIn(text: string): readonly JWK[] {
  const { keys } = JSON.parse(text) as { keys?: readonly JWK[] };
  return keys ?? [];
}
