import type { KeyObject } from 'node:crypto';
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '#core/domain/keys/key-record.ts';

const generate = promisify(generateKeyPair);

/** Off the main thread: RSA takes some hundred milliseconds. */
export async function makeKey(kind: KeyKind | 'EC-P-256'): Promise<KeyObject> {
  if (kind === 'RSA-3072') return (await generate('rsa', { modulusLength: 3072, publicExponent: 0x1_0001 })).privateKey;
  return (await generate('ec', { namedCurve: kind === 'EC-P-384' ? 'P-384' : 'P-256' })).privateKey;
}
