/**
 * @file What a roll back can do about keystores: a file path that the Admin API showed goes back. One that the push made cannot be
 * removed, and keys that it replaced are told by nobody (smile-cdr §4.4).
 */
import { explain } from '../../domain/catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { mayHaveWritten } from '../../domain/push/outcome.ts';
import type { ByHand, KeystoreStep, PushRecord } from '../../domain/push/plan-types.ts';
import { isOfKeystore } from '../../domain/push/plan-types.ts';
import type { Ports, WireKeystore } from '../../ports.ts';
import { beforeImage } from './before-image.ts';
import type { OpenTarget } from './open-target.ts';

export interface KeystoreUndoing {
  readonly step: KeystoreStep;
}

export async function keystoreUndoings(
  { vault }: Pick<Ports, 'vault'>,
  { session }: OpenTarget,
  push: PushRecord,
): Promise<{ keystores: KeystoreUndoing[]; byHand: ByHand[] }> {
  const keystores: KeystoreUndoing[] = [];
  const byHand: ByHand[] = [];
  for (const [index, result] of [...push.results.entries()].reverse()) {
    const { step } = result;
    if (!isOfKeystore(step) || step.does === 'keystore-as-it-is' || !mayHaveWritten(result)) continue;
    const before = (await vault.record(beforeImage(push.target, push.id, index))) as WireKeystore | null;
    const path = before?.filePath ?? '';
    if (path === '' || path === step.filePath) {
      const words = explain('push/keystore-stays', { keystore: step.name });
      byHand.push({ payer: step.payer, code: 'push/keystore-stays', ...words });
      continue;
    }
    const present = await session.keystore(step.name);
    if (present === null) throw new Fault('push/gone-since', { name: step.name });
    // Put back by a roll back that stopped halfway.
    if (present.filePath === path) continue;
    if (present.filePath !== step.filePath)
      throw new Fault('push/changed-since', { name: step.name, label: 'Keystore File' });
    const now = step.filePath === '' ? null : step.filePath;
    const changes = [{ key: 'filePath', label: 'Keystore File', state: 'different' as const, now, planned: path }];
    keystores.push({ step: { ...step, does: 'update-keystore', way: 'file', filePath: path, changes } });
  }
  return { keystores, byHand };
}
