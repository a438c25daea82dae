/** @file Files that hold no key that can be taken, each with the code that names it. The same table runs under Node and in Electron. */
import { files, json } from './damaged-files.ts';
import { wrongKind } from './damaged-kinds.ts';
import { broken } from './damaged-numbers.ts';
import { sealed } from './damaged-sealed.ts';

export interface DamagedRow {
  readonly name: string;
  readonly code: string;
  readonly make: () => string | Uint8Array;
  readonly passphrase?: string;
}

export const damagedRows: readonly DamagedRow[] = [...wrongKind, ...broken, ...sealed, ...json, ...files].map(
  ([name, code, make, given]) => ({ name, code, make, ...(given === undefined ? {} : { passphrase: given }) }),
);
