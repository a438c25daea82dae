import type { KeyObject } from 'node:crypto';
import { generateKeyPair } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { KeyKind } from '#core/domain/keys/key-record.ts';

const rsa = { type: 'rsa', publicExponent: 0x1_0001 } as const;

type Wish =
  | (typeof rsa & { readonly modulusLength: number })
  | { readonly type: 'ec'; readonly namedCurve: string }
  | { readonly type: 'ed25519' };

const wishes: Readonly<Record<KeyKind, Wish>> = {
  'RSA-2048': { ...rsa, modulusLength: 2048 },
  'RSA-3072': { ...rsa, modulusLength: 3072 },
  'RSA-4096': { ...rsa, modulusLength: 4096 },
  'EC-P-256': { type: 'ec', namedCurve: 'P-256' },
  'EC-P-384': { type: 'ec', namedCurve: 'P-384' },
  'EC-P-521': { type: 'ec', namedCurve: 'P-521' },
  Ed25519: { type: 'ed25519' },
};

/**
 * Off the main thread: RSA 4096 takes a second, sometimes five. Throws `key/cancelled` as soon as the signal says so; the search
 * for primes cannot be stopped, so what it still finds is dropped.
 */
export async function makeKey(kind: KeyKind, signal?: AbortSignal): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new Fault('key/cancelled', {}));
    if (signal?.aborted === true) {
      cancel();
      return;
    }
    signal?.addEventListener('abort', cancel, { once: true });
    generate(wishes[kind], (error, key) => {
      signal?.removeEventListener('abort', cancel);
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function generate(wish: Wish, done: (error: Error | null, key: KeyObject) => void): void {
  const taken = (error: Error | null, _public: KeyObject, key: KeyObject) => done(error, key);
  if (wish.type === 'rsa') generateKeyPair('rsa', wish, taken);
  else if (wish.type === 'ec') generateKeyPair('ec', wish, taken);
  else generateKeyPair('ed25519', {}, taken);
}
