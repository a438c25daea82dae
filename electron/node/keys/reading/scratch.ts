/** @file The bytes with key material that come into being while a file is read. They are overwritten when it was. */

export interface Scratch {
  /** Takes the bytes in charge, and answers them. */
  keep<B extends Uint8Array>(bytes: B): B;
}

export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const kept: Uint8Array[] = [];
  const scratch: Scratch = {
    keep(bytes) {
      kept.push(bytes);
      return bytes;
    },
  };
  try {
    return await work(scratch);
  } finally {
    for (const bytes of kept) bytes.fill(0);
  }
}
