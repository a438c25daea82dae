import { randomUUID } from 'node:crypto';
import type { Fault } from '#core/domain/fault.ts';

const KEPT_MILLISECONDS = 10 * 60_000;

interface Manners<T> {
  /** What is thrown for a handle that is not, or no longer, known. */
  readonly gone: () => Fault;
  readonly onForgotten?: (value: T) => void;
}

/** What the window works on by a handle. It is forgotten after ten minutes, whoever forgot to close it. */
export class HeldForAWhile<T> {
  readonly #held = new Map<string, { readonly value: T; readonly timer: NodeJS.Timeout }>();
  readonly #gone: () => Fault;
  readonly #onForgotten: (value: T) => void;

  constructor({ gone, onForgotten }: Manners<T>) {
    this.#gone = gone;
    this.#onForgotten = onForgotten ?? (() => undefined);
  }

  hold(value: T, handle: string = randomUUID()): string {
    this.forget(handle);
    const timer = setTimeout(() => {
      this.forget(handle);
    }, KEPT_MILLISECONDS).unref();
    this.#held.set(handle, { value, timer });
    return handle;
  }

  get(handle: string): T {
    const held = this.#held.get(handle);
    if (held === undefined) throw this.#gone();
    return held.value;
  }

  forget(handle: string): void {
    const held = this.#held.get(handle);
    if (held === undefined) return;
    clearTimeout(held.timer);
    this.#held.delete(handle);
    this.#onForgotten(held.value);
  }
}
