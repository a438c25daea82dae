/** @file The commands by name. Each is loaded when it is asked for: `verify` does not wait for an OAuth library. */
import type { Command } from './command.ts';

const commands = {
  discover: {
    says: 'reads what a Source Payer publishes, and judges it',
    load: async () => (await import('./commands/discover.ts')).discover,
  },
  payer: {
    says: 'the payers of this store and their fields',
    load: async () => (await import('./commands/payer.ts')).payer,
  },
  key: {
    says: 'signing keys and certificates',
    load: async () => (await import('./commands/key.ts')).key,
  },
  registration: {
    says: 'what the payer needs before it gives a client id',
    load: async () => (await import('./commands/registration.ts')).registration,
  },
  test: {
    says: 'asks for a token and tells what comes',
    load: async () => (await import('./commands/test.ts')).test,
  },
  definition: {
    says: 'the definition, in three dialects',
    load: async () => (await import('./commands/definition.ts')).definition,
  },
  export: {
    says: 'writes a signed bundle for change control',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  sign: {
    says: 'adds a statement of a reviewer or approver to a bundle',
    load: async () => (await import('./commands/sign.ts')).sign,
  },
  verify: {
    says: 'verifies a bundle',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  diff: {
    says: 'what differs between two payers, bundles, files or targets',
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  take: {
    says: 'takes in keys and secrets that were encrypted for you',
    load: async () => (await import('./commands/take.ts')).take,
  },
  plan: {
    says: 'what a push would do',
    load: async () => (await import('./commands/plan.ts')).planCommand,
  },
  push: {
    says: 'carries a plan out on a Smile CDR',
    load: async () => (await import('./commands/push.ts')).push,
  },
  pushes: {
    says: 'what was pushed from this store',
    load: async () => (await import('./commands/pushes.ts')).pushes,
  },
  rollback: {
    says: 'undoes a push',
    load: async () => (await import('./commands/rollback.ts')).rollback,
  },
  readiness: {
    says: 'whether an exchange with a payer can begin',
    load: async () => (await import('./commands/readiness.ts')).readinessCommand,
  },
  target: {
    says: 'the Smile CDR installations to push to',
    load: async () => (await import('./commands/target.ts')).target,
  },
  identity: {
    says: 'the key that signs your bundles',
    load: async () => (await import('./commands/identity.ts')).identityCommand,
  },
  vault: {
    says: 'where keys and secrets lie',
    load: async () => (await import('./commands/vault.ts')).vault,
  },
} as const satisfies Record<string, { says: string; load: () => Promise<Command> }>;

export const commandList = Object.entries(commands).map(([name, { says }]) => ({ name, says }));

export async function commandNamed(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name as keyof typeof commands].load() : undefined;
}
