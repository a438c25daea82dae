/** A row of the table of damaged keys. */
export type Row = readonly [name: string, code: string, make: () => string | Uint8Array, passphrase?: string];
