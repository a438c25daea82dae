import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault, toFailure } from '#core/domain/fault.ts';
import { systemKeychain } from '#node/keychain.ts';

/** Keeps a random value under a name of its own, reads it back and removes it. '' when all of it worked; else why not. */
export async function keychainFault(name: string): Promise<string> {
  const value = new Uint8Array(randomBytes(32));
  try {
    await systemKeychain.write(name, value);
    const back = await systemKeychain.read(name);
    await systemKeychain.remove(name);
    if (back?.length !== value.length || !timingSafeEqual(back, value)) return 'it did not give back what it was given';
    return (await systemKeychain.read(name)) === null ? '' : 'it does not forget';
  } catch (error) {
    return error instanceof Fault ? toFailure(error).code : 'unexpected';
  }
}
