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
  help: { type: 'boolean' },
} as const satisfies Options;

/** For commands whose result depends on the time: see `Context.statedTime`. */
export const timeOption = { time: { type: 'string' } } as const satisfies Options;

/** What parseArgs answers for any of our options. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
