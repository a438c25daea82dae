/** @file What is compared, as a side of a comparison: a payer, a bundle, a definition in a file, a live target. */
import { definitionsIn } from '../../domain/bundle/definitions.ts';
import type { Verification } from '../../domain/bundle/verdict.ts';
import type { Opened } from '../../domain/bundle/verify/opened.ts';
import { draftOf } from '../../domain/definition/definition-of.ts';
import type { ReadDefinition } from '../../domain/definition/read-definitions.ts';
import { readDefinitions, readServer } from '../../domain/definition/read-definitions.ts';
import { wireMembers, wireNames } from '../../domain/definition/wire-names.ts';
import type { Entry, Side } from '../../domain/diff/side.ts';
import { dayOf } from '../../domain/keys/expiry.ts';
import { givenSecret } from '../../domain/payer/given-secret.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { historyOf } from '../../domain/push/history.ts';
import type { PushRecord } from '../../domain/push/plan-types.ts';
import { wireText } from '../../domain/push/same.ts';
import type { Ports, WireServer } from '../../ports.ts';
import type { Where } from '../push/last-sent.ts';
import { keysInBundle } from '../keys-in-bundle.ts';

const untold = { secret: 'not-told', secretVariable: '', archivedAt: '' } as const;
const nothingElse = { form: 'definition', values: {} } as const;

/** As they stand, finished or not. */
export function sideOfPayers(payers: readonly Payer[]): Side {
  return {
    is: 'payer',
    label: payers.map(({ ref }) => ref).join(' '),
    verification: null,
    entries: payers.map((payer) => ({
      ...untold,
      ref: payer.ref,
      members: draftOf(payer),
      others: nothingElse,
      keys: {
        published: payer.keys.map(({ kid, thumbprint }) => ({ kid, thumbprint })),
        certificate: certificateOf(payer),
      },
      secret: givenSecret(payer) === null ? 'not-told' : 'of-payer',
    })),
  };
}

function certificateOf({ keys }: Payer) {
  const certificate = keys[0]?.certificate ?? null;
  return certificate && { sha256: certificate.sha256, notAfter: dayOf(certificate.notAfter) };
}

interface GivenBundle {
  readonly label: string;
  readonly opened: Opened;
  readonly verification: Verification;
}

/** Throws `bundle/wrong-definition`. */
export async function sideOfBundle(
  ports: Pick<Ports, 'digests' | 'certificates'>,
  { label, opened, verification }: GivenBundle,
): Promise<Side> {
  const entries = definitionsIn(opened).map(async ({ payer, definition }): Promise<Entry> => {
    const keys = await keysInBundle(ports, opened, payer);
    return { ...untold, ref: payer, members: definition, others: nothingElse, keys };
  });
  return { is: 'bundle', label, verification, entries: await Promise.all(entries) };
}

/** Throws what `readDefinitions` throws. */
export function sideOfFile(label: string, bytes: Uint8Array): Side {
  const entries = readDefinitions(bytes, label).map((read): Entry => ({
    ...entryOf(read),
    secret: read.secret ?? 'not-told',
    secretVariable: read.secretVariable,
  }));
  return { is: 'file', label, verification: null, entries };
}

/** `pushes`: what earlier ones found out. What this target does not keep it cannot tell of. */
export function sideOfTarget(target: Where, servers: readonly WireServer[], pushes: readonly PushRecord[]): Side {
  const history = historyOf(pushes, target);
  const entries = servers.map((server): Entry => {
    const entry = entryOf(readServer(server));
    const { nodeId = '', moduleId = '', issuer = '' } = entry.members;
    const lost = history.notKept({ nodeId, moduleId, issuer });
    const unkept = wireMembers.filter((member) => entry.members[member] === '' && wireNames[member].key in lost);
    const members = Object.fromEntries(
      Object.entries(entry.members).filter(([member]) => !unkept.some((each) => each === member)),
    );
    return { ...entry, members, secret: { sentTo: target }, archivedAt: wireText(server, 'archivedAt') };
  });
  return { is: 'target', label: target.name, verification: null, entries };
}

/** A mode that is neither of the two is a value like any other here. */
function entryOf({ form, members, unknown }: ReadDefinition): Entry {
  const { clientAuthenticationMode, ...values } = unknown;
  const isWire = form === 'admin-api' || form === 'seed-file';
  return {
    ...untold,
    ref: '',
    members: clientAuthenticationMode === undefined ? members : { ...members, clientAuthenticationMode },
    others: { form: isWire ? 'wire' : form, values },
    keys: null,
  };
}
