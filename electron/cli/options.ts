import type { ParseArgsConfig } from 'node:util';

export type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that every command takes. */
export const globalOptions = {
  store: { type: 'string' },
  json: { type: 'boolean' },
  'secret-file': { type: 'string' },
  'passphrase-file': { type: 'string' },
  'allow-private': { type: 'boolean' },
  proxy: { type: 'string' },
  /** Matters where a result states a time: see `Context.statedTime`. */
  time: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies Options;

/** What parseArgs answers for any of our options. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
