/** @file UDAP’s signed metadata: whose it is, for which server, for how long (interop-specs §1.5). */
import type { JsonObject } from '../../json/read-json.ts';
import type { ReadDocument } from '../read-document.ts';
import { textOf } from '../read-document.ts';
import { readPlace } from '../well-known.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';
import { ofRead, reject, signedMember as member, signedSection } from './signed.ts';

const rule = rulesOf<ReadDocument>();

export const signedClaimsRules = [
  rule({
    code: 'signed-metadata/not-in-certificate',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {iss}, and its certificate is for {uris}.',
    hint: reject,
    finds: (document) =>
      ofRead(document, ({ claims, leaf }) => {
        const iss = textOf(claims, 'iss');
        return leaf.uris.includes(iss) ? null : { iss: iss || '(nobody)', uris: leaf.uris.join(', ') || 'no URI' };
      }),
  }),
  rule({
    code: 'signed-metadata/of-another-base',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {told}, but it was read from {expected}.',
    hint: reject,
    finds: (document) => {
      const expected = baseOf(document);
      return ofRead(document, ({ claims }) => {
        const told = textOf(claims, 'iss');
        // A base with a final slash has its document at the same address; the certificate has it to the letter.
        const isSame = expected === null || told === expected || told === `${expected}/`;
        return isSame ? null : { told: told || '(nobody)', expected };
      }).map((found) => ({ ...found, compared: { expected: found.details.expected, told: found.details.told } }));
    },
  }),
  rule({
    code: 'signed-metadata/base-not-compared',
    severity: 'warning',
    gate: 'confirm',
    section: signedSection,
    says: 'The signed metadata is by {told}; it was not compared with the FHIR base, because nothing tells where the document came from.',
    hint: 'Give the address that it was retrieved from, or the FHIR base, and read it again; or compare {told} with what the Source Payer told you by another way. Nothing is signed before.',
    finds: (document) => ofUncompared(document, true),
  }),
  rule({
    code: 'signed-metadata/base-not-known',
    severity: 'warning',
    section: signedSection,
    says: 'The signed metadata, for which you chose no trust anchor, is by {told}; it was not compared with the FHIR base, because nothing tells where the document came from.',
    hint: 'Give the address that it was retrieved from, or the FHIR base, and read it again.',
    finds: (document) => ofUncompared(document, false),
  }),
  rule({
    code: 'signed-metadata/subject',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {iss} and of {sub}; both have to be the same.',
    hint: reject,
    finds: (document) =>
      ofRead(document, ({ claims }) => {
        const [iss, sub] = [textOf(claims, 'iss'), textOf(claims, 'sub')];
        return iss === sub ? null : { iss: iss || '(nobody)', sub: sub || '(nobody)' };
      }),
  }),
  rule({
    code: 'signed-metadata/no-jti',
    severity: 'warning',
    section: 'UDAP Security 2.0 §Discovery and §General',
    says: 'The signed metadata has no “jti”.',
    hint: 'Every JWT of UDAP needs one. It is used all the same: nothing here is told by it. Tell the Source Payer.',
    finds: (document) => ofRead(document, ({ claims }) => (textOf(claims, 'jti') === '' ? {} : null)),
  }),
  rule({
    code: 'signed-metadata/times',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is not valid at this time: {from} to {until}.',
    hint: 'Compare this machine’s clock. If it is right, the Source Payer has to sign its metadata anew; nothing of this document is used.',
    finds: (document) =>
      ofRead(document, ({ claims }) => {
        const now = Date.parse(document.readAt ?? '') / 1000;
        const { iat, exp } = claims;
        const isGood = typeof iat === 'number' && typeof exp === 'number' && iat <= now + CLOCK_SECONDS && exp > now;
        return isGood || Number.isNaN(now) ? null : { from: timeOf(iat), until: timeOf(exp) };
      }),
  }),
  rule({
    code: 'signed-metadata/too-long',
    severity: 'error',
    gate: 'never',
    section: 'UDAP Security 2.0 §Discovery',
    says: 'The signed metadata is valid for more than a year, until {until}.',
    hint: 'One year is the most, so that addresses do not live for ever. Tell the Source Payer to sign for less; nothing of this document is used.',
    finds: (document) =>
      ofRead(document, ({ claims: { iat, exp } }) =>
        typeof iat === 'number' && typeof exp === 'number' && exp - iat > YEAR_SECONDS ? { until: timeOf(exp) } : null,
      ),
  }),
];

/** What a clock may be slow: FAPI 2.0 lets 10 s pass and refuses 60. */
const CLOCK_SECONDS = 60;

/** The longest there is, a leap year: nobody says which year is meant. */
const YEAR_SECONDS = 366 * 86_400;

/** What the document belongs to: by its place, or else by what a person gave. null: nothing tells. */
function baseOf({ retrievedFrom, fhirBase = '' }: ReadDocument): string | null {
  return readPlace(retrievedFrom)?.of ?? (URL.canParse(fhirBase) ? fhirBase.replace(/\/$/, '') : null);
}

function ofUncompared(document: ReadDocument, isAnchored: boolean): Found<{ told: string }>[] {
  if (baseOf(document) !== null) return [];
  return ofRead(document, ({ chain, claims }) =>
    (chain.is !== 'no-anchor') === isAnchored ? { told: issuerOf(claims) } : null,
  ).map((found) => ({ ...found, member, compared: { expected: '', told: found.details.told } }));
}

function issuerOf(claims: JsonObject): string {
  return textOf(claims, 'iss') || '(nobody)';
}

function timeOf(seconds: unknown): string {
  const valid = typeof seconds === 'number' && Math.abs(seconds) < 8.64e12;
  return valid ? new Date(seconds * 1000).toISOString() : '(no time)';
}
