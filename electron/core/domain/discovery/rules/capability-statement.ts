/** @file CapabilityStatements: what the deprecated way leaves open (interop-specs §1.6). */
import { oauthUris, saysSmart, usesOldExtension } from '../capability-statement.ts';
import type { ReadDocument } from '../read-document.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const section = 'SMART App Launch 1.0 §Conformance';

export const capabilityStatementRules = [
  rule({
    code: 'capability-statement/no-addresses',
    severity: 'info',
    section,
    says: 'The CapabilityStatement has no OAuth addresses.',
    hint: 'They belong into its extension oauth-uris, and better into .well-known/smart-configuration. Ask the Source Payer for that.',
    finds: (document) => (isOne(document) && isBare(document) ? [{ member: 'rest', details: {} }] : []),
  }),
  rule({
    code: 'capability-statement/old-extension',
    severity: 'info',
    section,
    says: 'The OAuth addresses stand in an extension with an old address.',
    hint: 'They were read all the same; other programs pass them over. Tell the Source Payer.',
    finds: (document) => (isOne(document) && usesOldExtension(document.json) ? [{ member: 'rest', details: {} }] : []),
  }),
  rule({
    code: 'capability-statement/not-smart',
    severity: 'info',
    section,
    says: 'The CapabilityStatement has OAuth addresses and does not say “SMART-on-FHIR”.',
    hint: 'The addresses may be for another way in. Ask the Source Payer.',
    finds: (document) =>
      isOne(document) && !isBare(document) && !saysSmart(document.json) ? [{ member: 'rest', details: {} }] : [],
  }),
];

function isOne({ kind }: ReadDocument): boolean {
  return kind === 'capability-statement';
}

function isBare({ json }: ReadDocument): boolean {
  return Object.keys(oauthUris(json)).length === 0;
}
