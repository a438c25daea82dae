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
    | { readonly status: number; readonly text: string; readonly headers?: Readonly<Record<string, string>> };
  /** Calls of this kind that go well first; 0 where it is not given. */
  readonly after?: number;
}

export class Mishaps {
  readonly #arranged: { mishap: Mishap; wait: number }[] = [];

  arrange(mishap: Mishap): void {
    this.#arranged.push({ mishap, wait: mishap.after ?? 0 });
  }

  /** What happens to this call. Each mishap happens once. */
  take(method: string, path: string): Mishap['does'] | null {
    const index = this.#arranged.findIndex(({ mishap }) => mishap.method === method && path.startsWith(mishap.path));
    const next = this.#arranged[index];
    if (next === undefined) return null;
    if (next.wait > 0) {
      next.wait -= 1;
      return null;
    }
    this.#arranged.splice(index, 1);
    return next.mishap.does;
  }
}
