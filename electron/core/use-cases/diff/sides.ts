/** @file What is compared, as a side of a comparison: a payer, a bundle, a definition in a file, a live target. */
import type { BundledDefinition } from '../../domain/bundle/definitions.ts';
import { draftOf } from '../../domain/definition/definition-of.ts';
import { readDefinitions, readServer } from '../../domain/definition/read-definitions.ts';
import type { ServerDefinition } from '../../domain/definition/server-definition.ts';
import type { Entry, Side } from '../../domain/diff/side.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { isArchived } from '../../domain/push/same.ts';
import type { WireServer } from '../../ports.ts';

/** As it stands, finished or not. */
export function sideOfPayers(payers: readonly Payer[]): Side {
  return {
    is: 'payer',
    label: payers.map(({ ref }) => ref).join(' '),
    entries: payers.map((payer) => ({
      ref: payer.ref,
      members: draftOf(payer) as ServerDefinition,
      unknown: null,
      secret: 'of-payer',
    })),
  };
}

export function sideOfBundle(label: string, definitions: readonly BundledDefinition[]): Side {
  return {
    is: 'bundle',
    label,
    entries: definitions.map(({ payer, definition }) => ({
      ref: payer,
      members: definition,
      unknown: null,
      secret: 'not-told',
    })),
  };
}

/** Throws what `readDefinitions` throws. */
export function sideOfFile(label: string, bytes: Uint8Array): Side {
  const entries = readDefinitions(bytes, label).map(({ form, members, unknown, secret }): Entry => ({
    ref: '',
    members,
    unknown: form === 'definition' || form === 'tutorial' ? null : unknown,
    secret: secret ?? 'not-told',
  }));
  return { is: 'file', label, entries };
}

/** Archived ones are not in use, and left out. */
export function sideOfTarget(label: string, servers: readonly WireServer[]): Side {
  const entries = servers
    .filter((server) => !isArchived(server))
    .map((server): Entry => {
      const { members, unknown } = readServer(server);
      return { ref: '', members, unknown, secret: 'not-told' };
    });
  return { is: 'target', label, entries };
}
