/**
 * @file JSON that a person types into a setting. Read as strictly as a stranger's: a member that stands twice would be one thing
 * to us and another to the server that gets it (RFC 8259 §4).
 */
import type { Json, JsonObject } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import type { FieldName } from '../payer/fields.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/** An assertion travels in a form or a header: gateways cut what is longer. */
export const MOST_BYTES = 8192;
const DEEPEST = 12;

export type SettingJson =
  | { readonly is: 'object'; readonly object: JsonObject }
  /** JSON, and no object. */
  | { readonly is: 'other' }
  | { readonly is: 'wrong'; readonly problem: Problem };

/** '' is an empty object. */
export function readSettingJson(at: FieldName, text: string): SettingJson {
  if (text.trim() === '') return { is: 'object', object: {} };
  const bytes = new TextEncoder().encode(text);
  if (bytes.byteLength > MOST_BYTES) return wrong(problem(at, 'client/json-too-large', {}));
  const read = readJson(bytes);
  if (read.is === 'read') {
    const { value } = read;
    if (depthOf(value) > DEEPEST) return wrong(problem(at, 'client/json-too-large', {}));
    return typeof value === 'object' && value !== null && !isList(value)
      ? { is: 'object', object: value }
      : { is: 'other' };
  }
  switch (read.code) {
    case 'discovery/duplicate-member':
      return wrong(problem(at, 'client/json-member-twice', { member: read.details.member }));
    case 'discovery/prototype-member':
      return wrong(problem(at, 'client/json-prototype', { member: read.details.member }));
    case 'discovery/too-deep':
      return wrong(problem(at, 'client/json-too-large', {}));
    case 'discovery/not-json':
      return wrong(problem(at, 'client/not-json', read.details));
    default:
      return { is: 'other' };
  }
}

function wrong(found: Problem): SettingJson {
  return { is: 'wrong', problem: found };
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function depthOf(value: Json | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = isList(value) ? value : Object.values(value);
  return 1 + Math.max(0, ...inside.map(depthOf));
}
