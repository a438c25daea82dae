/** @file UDAP’s signed metadata: what it says against what the document says in plain (interop-specs §1.5). */
import type { Json } from '../../json/read-json.ts';
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import { signedEndpoints } from '../signed-metadata.ts';
import { signedValuesOf } from '../signed-values.ts';
import { rulesOf } from './rule.ts';
import { reject, signedSection } from './signed.ts';

const rule = rulesOf<ReadDocument>();

export const signedEndpointRules = [
  rule({
    code: 'signed-metadata/endpoint-not-signed',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: '“{endpoint}” is published and not signed.',
    hint: reject,
    finds: (document) =>
      ofEndpoints(document, (plain, signed) => plain !== '' && signed === '').map(({ endpoint }) => ({
        member: endpoint,
        details: { endpoint },
      })),
  }),
  rule({
    code: 'signed-metadata/endpoint-differs',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: '“{endpoint}” is {plain} in the document and {signed} in what is signed.',
    hint: reject,
    finds: (document) =>
      ofEndpoints(document, (plain, signed) => signed !== '' && plain !== signed).map((details) => ({
        member: details.endpoint,
        details,
        compared: { expected: details.signed, told: details.plain },
      })),
  }),
  rule({
    code: 'signed-metadata/value-differs',
    severity: 'warning',
    section: 'UDAP Security 2.0 §Discovery, RFC 8414 §2.1',
    says: '“{name}” is {plain} in the document and {signed} in what is signed. The signed one is used.',
    hint: 'Whoever can change the document can change what is not signed. Ask the Source Payer which is right.',
    finds: (document) =>
      Object.entries(signedValuesOf(document))
        .filter(([name, value]) => !mustBeSigned.has(name) && differs(document.json[name], value))
        .slice(0, MOST_DIFFERENCES)
        .map(([name, value]) => {
          const [plain, signed] = [shown(document.json[name]), shown(value)];
          const member = name.slice(0, 100);
          return { member, details: { name: member, plain, signed }, compared: { expected: signed, told: plain } };
        }),
  }),
];

const mustBeSigned: ReadonlySet<string> = new Set(signedEndpoints);

/** Enough to see what was done to a document; it may have thousands of members. */
const MOST_DIFFERENCES = 20;

function ofEndpoints(
  { kind, json, signed }: ReadDocument,
  isWrong: (plain: string, signed: string) => boolean,
): { endpoint: string; plain: string; signed: string }[] {
  if (kind !== 'udap' || signed?.is !== 'read') return [];
  return signedEndpoints
    .map((endpoint) => ({ endpoint, plain: textOf(json, endpoint), signed: textOf(signed.claims, endpoint) }))
    .filter((each) => isWrong(each.plain, each.signed))
    .map((each) => ({ ...each, plain: each.plain || '(absent)' }));
}

/** The order of a list means nothing in metadata. A value that is signed alone differs from nothing. */
function differs(plain: Json | undefined, signed: Json | undefined): boolean {
  return plain !== undefined && plain !== null && asText(plain) !== asText(signed);
}

function asText(value: Json | undefined): string {
  const ordered = Array.isArray(value) ? value.map((each: unknown) => JSON.stringify(each)).toSorted() : value;
  return JSON.stringify(ordered ?? null);
}

function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
