/** @file `manifest.json`: what the bundle says it holds. SHA256SUMS holds it, and it names every other file. */
import type { Json, JsonObject } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import { canonicalBytes } from './statement.ts';
import { textBytes } from './file.ts';
import { isSafePath } from './path-flaw.ts';
import { mostEntries } from './zip/layout.ts';

export const manifestPath = 'manifest.json';

export interface Manifest {
  readonly type: 'payer-wizard/bundle';
  readonly version: 1;
  readonly toolVersion: string;
  /** RFC 3339, UTC. */
  readonly statedTime: string;
  /** In byte order. */
  readonly payers: readonly { readonly ref: string; readonly name: string; readonly definitionSha256: string }[];
  /** Every file but this one, SHA256SUMS and the signatures, in byte order. */
  readonly files: readonly string[];
}

/** For people: two spaces a level. The order of members is fixed by what writes them. */
export function writeManifest(manifest: Manifest): Uint8Array {
  return textBytes(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** Some sixteen times what 1,000 payers take, and more than the most files of the longest names. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Each file, and each payer with three words. What is only small takes forty times its bytes in memory once it is read. */
const MOST_VALUES = 5 * mostEntries;

export type ManifestRead = Manifest | 'wrong-form' | 'newer-version';

export function parseManifest(bytes: Uint8Array): ManifestRead {
  const read = readJson(bytes, MOST_BYTES, MOST_VALUES);
  if (read.is === 'refused' || !isObject(read.value)) return 'wrong-form';
  const json = read.value;
  if (json['type'] !== 'payer-wizard/bundle') return 'wrong-form';
  if (typeof json['version'] === 'number' && json['version'] > 1) return 'newer-version';
  return json['version'] === 1 && hasForm(json) ? (json as unknown as Manifest) : 'wrong-form';
}

function hasForm({ toolVersion, statedTime, payers, files }: JsonObject): boolean {
  return (
    typeof toolVersion === 'string' &&
    typeof statedTime === 'string' &&
    Array.isArray(files) &&
    files.every((path) => typeof path === 'string' && isSafePath(path)) &&
    Array.isArray(payers) &&
    payers.every(
      (payer: Json) =>
        isObject(payer) &&
        ['ref', 'name', 'definitionSha256'].every((name) => typeof payer[name] === 'string') &&
        isFolderName(payer['ref'] as string),
    )
  );
}

/** Shown, and looked for as a folder: it has no more than any path of ours. */
function isFolderName(ref: string): boolean {
  return isSafePath(ref) && !ref.includes('/');
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `definition.json`: RFC 8785, so that its digest is the definition’s own. */
export function definitionBytes(definition: object): Uint8Array {
  return canonicalBytes(definition);
}
