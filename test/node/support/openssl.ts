/** @file The other side of what we write: openssl, as people have it. */
import { execFileSync, spawnSync } from 'node:child_process';

/** Standard output. Throws when it ends with another status than 0. */
export function openssl(args: readonly string[], { env = {} }: { env?: Record<string, string> } = {}): Buffer {
  return execFileSync('openssl', args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

export function opensslStatus(
  args: readonly string[],
  { env = {} }: { env?: Record<string, string> } = {},
): number | null {
  return spawnSync('openssl', args, { env: { ...process.env, ...env } }).status;
}
