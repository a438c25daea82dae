import type { FieldName } from '#core/domain/payer/fields.ts';

/** One change of one field. null: not typed, so what the documents or the wizard say stands. */
export interface FieldEdit {
  readonly name: FieldName;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is taken back in one go: one edit, or several that were made together. */
export type Change = readonly FieldEdit[];

// Typing with shorter rests than this is one step back.
const REST_MILLISECONDS = 1500;
const KEPT_STEPS = 200;

/** What can be taken back, and what can be done again. */
export class History {
  #done = $state.raw<readonly Change[]>([]);
  #undone = $state.raw<readonly Change[]>([]);
  #lastAt = 0;

  readonly canUndo = $derived(this.#done.length > 0);
  readonly canRedo = $derived(this.#undone.length > 0);

  add(edit: FieldEdit, now = Date.now()): void {
    const last = this.#done.at(-1);
    const typed = last?.length === 1 ? last[0] : undefined;
    // Taking a value back is a decision of its own, however soon it comes.
    const isTyping = typed?.name === edit.name && typed.after !== null && edit.after !== null;
    const goesOn = isTyping && now - this.#lastAt < REST_MILLISECONDS && this.#undone.length === 0;
    const before = goesOn ? this.#done.slice(0, -1) : this.#done;
    this.#put(before, [goesOn ? { ...edit, before: typed.before } : edit]);
    this.#lastAt = now;
  }

  /** Edits that belong together: nothing typed before or after is joined to them. */
  addTogether(change: Change): void {
    if (change.length === 0) return;
    this.#put(this.#done, change);
    this.#lastAt = 0;
  }

  /** The change to take back; undefined when there is none. */
  undo(): Change | undefined {
    const change = this.#done.at(-1);
    if (change === undefined) return undefined;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, change];
    this.#lastAt = 0;
    return change;
  }

  redo(): Change | undefined {
    const change = this.#undone.at(-1);
    if (change === undefined) return undefined;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, change];
    this.#lastAt = 0;
    return change;
  }

  #put(before: readonly Change[], change: Change): void {
    this.#done = [...before, change].slice(-KEPT_STEPS);
    this.#undone = [];
  }
}
