/** @file What reading a file came to, in a form that can be compared between two programs. */
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { keyFiles } from '#node/keys/key-files.ts';

export interface Input {
  readonly name: string;
  readonly base64: string;
  readonly passphrase: string | null;
}

export type Outcome =
  | { readonly code: string }
  | { readonly thumbprints: readonly string[]; readonly certificates: number; readonly requests: number };

/** What is thrown and is no fault stays thrown: it is a bug. */
export async function outcomeOf({ base64, passphrase }: Input): Promise<Outcome> {
  try {
    const bytes = Buffer.from(base64, 'base64');
    const { keys, certificates, requests } = await keyFiles.read({
      bytes,
      passphrase: passphrase === null ? null : new Secret(passphrase),
    });
    return {
      thumbprints: keys.map(({ thumbprint }) => thumbprint),
      certificates: certificates.length,
      requests: requests.length,
    };
  } catch (error) {
    if (error instanceof Fault) return { code: error.code };
    throw error;
  }
}
