/** @file The one way in for what a person types or pastes as a secret. Each kind goes to who keeps it; nothing comes back. */
import type { Handlers } from '#core/contract/contract.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepProxyPassword, keepSecret } from '#core/use-cases/client-secret.ts';
import { keepPassword, keepTargetProxyPassword } from '#core/use-cases/push/targets.ts';
import type { Desk, KeySecretKind, SecretOwner, TakeSecret } from './desk.ts';
import type { VaultSecretKind } from './vault.ts';

interface Takers {
  readonly ofKeys: TakeSecret<KeySecretKind>;
  readonly ofVault: TakeSecret<VaultSecretKind>;
}

export function takeSecretHandler(
  { ports, clipboard }: Pick<Desk, 'ports' | 'clipboard'>,
  takers: Takers,
): Pick<Handlers, 'takeSecret'> {
  async function take(owner: SecretOwner, secret: Secret): Promise<void> {
    switch (owner.is) {
      case 'client':
        await keepSecret(ports, owner.ref, secret);
        return;
      case 'proxy':
        return keepProxyPassword(ports, owner.ref, secret);
      case 'target':
        return keepPassword(ports, owner.name, secret);
      case 'target-proxy':
        return keepTargetProxyPassword(ports, owner.name, secret);
      case 'key-file':
      case 'key-text':
      case 'key-export':
        return takers.ofKeys(owner, secret);
      default:
        return takers.ofVault(owner, secret);
    }
  }

  return {
    takeSecret: async ({ for: owner, secret: text }) => {
      const secret = new Secret(text);
      // Whether or not it can be kept: what was pasted does not stay in the clipboard. One that cannot be read changes nothing.
      await clipboard.clearIfStill(secret).catch(() => undefined);
      await take(owner, secret);
    },
  };
}
