/**
 * @file How edits reach the store. (1) What was typed is never lost: a save that failed is kept and tried again.
 * (2) One call at a time, each with the newest revision. (3) When the store was changed meanwhile, the payer is read
 * again and the unsaved edits are put on top of it.
 */
import type { Input, Output } from '#core/contract/contract.ts';
import type { Failure } from '#core/domain/fault.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { NetworkChanges } from '#core/domain/payer/change.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { CallFailed, failureOf } from '../bridge.ts';
import type { Api } from '../bridge.ts';

export interface Edits extends NetworkChanges {
  readonly fields?: Readonly<Partial<Record<FieldName, string | null>>>;
  readonly lastStep?: string;
}

export type Saved =
  { is: 'saved'; at: string } | { is: 'waiting' } | { is: 'saving' } | { is: 'failed'; failure: Failure };

const REST_MILLISECONDS = 400;
const TRIES = 4;

/** A payer, what the store holds of it, and what was typed since. */
export class Saving {
  readonly #api: Api;
  readonly #onReloaded: () => void;
  #stored: Payer = $state.raw() as Payer;
  #waiting = $state.raw<Edits>({});
  #underWay = $state.raw<Edits>({});
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  saved: Saved = $state.raw({ is: 'waiting' });
  /** The payer with everything that was typed. */
  readonly payer: Payer = $derived(changePayer(changePayer(this.#stored, this.#underWay), this.#waiting));

  constructor(given: { api: Api; payer: Payer; onReloaded: () => void }) {
    this.#api = given.api;
    this.#stored = given.payer;
    this.#onReloaded = given.onReloaded;
    this.saved = { is: 'saved', at: given.payer.changedAt };
  }

  edit(edits: Edits): void {
    this.#waiting = joined(this.#waiting, edits);
    this.saved = { is: 'waiting' };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), REST_MILLISECONDS);
  }

  /** Saves what waits. Never throws: what could not be saved is told by `saved`. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inTurn(() => this.#save());
  }

  /** Saves, and then makes a call that changes the payer. Throws what the call throws, and what the save threw. */
  async change(call: (payer: Payer) => Promise<Output<'readPayer'> | null>): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#save();
      if (this.saved.is === 'failed') throw new CallFailed(this.saved.failure);
      const changed = await call(this.#stored);
      if (changed === null) return false;
      this.#take(changed);
      return true;
    });
  }

  async #save(): Promise<void> {
    for (let tries = 0; tries < TRIES && !isEmpty(this.#waiting); tries += 1) {
      this.#underWay = this.#waiting;
      this.#waiting = {};
      this.saved = { is: 'saving' };
      try {
        const { ref, revision } = this.#stored;
        const stored = await this.#api.savePayer({ ref, revision, ...this.#underWay });
        this.#underWay = {};
        this.#take(stored);
      } catch (error) {
        this.#waiting = joined(this.#underWay, this.#waiting);
        this.#underWay = {};
        if (!(await this.#reloaded(error))) return;
      }
    }
  }

  /** Whether the reason was another writer, and the payer is read again. */
  async #reloaded(error: unknown): Promise<boolean> {
    let reason = error;
    if (failureOf(error).code === 'store/changed-meanwhile') {
      try {
        this.#stored = await this.#api.readPayer({ ref: this.#stored.ref });
        this.#onReloaded();
        return true;
      } catch (unreadable) {
        reason = unreadable;
      }
    }
    this.saved = { is: 'failed', failure: failureOf(reason) };
    return false;
  }

  #take(stored: Payer): void {
    this.#stored = stored;
    this.saved = isEmpty(this.#waiting) ? { is: 'saved', at: new Date().toISOString() } : { is: 'waiting' };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function isEmpty(edits: Edits): boolean {
  return Object.keys(edits).length === 0;
}

function joined(earlier: Edits, later: Edits): Edits {
  const fields = { ...earlier.fields, ...later.fields };
  return { ...earlier, ...later, ...(Object.keys(fields).length > 0 && { fields }) };
}
