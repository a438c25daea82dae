import { createContext } from 'svelte';
import type { Failure } from '#core/domain/fault.ts';

export interface Notice {
  readonly id: number;
  readonly words: string;
  /** The code of a failure, to quote. */
  readonly code: string;
  readonly undo: (() => void) | undefined;
}

// Long enough to be read twice. A failure stays until it is dismissed.
const SHOWN_MILLISECONDS = 8000;

/** What was just done, in one line, for a while; and failures that belong to no place on the screen. */
export class Notices {
  shown = $state.raw<readonly Notice[]>([]);
  #last = 0;

  say(words: string, undo?: () => void): void {
    const id = this.#add({ words, code: '', undo });
    setTimeout(() => {
      this.dismiss(id);
    }, SHOWN_MILLISECONDS);
  }

  fail({ says, hint, code }: Failure): void {
    this.#add({ words: `${says} ${hint}`, code, undo: undefined });
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>): number {
    this.#last += 1;
    // What was said is said once, and stands for itself; a failure stays until it is dismissed.
    const before = this.shown.filter(({ words }) => words !== notice.words);
    const said = before.findLast(({ code }) => code === '');
    this.shown = [...before.filter((each) => each.code !== '' || each === said), { id: this.#last, ...notice }];
    return this.#last;
  }
}

export const [useNotices, provideNotices] = createContext<Notices>();
