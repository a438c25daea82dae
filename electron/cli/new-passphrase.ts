import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import { isSameSecret } from '#node/same-secret.ts';
import type { Context } from './context.ts';

/** A passphrase that does not exist yet: what is typed unseen is typed twice. Throws `input/passphrases-differ`. */
export async function newPassphrase(context: Context, prompt: string): Promise<Secret> {
  const passphrase = await context.secret(prompt);
  if (context.text('secret-file') !== undefined || !process.stdin.isTTY) return passphrase;
  if (!isSameSecret(passphrase, await context.secret('The same again')))
    throw new Fault('input/passphrases-differ', {});
  return passphrase;
}
