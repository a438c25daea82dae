import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import { isSameSecret } from '#node/same-secret.ts';
import type { Context, PassphraseOption } from './context.ts';

/** A passphrase that does not exist yet: what is typed unseen is typed twice. Throws `input/passphrases-differ`. */
export async function newPassphrase(
  context: Context,
  prompt: string,
  option: 'secret-file' | PassphraseOption = 'secret-file',
): Promise<Secret> {
  const ask = async (words: string) =>
    option === 'secret-file' ? context.secret(words) : context.passphrase(words, option);
  const passphrase = await ask(prompt);
  if (context.text(option) !== undefined || !process.stdin.isTTY) return passphrase;
  if (!isSameSecret(passphrase, await ask('The same again'))) throw new Fault('input/passphrases-differ', {});
  return passphrase;
}
