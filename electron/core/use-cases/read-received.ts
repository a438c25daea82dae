import { readJson } from '../domain/json/read-json.ts';
import type { JsonObject } from '../domain/json/read-json.ts';
import { causeFinding, looseCauseFinding } from '../domain/discovery/causes.ts';
import type { DocumentKind, Finding } from '../domain/discovery/finding.ts';
import { isObject, objectsOf, textOf } from '../domain/discovery/read-document.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { recognise } from '../domain/discovery/recognise.ts';
import { placeFor, readPlace } from '../domain/discovery/well-known.ts';

export interface Received {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly retrievedFrom: string;
  /** Of the answer that brought it; absent for a file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What was asked for there, where the address alone does not tell: `jwks`. */
  readonly expected?: DocumentKind;
}

/** Bytes, from wherever they came, as a document; or why they are none. Never throws. */
export function readReceived({ bytes, name: address, retrievedFrom: said, headers = {}, expected }: Received): {
  document: ReadDocument | null;
  findings: Finding[];
} {
  const read = readJson(bytes);
  if (read.is === 'refused')
    return { document: null, findings: [looseCauseFinding(read.code, { ...read.details, address })] };
  if (!isObject(read.value))
    return { document: null, findings: [causeFinding('discovery/not-an-object', { address })] };
  const foreign = foreignFinding(read.value, address);
  const kind = foreign === null ? recognise(read.value, said) : 'unknown';
  // Another server's metadata where keys should be is nobody's to merge.
  if (expected === 'jwks' && kind !== 'jwks')
    return { document: null, findings: [causeFinding('discovery/no-key-set', { address, kind }, address)] };
  const retrievedFrom = placeOfDocument(kind, said);
  return {
    document: { kind, retrievedFrom, json: read.value },
    findings: [
      ...(read.hadByteOrderMark ? [causeFinding('discovery/byte-order-mark', { address })] : []),
      ...typeFindings(headers, address),
      ...(kind === 'unknown' ? [foreign ?? causeFinding('discovery/not-recognised', { address })] : []),
      ...placeFindings(kind, retrievedFrom),
    ],
  };
}

/**
 * Whoever says “it came from the issuer” means the issuer's place for that document: the rules apply as if it had been read
 * there. A file on some web server has no such place, and says so by its name.
 */
function placeOfDocument(kind: DocumentKind, said: string): string {
  if (said === '' || readPlace(said) !== null || /\.[a-z0-9]{2,5}$/i.test(new URL(said).pathname)) return said;
  return placeFor(kind, said) ?? said;
}

/** JSON that is well known, and no discovery document. */
function foreignFinding(json: JsonObject, address: string): Finding | null {
  if (json['resourceType'] === 'OperationOutcome') {
    const codes = objectsOf(json['issue']).map((issue) => textOf(issue, 'code'));
    const issues = codes.length === 0 ? '' : `: ${codes.slice(0, 5).join(', ').slice(0, 100)}`;
    return causeFinding('discovery/operation-outcome', { address, issues });
  }
  if (json['resourceType'] === 'Bundle') {
    const addresses = objectsOf(json['entry'])
      .map(({ resource }) => resource)
      .filter(isObject)
      .filter((resource) => resource['resourceType'] === 'Endpoint')
      .map((endpoint) => textOf(endpoint, 'address').slice(0, 200))
      .filter((endpoint) => endpoint !== '');
    return causeFinding('discovery/endpoint-bundle', {
      address,
      addresses: addresses.slice(0, 5).join(', ') || 'none',
    });
  }
  if (textOf(json, 'kty') !== '' && json['keys'] === undefined)
    return causeFinding('discovery/not-a-key-set-file', { address });
  return null;
}

/** SMART and OIDC want application/json, FHIR its own; `+json` is both. */
function typeFindings(headers: Readonly<Record<string, string>>, address: string): Finding[] {
  const given = headers['content-type'];
  if (given === undefined) return [];
  const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || type.endsWith('+json')
    ? []
    : [causeFinding('discovery/content-type', { address, type: type.slice(0, 100) })];
}

/** The two OAuth kinds stand in for each other in the field, and are judged alike. */
function placeFindings(kind: DocumentKind, retrievedFrom: string): Finding[] {
  const expected = readPlace(retrievedFrom)?.kind;
  const oauth: readonly DocumentKind[] = ['openid-configuration', 'oauth-authorization-server'];
  if (expected === undefined || kind === expected || kind === 'unknown') return [];
  if (oauth.includes(kind) && oauth.includes(expected)) return [];
  return [causeFinding('discovery/other-kind', { address: retrievedFrom, expected, kind }, retrievedFrom)];
}
