import type { Json, JsonObject } from '../json/read-json.ts';
import type { CertificateFacts } from '../keys/certificate-facts.ts';
import type { DocumentKind } from './finding.ts';
import type { SignedMetadata } from './signed-metadata.ts';

/** A document that was read as JSON: what the rules judge and the fields are taken from. */
export interface ReadDocument {
  readonly kind: DocumentKind;
  /** '' when nobody said where it came from. */
  readonly retrievedFrom: string;
  /** The FHIR base that a person gave for it: what it belongs to where its place does not tell. */
  readonly fhirBase?: string;
  readonly json: JsonObject;
  /** RFC 3339: the time against which dates in the document are judged. */
  readonly readAt?: string;
  /** Of a key set: what the certificates in it say, under their base64; null: unreadable. */
  readonly certificates?: ReadonlyMap<string, CertificateFacts | null>;
  /** Of a UDAP document: its signed metadata, taken apart and checked. */
  readonly signed?: SignedMetadata;
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
export function listOf(json: JsonObject, member: string): readonly string[] | null {
  const value = json[member];
  if (!Array.isArray(value)) return null;
  // Almost always all of them are: a list of three hundred scopes is not copied for every rule.
  const list = value as readonly unknown[];
  return list.every((each) => typeof each === 'string') ? list : list.filter((each) => typeof each === 'string');
}

/** The objects of a list; none when there is no such list. */
export function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
