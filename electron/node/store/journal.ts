/**
 * @file Lines that are added to a file, each on the disk when the call ends: a record that grows by many small steps is not written
 * anew for each. A last line that was cut off is as if it had not been written.
 */
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { writeFault } from './disk.ts';
import { readBytes } from './records.ts';

/** The caller holds the lock of the store. Faults: `store/disk-full`, `store/read-only`, `store/cannot-write`. */
export async function addLine(file: string, value: unknown): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    try {
      // A line break goes first as well: what stands before may have been cut off.
      await handle.appendFile(`\n${JSON.stringify(value)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw writeFault(error, file);
  }
}

/** In the order in which they were added; none where there is no file. Fault: `store/damaged` for a whole line that is no such value. */
export async function readLines<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>[]> {
  const text = Buffer.from((await readBytes(file)) ?? []).toString('utf8');
  return text.split('\n').flatMap((line) => {
    const json = parsed(line);
    if (json === undefined) return [];
    const result = schema.safeParse(json);
    if (result.success) return [result.data];
    throw new Fault('store/damaged', { file: path.basename(file), why: 'a line of it has another form' });
  });
}

/** undefined: empty, or cut off. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
