/** @file Files with several private keys: a payer takes one at a time, and a person says which. */
import { Fault } from '../fault.ts';
import type { PayerRef } from '../payer/payer.ts';
import type { KeyFile, KeyInHand } from './key-file.ts';

/** In the order in which they are offered: those that a hand-over holds for this payer first. */
export function offered({ keys }: Pick<KeyFile, 'keys'>, ref: PayerRef): KeyInHand[] {
  return keys.toSorted((one, other) => Number(other.owner === ref) - Number(one.owner === ref));
}

/** What a person calls it by: its kid, or its thumbprint where it has none of its own. */
export function callNameOf({ keys }: Pick<KeyFile, 'keys'>, { kid, thumbprint }: KeyInHand): string {
  return kid !== '' && keys.filter((key) => key.kid === kid).length === 1 ? kid : thumbprint;
}

/** “p2p-2027 (RSA 3072, for northlake@test)”. */
export function inWords(file: Pick<KeyFile, 'keys'>, key: KeyInHand): string {
  return `${callNameOf(file, key)} (${key.kind}${key.owner === '' ? '' : `, for ${key.owner}`})`;
}

/** The file with the key of that name alone, or as it is where none is named. Throws `key/several`, `key/not-in-file`. */
export function withOneKey(file: KeyFile, { ref, name }: { ref: PayerRef; name: string | undefined }): KeyFile {
  const keys = offered(file, ref);
  const listed = () => keys.map((key) => inWords(file, key)).join('; ');
  if (name === undefined) {
    if (keys.length > 1) throw new Fault('key/several', { count: String(keys.length), keys: listed() });
    return file;
  }
  // A kid is one key’s of a payer; two payers in a hand-over may have the same.
  const named = keys.find((key) => key.thumbprint === name || callNameOf(file, key) === name);
  const own = keys.find((key) => key.kid === name && key.owner === ref);
  const key = named ?? own;
  if (key === undefined) throw new Fault('key/not-in-file', { name, keys: listed() || 'none' });
  return { ...file, keys: [key] };
}
