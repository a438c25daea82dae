/** @file The signatures of sound bundles, three files each, and how those of several copies of one bundle come together. */
import { Fault } from '../fault.ts';
import type { BundleFile } from './file.ts';
import { quoted } from './quoted.ts';
import type { Statement } from './statement.ts';
import { parseStatement } from './statement.ts';

/** One signature: `KEYID.json`, `KEYID.pem`, `KEYID.sig`. */
export interface SignatureSet {
  readonly statement: Statement;
  readonly json: BundleFile;
  readonly pem: BundleFile;
  readonly sig: BundleFile;
  /** Where it was found: for a person, and '' for the bundle itself. */
  readonly from: string;
}

export type SignatureSets = ReadonlyMap<string, SignatureSet>;

/** Those of a bundle that was found sound, by key id. */
export function signatureSets(files: readonly BundleFile[], from = ''): SignatureSets {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const sets = new Map<string, SignatureSet>();
  for (const json of files) {
    const statement = json.path.startsWith('signatures/') ? parseStatement(json.bytes) : 'wrong-form';
    if (typeof statement === 'string') continue;
    const [pem, sig] = ['pem', 'sig'].map((end) => byPath.get(`signatures/${statement.keyId}.${end}`));
    if (pem !== undefined && sig !== undefined) sets.set(statement.keyId, { statement, json, pem, sig, from });
  }
  return sets;
}

/**
 * All signatures of all copies. (1) The order of the copies makes no difference to the bytes: of two signatures on one statement,
 * as its key’s holder makes by signing twice, or anybody by (r, n − s), the first in byte order stays. (2) One key makes one
 * statement: of two, nobody here can tell which one counts. Throws `bundle/two-statements`.
 */
export function joinSignatures(all: readonly SignatureSets[]): SignatureSets {
  const joined = new Map<string, SignatureSet>();
  for (const [keyId, set] of all.flatMap((sets) => [...sets])) {
    const before = joined.get(keyId);
    const order = before === undefined ? 0 : compareBytes(before.json.bytes, set.json.bytes);
    if (before !== undefined && order !== 0)
      throw new Fault('bundle/two-statements', { keyId, one: inWords(before), other: inWords(set) });
    if (before === undefined || compareBytes(set.sig.bytes, before.sig.bytes) < 0) joined.set(keyId, set);
  }
  return joined;
}

/** As its writing begins: a statement comes last, so that what was cut off is no statement yet, and `verify` names what is missing. */
export function inOrderOfWriting(sets: Iterable<SignatureSet>): BundleFile[] {
  return [...sets].flatMap(({ sig, pem, json }) => [sig, pem, json]);
}

/** Without sets that have no statement: a write of ours that was cut off leaves them in a folder. */
export function withoutUnfinished(files: readonly BundleFile[]): BundleFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.filter(({ path }) => {
    const keyId = /^signatures\/([0-9a-f]{64})\.(?:sig|pem)$/.exec(path)?.[1];
    return keyId === undefined || paths.has(`signatures/${keyId}.json`);
  });
}

function inWords({ statement: { role, time }, from }: SignatureSet): string {
  return `${role} at ${quoted(time)} (${from === '' ? 'in the bundle itself' : from})`;
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
