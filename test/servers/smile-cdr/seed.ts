/** @file What the seed files say: smile-cdr §7.1. */
import type { KeptKeystore, Seed } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;

/** §7.1: variables are replaced inside the file. One that is not set stays as text: nothing tells, and so it shows. */
export function seededServers({ servers = [], env = {}, systemProperties = {} }: Seed): readonly Fields[] {
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = { env, systemProperties };
  const replaced = (text: string) =>
    text.replaceAll(
      /#\{(env|systemProperties)\['([^']+)'\]\}/g,
      (whole, source: string, name: string) => values[source]?.[name] ?? whole,
    );
  return servers.map((server) =>
    Object.fromEntries(
      Object.entries(server).map(([key, value]) => [key, typeof value === 'string' ? replaced(value) : value]),
    ),
  );
}

/** §7.1: that variables work is not said of keystores, so none are replaced. */
export function seededKeystores({ keystores = [] }: Seed): KeptKeystore[] {
  return keystores.map((keystore) => ({ keystoreId: '', filePath: '', jsonKeys: '', ...keystore }));
}
