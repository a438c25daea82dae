import type { FieldName } from '#core/domain/payer/fields.ts';

/** One change of one field. null: not typed, so what the documents or the wizard say stands. */
export interface FieldEdit {
  readonly name: FieldName;
  readonly before: string | null;
  readonly after: string | null;
}

// Typing with shorter rests than this is one step back.
const REST_MILLISECONDS = 1500;
const KEPT_STEPS = 200;

/** What can be taken back, and what can be done again. */
export class History {
  #done = $state.raw<readonly FieldEdit[]>([]);
  #undone = $state.raw<readonly FieldEdit[]>([]);
  #lastAt = 0;

  readonly canUndo = $derived(this.#done.length > 0);
  readonly canRedo = $derived(this.#undone.length > 0);

  add(edit: FieldEdit, now = Date.now()): void {
    const last = this.#done.at(-1);
    // Taking a value back is a decision of its own, however soon it comes.
    const isTyping = last?.name === edit.name && last.after !== null && edit.after !== null;
    const goesOn = isTyping && now - this.#lastAt < REST_MILLISECONDS && this.#undone.length === 0;
    const step = goesOn ? { ...edit, before: last.before } : edit;
    this.#done = [...(goesOn ? this.#done.slice(0, -1) : this.#done), step].slice(-KEPT_STEPS);
    this.#undone = [];
    this.#lastAt = now;
  }

  /** The change to take back; undefined when there is none. */
  undo(): FieldEdit | undefined {
    const edit = this.#done.at(-1);
    if (edit === undefined) return undefined;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, edit];
    this.#lastAt = 0;
    return edit;
  }

  redo(): FieldEdit | undefined {
    const edit = this.#undone.at(-1);
    if (edit === undefined) return undefined;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, edit];
    this.#lastAt = 0;
    return edit;
  }
}
