import type { Json, JsonObject } from '../json/read-json.ts';
import type { DocumentKind } from './finding.ts';

/** A document that was read as JSON: what the rules judge and the fields are taken from. */
export interface ReadDocument {
  readonly kind: DocumentKind;
  /** '' when nobody said where it came from. */
  readonly retrievedFrom: string;
  readonly json: JsonObject;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is text and not empty; '' for everything else. */
export function textOf(json: JsonObject, member: string): string {
  const value = json[member];
  return typeof value === 'string' ? value : '';
}

/** The texts of a list; null: there is no such list. */
export function listOf(json: JsonObject, member: string): string[] | null {
  const value = json[member];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
}
