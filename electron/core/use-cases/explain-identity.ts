import { say } from '../domain/texts.ts';
import type { Ports } from '../ports.ts';

/** Runs what may make the person’s change-control key. Where it did, `explains` says what that is; else ''. */
export async function explainingIdentity<T>(
  { store, vault }: Pick<Ports, 'store' | 'vault'>,
  work: () => Promise<T>,
): Promise<{ result: T; explains: string }> {
  const before = await store.identity();
  const result = await work();
  const own = before === null ? await store.identity() : null;
  if (own === null) return { result, explains: '' };
  const keyId = own.keyId.match(/.{1,4}/g)?.join(' ') ?? '';
  return {
    result,
    explains: say('note/own-key', { where: (await vault.status()).keyLiesIn, keyId, how: '“Signing key” saves it.' }),
  };
}
