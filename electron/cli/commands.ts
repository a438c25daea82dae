/** @file The commands by name. Each is loaded when it is asked for: `verify` does not wait for an OAuth library. */
import type { Command } from './command.ts';

const commands = {
  discover: async () => (await import('./commands/discover.ts')).discover,
  payer: async () => (await import('./commands/payer.ts')).payer,
  key: async () => (await import('./commands/key.ts')).key,
  registration: async () => (await import('./commands/registration.ts')).registration,
  test: async () => (await import('./commands/test.ts')).test,
  definition: async () => (await import('./commands/definition.ts')).definition,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  sign: async () => (await import('./commands/sign.ts')).sign,
  verify: async () => (await import('./commands/verify.ts')).verify,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  push: async () => (await import('./commands/push.ts')).push,
  rollback: async () => (await import('./commands/rollback.ts')).rollback,
  target: async () => (await import('./commands/target.ts')).target,
  identity: async () => (await import('./commands/identity.ts')).identityCommand,
  vault: async () => (await import('./commands/vault.ts')).vault,
} as const satisfies Record<string, () => Promise<Command>>;

export const commandNames = Object.keys(commands);

export async function commandNamed(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name as keyof typeof commands]() : undefined;
}
