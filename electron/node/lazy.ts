/** What every method of a port does: it answers later. */
type Promising<T> = { [Name in keyof T]: (...given: never[]) => Promise<unknown> };

/** A port whose code is loaded by the first call: most commands touch one or two of them, and run shorter than all take to load. */
export function lazy<T extends Promising<T>>(load: () => Promise<T>): T {
  let loading: Promise<T> | undefined;
  return new Proxy({} as T, {
    get: (_, name) => {
      // What is asked for `then` is taken for a promise.
      if (name === 'then') return undefined;
      return async (...given: never[]) => {
        const port = await (loading ??= load());
        return port[name as keyof T](...given);
      };
    },
  });
}
