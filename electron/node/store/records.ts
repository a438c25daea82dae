/** @file JSON files with a version and a schema. What cannot be read is named, and never overwritten or passed over in silence. */
import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { isMissing, readFault } from './disk.ts';

/** null: there is no such file. Faults: `store/damaged…`, `store/newer-version`, `store/cannot-read`. */
export async function readRecord<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | null> {
  const bytes = await readBytes(file);
  if (bytes === null) return null;
  const judged = judge(bytes, schema);
  if (judged.is === 'good') return judged.value;
  const name = path.basename(file);
  if (judged.is === 'newer') throw new Fault('store/newer-version', { file: name });
  // The copy is worth naming only when it can be read itself.
  const copy = await readBytes(`${file}.bak`);
  const hasCopy = copy !== null && judge(copy, schema).is === 'good';
  throw new Fault(hasCopy ? 'store/damaged-with-copy' : 'store/damaged', { file: name, why: judged.why });
}

/** null: there is no such file. Fault: `store/cannot-read`. */
export async function readBytes(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw readFault(error, file);
  }
}

export function recordBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** Names of the files in a folder that end so, without the end, in byte order; none where there is no folder. */
export async function namesIn(folder: string, end: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    const ours = names.filter((name) => name.endsWith(end)).map((name) => name.slice(0, -end.length));
    return ours.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw readFault(error, folder);
  }
}

export async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

type Judgement<T> =
  { readonly is: 'good'; readonly value: T } | { readonly is: 'newer' } | { readonly is: 'bad'; readonly why: string };

function judge<S extends z.ZodType>(bytes: Uint8Array, schema: S): Judgement<z.output<S>> {
  if (bytes.length === 0) return { is: 'bad', why: 'it is empty' };
  if (bytes.every((byte) => byte === 0)) return { is: 'bad', why: 'it holds nothing but NUL bytes' };
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return { is: 'bad', why: 'it is cut off, or is not JSON' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { is: 'good', value: parsed.data };
  if (versionOf(json) > 1) return { is: 'newer' };
  return { is: 'bad', why: 'it does not have the form of such a file' };
}

/** Every format of the store is at version 1 so far. */
function versionOf(json: unknown): number {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : 0;
  return typeof version === 'number' ? version : 0;
}
