/** @file What goes wrong on the way to a server and in it. A test arranges it for the next call that fits. */

export interface Mishap {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The start of the path behind the context path: `/openid-connect-servers`. */
  readonly path: string;
  readonly does:
    | 'lose-request' // the connection breaks, nothing was done
    | 'lose-answer' // it was done, the connection breaks before the answer
    | 'stall' // nothing is done, no answer comes
    | 'stall-after' // it was done, no answer comes
    | { readonly status: number; readonly text: string; readonly headers?: Readonly<Record<string, string>> } // nothing is done
    | Cut
    | { readonly slow: number }; // it was done, the answer comes after so many milliseconds
  /** Calls of this kind that go well first; 0 where it is not given. */
  readonly after?: number;
  /** Calls of this kind that it happens to; 1 where it is not given. */
  readonly times?: number;
}

/** The answer breaks off after so many bytes, status line and headers counted. A number past the end cuts nothing off. */
export interface Cut {
  readonly cutAt: number;
  /** before: the call is undone, though its answer had begun; after: it was done. */
  readonly when: 'before' | 'after';
}

export class Mishaps {
  readonly #arranged: { mishap: Mishap; wait: number; left: number }[] = [];

  arrange(mishap: Mishap): void {
    this.#arranged.push({ mishap, wait: mishap.after ?? 0, left: mishap.times ?? 1 });
  }

  /** What happens to this call. Each mishap happens as often as it was arranged for. */
  take(method: string, path: string): Mishap['does'] | null {
    const index = this.#arranged.findIndex(({ mishap }) => mishap.method === method && path.startsWith(mishap.path));
    const next = this.#arranged[index];
    if (next === undefined) return null;
    if (next.wait > 0) {
      next.wait -= 1;
      return null;
    }
    next.left -= 1;
    if (next.left === 0) this.#arranged.splice(index, 1);
    return next.mishap.does;
  }
}
