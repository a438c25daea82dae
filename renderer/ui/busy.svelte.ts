/** What is going on and since when: a button that waits says both. */
export class Busy {
  /** The word for it: “Reading”. */
  what = $state('');
  #seconds = $state(0);

  readonly is = $derived(this.what !== '');

  /** “Reading, 3 s” while that is going on; undefined otherwise. */
  words(what: string): string | undefined {
    if (this.what !== what) return undefined;
    return this.#seconds === 0 ? what : `${what}, ${String(this.#seconds)} s`;
  }

  async during<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.what = what;
    this.#seconds = 0;
    const ticking = setInterval(() => (this.#seconds += 1), 1000);
    try {
      return await work();
    } finally {
      clearInterval(ticking);
      this.what = '';
    }
  }
}
