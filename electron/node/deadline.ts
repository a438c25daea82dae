/** @file An end for a piece of work: its own time, or that of whoever waits. `AbortSignal.timeout` keeps what it watches until its time is over, however early the work was done. */

export interface Deadline {
  readonly signal: AbortSignal;
  /** To be called when the work is done, so that nothing of it is kept. */
  readonly done: () => void;
}

/** Aborts with a `TimeoutError` after so many milliseconds, or with an `AbortError` when the other signal does. */
export function deadline(milliseconds: number, other?: AbortSignal): Deadline {
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(new DOMException('The time is over', 'TimeoutError'));
  }, milliseconds);
  const cancel = () => {
    ending.abort(new DOMException('Cancelled', 'AbortError'));
  };
  if (other?.aborted === true) cancel();
  other?.addEventListener('abort', cancel, { once: true });
  return {
    signal: ending.signal,
    done: () => {
      clearTimeout(timer);
      other?.removeEventListener('abort', cancel);
    },
  };
}
