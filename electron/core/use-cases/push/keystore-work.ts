/** @file One keystore at a target: made, or changed. The private keys are unsealed when they are sent, and not before. */
import type { KeystoreStep } from '../../domain/push/plan-types.ts';
import type { Secret } from '../../domain/secret.ts';
import type { AdminSession, Ports, WireKeystore } from '../../ports.ts';
import { beforeImage } from './before-image.ts';
import type { StepWork } from './carry-out-step.ts';
import type { OpenTarget } from './open-target.ts';
import type { Pushable } from './pushable.ts';

export interface KeystoreToWrite {
  readonly step: KeystoreStep;
  /** Whose keys they are; null in a roll back, which sends none. */
  readonly pushable: Pushable | null;
  /** What the vault holds of that payer. */
  readonly keyIds: readonly string[];
  readonly pushId: string;
  readonly index: number;
}

export function keystoreWork(
  ports: Pick<Ports, 'vault'>,
  { target, session }: OpenTarget,
  { step, pushable, keyIds, pushId, index }: KeystoreToWrite,
): StepWork<WireKeystore> {
  if (step.does === 'keystore-as-it-is') throw new TypeError('A step that is no write: keystore-as-it-is');
  const { name: keystoreId, filePath, changes } = step;
  const wanted = { keystoreId, filePath };
  const sendsKeys = changes.some(({ key }) => key === 'jsonKeys');
  const before = changes.find(({ key }) => key === 'filePath');
  return {
    step,
    read: async () => readKeystore(session, keystoreId, step.does === 'update-keystore'),
    fits: async (now) => {
      const path = now?.filePath ?? '';
      const isAsBefore = before === undefined ? path === filePath : path === (before.now ?? '');
      return Promise.resolve((now === null) === (step.does === 'create-keystore') && isAsBefore);
    },
    seal: async (now) => ports.vault.keepRecord(beforeImage(target.name, pushId, index), now),
    write: async () =>
      write(session, step, { wanted, keys: sendsKeys ? await keysOf(ports, { pushable, keyIds }) : null }),
    // The record of the push tells by the thumbprints which keys were sent.
    letGo: nothing,
    putBack: nothing,
    remember: nothing,
    readBack: async () => readKeystore(session, keystoreId, true),
    compare: (after) => {
      if (after === null) return null;
      return { lost: [], other: after.filePath === filePath ? {} : { filePath: after.filePath } };
    },
    settle: (after) => {
      if (step.does === 'create-keystore') return after === null ? 'not-written' : 'written';
      if (after === null) return 'otherwise';
      if (before === undefined) return 'cannot-tell';
      return after.filePath === filePath ? 'written' : 'not-written';
    },
    pid: () => null,
  };
}

const nothing = async (): Promise<void> => Promise.resolve();

/** The page that tells how one is read prints another path for it: where one has to be there, the list is sure (smile-cdr §4.4). */
async function readKeystore(session: AdminSession, id: string, hasToBe: boolean): Promise<WireKeystore | null> {
  const found = await session.keystore(id);
  if (found !== null || !hasToBe) return found;
  return (await session.keystores())?.find(({ keystoreId }) => keystoreId === id) ?? null;
}

async function keysOf(
  { vault }: Pick<Ports, 'vault'>,
  { pushable, keyIds }: Pick<KeystoreToWrite, 'pushable' | 'keyIds'>,
): Promise<Secret> {
  if (pushable === null) throw new TypeError('Keys were to be sent, and there are none');
  return vault.privateJwks({ owner: pushable.payer, keys: pushable.keys, among: keyIds });
}

async function write(
  session: AdminSession,
  step: KeystoreStep,
  { wanted, keys }: { wanted: WireKeystore; keys: Secret | null },
): Promise<void> {
  if (step.does === 'create-keystore') await session.createKeystore(wanted, keys);
  else await session.updateKeystore(wanted, keys);
}
