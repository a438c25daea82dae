/** @file The state before a write, sealed in the vault under the push and the number of the step. */
import type { DefinitionStep } from '../../domain/push/plan-types.ts';
import type { Target } from '../../domain/push/target.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports, VaultItem } from '../../ports.ts';
import type { StepWork } from './carry-out-step.ts';
import { areSame, lastSent, lastSentItem, rememberSent } from './last-sent.ts';

export function beforeImage(target: string, pushId: string, index: number): VaultItem & { kind: 'before-image' } {
  return { owner: `target:${target}`, kind: 'before-image', id: `${pushId} ${String(index)}` };
}

/** The secret that had been sent to the place before that push. */
export function sentBefore(target: string, pushId: string, index: number): VaultItem {
  return { owner: `target:${target}`, kind: 'sent-before', id: `${pushId} ${String(index)}` };
}

interface Given {
  readonly target: Target;
  readonly step: DefinitionStep;
  /** What is sent with the write. */
  readonly secret: Secret | null;
  readonly pushId: string;
  readonly index: number;
}

/** While another secret is under way nothing is known of the one there: see `rememberSent`. Where none got there, it counts again. */
export function sealing(
  ports: Pick<Ports, 'vault'>,
  { target, step, secret, pushId, index }: Given,
): Pick<StepWork, 'seal' | 'letGo' | 'putBack' | 'remember'> {
  const { vault } = ports;
  return {
    async seal(now) {
      await vault.keepRecord(beforeImage(target.name, pushId, index), now);
      const earlier = await lastSent(ports, target, step);
      if (earlier === null) return;
      await vault.keep(sentBefore(target.name, pushId, index), earlier);
    },
    async letGo() {
      const earlier = await lastSent(ports, target, step);
      if (earlier === null) return;
      const stays = secret !== null && (await areSame(ports, secret, earlier));
      if (!stays) await vault.forget(lastSentItem(target, step));
    },
    async putBack() {
      const item = sentBefore(target.name, pushId, index);
      if (await vault.holds(item)) await vault.keep(lastSentItem(target, step), await vault.secret(item));
    },
    remember: async () => rememberSent(ports, target, { place: step, secret }),
  };
}
