/**
 * Work that Ctrl-C ends in order: what is known by then is still told and kept. A second Ctrl-C ends the program at once, as it
 * would without this.
 */
export async function endable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end);
  try {
    return await work(ending.signal);
  } finally {
    process.off('SIGINT', end);
  }
}
