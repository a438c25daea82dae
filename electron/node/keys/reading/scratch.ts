/** @file What the reading of one file has in hand: the bytes with key material, and the work that is left to it. */
import { Fault } from '#core/domain/fault.ts';

export interface Scratch {
  /** Takes the bytes in charge, and answers them. */
  keep<B extends Uint8Array>(bytes: B): B;
  /** Before a long computation, in rounds of PBKDF2. A file may ask for many, each within its own limit. Throws `key/too-costly`. */
  spend(rounds: number): void;
}

/** Some ten seconds. */
const mostRounds = 20_000_000;

/** What was kept is overwritten in the end, whatever the end is. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const kept: Uint8Array[] = [];
  let left = mostRounds;
  const scratch: Scratch = {
    keep(bytes) {
      kept.push(bytes);
      return bytes;
    },
    spend(rounds) {
      left -= rounds;
      if (left >= 0) return;
      const limit = `${mostRounds.toLocaleString('en-US')} rounds`;
      throw new Fault('key/too-costly', {
        what: 'more computing than any key needs',
        limit: `that of ${limit} of PBKDF2 in one file`,
      });
    },
  };
  try {
    return await work(scratch);
  } finally {
    for (const bytes of kept) bytes.fill(0);
  }
}
