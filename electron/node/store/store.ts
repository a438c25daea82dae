import path from 'node:path';
import { z } from 'zod';
import { TrustList } from '#core/domain/bundle/trust.ts';
import { Fault, toFailure } from '#core/domain/fault.ts';
import { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { PushRecord, StepResult } from '#core/domain/push/plan-types.ts';
import { Target } from '#core/domain/push/target.ts';
import type { Clock, Store, UnreadablePayer } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import { digests } from '../digests.ts';
import { trustOfStore } from '../trust-files.ts';
import { removeDurably, writeAtomically } from './atomic-write.ts';
import { readHeader, writing } from './header.ts';
import { IdentityFile } from './identity-file.ts';
import { addLine, readLines } from './journal.ts';
import { isThere, namesIn, readBytes, readRecord, recordBytes } from './records.ts';

/** The store in a folder; it is made by the first write. Every call looks at the disk: another run may have written. */
export function openStore(folder: string, clock: Clock = systemClock): Store {
  return {
    ...payersIn(folder, clock),
    ...targetsIn(folder),
    ...pushesIn(folder),
    ...evidenceIn(folder),
    ...ownIn(folder),
  };
}

function payersIn(folder: string, clock: Clock) {
  const fileOf = (ref: PayerRef) => path.join(folder, 'payers', `${ref}.json`);

  async function read(ref: PayerRef): Promise<Payer | null> {
    const payer = await readRecord(fileOf(ref), Payer);
    if (payer !== null && payer.ref !== ref)
      throw new Fault('store/damaged', { file: path.basename(fileOf(ref)), why: `it is that of ${payer.ref}` });
    return payer;
  }

  async function refs(): Promise<PayerRef[]> {
    const names = await namesIn(path.join(folder, 'payers'), '.json');
    return names.filter((name) => PayerRef.safeParse(name).success);
  }

  return {
    refs: async () => {
      await readHeader(folder);
      return refs();
    },

    async payers() {
      await readHeader(folder);
      const found = await inBatches(await refs(), async (ref) =>
        read(ref).catch((error: unknown) => unreadable(ref, error)),
      );
      const payers = found.filter((each): each is Payer => each !== null && !('failure' in each));
      return { payers, faults: found.filter((each): each is UnreadablePayer => each !== null && 'failure' in each) };
    },

    async payer(ref) {
      await readHeader(folder);
      const payer = PayerRef.safeParse(ref).success ? await read(ref) : null;
      if (payer === null) throw new Fault('store/no-such-payer', { ref });
      return payer;
    },

    savePayer: async (payer) =>
      writing(folder, async () => {
        const present = await read(PayerRef.parse(payer.ref));
        checkRevision({ present, given: payer, what: payer.ref });
        const next = Payer.parse({ ...payer, revision: payer.revision + 1, changedAt: clock.now().toISOString() });
        await writeAtomically(fileOf(payer.ref), recordBytes(next), { keepPrevious: present !== null });
        return next;
      }),

    removePayer: async (ref) => writing(folder, async () => removeDurably(fileOf(PayerRef.parse(ref)))),
  } satisfies Partial<Store>;
}

function unreadable(ref: PayerRef, error: unknown): UnreadablePayer {
  if (error instanceof Fault) return { ref, failure: toFailure(error) };
  throw error;
}

function checkRevision({
  present,
  given,
  what,
}: Record<'present', { revision: number } | null> & { given: { revision: number }; what: string }) {
  if ((present?.revision ?? 0) !== given.revision) throw new Fault('store/changed-meanwhile', { what });
}

function targetsIn(folder: string) {
  const isName = (name: string) => Target.shape.name.safeParse(name).success;
  const fileOf = (name: string) => path.join(folder, 'targets', `${Target.shape.name.parse(name)}.json`);

  async function target(name: string): Promise<Target> {
    await readHeader(folder);
    const found = isName(name) ? await readRecord(fileOf(name), Target) : null;
    if (found === null) throw new Fault('store/no-such-target', { name });
    return found;
  }

  return {
    target,
    targets: async () => inBatches((await namesIn(path.join(folder, 'targets'), '.json')).filter(isName), target),

    saveTarget: async (given) =>
      writing(folder, async () => {
        const present = await readRecord(fileOf(given.name), Target);
        checkRevision({ present, given, what: given.name });
        const next = Target.parse({ ...given, revision: given.revision + 1 });
        await writeAtomically(fileOf(given.name), recordBytes(next), { keepPrevious: present !== null });
        return next;
      }),

    removeTarget: async (name) => writing(folder, async () => removeDurably(fileOf(name))),
  } satisfies Partial<Store>;
}

function pushesIn(folder: string) {
  const isId = (id: string) => /^[A-Za-z0-9-]{1,64}$/.test(id);
  const fileOf = (id: string) => path.join(folder, 'pushes', `${id}.json`);
  /** What became of its steps since the record was saved. */
  const journalOf = (id: string) => path.join(folder, 'pushes', `${id}.steps`);

  async function push(id: string): Promise<PushRecord> {
    await readHeader(folder);
    const found = isId(id) ? await readRecord(fileOf(id), PushRecord) : null;
    if (found === null) throw new Fault('store/no-such-push', { id });
    const results = [...found.results];
    for (const { index, ...result } of await readLines(journalOf(id), StepNote)) {
      const before = results[index];
      if (before !== undefined) results[index] = { ...before, ...result };
    }
    return { ...found, results };
  }

  return {
    push,
    pushes: async () => inBatches((await namesIn(path.join(folder, 'pushes'), '.json')).filter(isId), push),
    async savePush(record) {
      if (!isId(record.id)) throw new TypeError('The id of a push is not fit for a file name');
      await writing(folder, async () => {
        await saveWhole(fileOf(record.id), PushRecord, record);
        await removeDurably(journalOf(record.id));
      });
    },
    async notePush(id, index, result) {
      if (!isId(id)) throw new TypeError('The id of a push is not fit for a file name');
      await writing(folder, async () => addLine(journalOf(id), StepNote.parse({ ...result, index })));
    },
  } satisfies Partial<Store>;
}

const StepNote = StepResult.omit({ step: true }).extend({ index: z.number().int().nonnegative() });

function evidenceIn(folder: string) {
  const fileOf = (sha256: string) => path.join(folder, 'evidence', sha256);

  async function read(sha256: string): Promise<Uint8Array | null> {
    const bytes = await readBytes(fileOf(sha256));
    return bytes !== null && digests.sha256(bytes) === sha256 ? bytes : null;
  }

  return {
    async keepEvidence(bytes) {
      const sha256 = digests.sha256(bytes);
      if ((await readHeader(folder)) !== null && (await read(sha256)) !== null) return sha256;
      await writing(folder, async () => writeAtomically(fileOf(sha256), bytes));
      return sha256;
    },

    async evidence(sha256) {
      const bytes = /^[0-9a-f]{64}$/.test(sha256) ? await read(sha256) : null;
      if (bytes === null) throw new Fault('store/evidence-gone', { sha256 });
      return new Uint8Array(bytes);
    },
  } satisfies Partial<Store>;
}

/** What belongs to the person whose store it is. */
function ownIn(folder: string) {
  const trustFile = path.join(folder, 'trust.json');
  const identityFile = path.join(folder, 'identity.json');

  return {
    async trustedSigners() {
      await readHeader(folder);
      return trustOfStore(folder);
    },
    changeTrustedSigners: async (change) =>
      writing(folder, async () => {
        const present = await trustOfStore(folder);
        const next = change(present);
        if (next !== present)
          await writeAtomically(trustFile, recordBytes(TrustList.parse({ version: 1, signers: next })), {
            keepPrevious: await isThere(trustFile),
          });
        return next;
      }),
    async identity() {
      await readHeader(folder);
      return (await readRecord(identityFile, IdentityFile))?.identity ?? null;
    },
    saveIdentity: async (identity) =>
      writing(folder, async () => saveWhole(identityFile, IdentityFile, { version: 1, identity })),
  } satisfies Partial<Store>;
}

/** For records without a revision: what is there is read first, so that something damaged or newer is not written over. */
async function saveWhole<S extends z.ZodType>(file: string, schema: S, value: z.input<S>): Promise<void> {
  const record = recordBytes(schema.parse(value));
  await readRecord(file, schema);
  await writeAtomically(file, record, { keepPrevious: await isThere(file) });
}

/** A thousand files at once would be more than a process may have open. */
async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 32)
    results.push(...(await Promise.all(items.slice(from, from + 32).map(work))));
  return results;
}
