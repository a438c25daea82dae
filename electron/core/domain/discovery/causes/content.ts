/** @file Why bytes are no document, or one to be wary of. While another document was read, an error of these is a warning. */
import type { Cause } from './cause.ts';

const json = 'RFC 8259 §2';

export const contentCauses = {
  'discovery/too-large': {
    severity: 'error',
    section: 'RFC 8259 §9',
    says: '{address} is larger than 1 MiB; the rest was not read.',
    hint: 'A discovery document has a few kilobytes. Compare the address: this is something else.',
  },
  'discovery/empty': {
    severity: 'error',
    section: json,
    says: '{address} is empty.',
    hint: 'Ask the Source Payer for the document itself; an empty answer with status 200 is a fault of its gateway.',
  },
  'discovery/html': {
    severity: 'error',
    section: 'OIDC Discovery 1.0 §4.2',
    says: '{address} is a web page, not JSON{title}.',
    hint: 'A login page, a proxy’s notice, or the wrong path. Open it in a browser to see which.',
  },
  'discovery/xml': {
    severity: 'error',
    section: 'FHIR R4 §RESTful API, Content Types',
    says: '{address} is XML, not JSON.',
    hint: 'Save it as JSON: a FHIR server gives it for “Accept: application/fhir+json”.',
  },
  'discovery/not-utf8': {
    severity: 'error',
    section: 'RFC 8259 §8.1',
    says: '{address} is not UTF-8 text.',
    hint: 'JSON is UTF-8. Save the document again in that encoding, or tell the Source Payer.',
  },
  'discovery/not-json': {
    severity: 'error',
    section: json,
    says: '{address} is not JSON: {reason} at line {line}, column {column}.',
    hint: 'Compare that place with the original; a document that was copied from a page may have lost a part.',
  },
  'discovery/duplicate-member': {
    severity: 'error',
    section: 'RFC 8259 §4',
    says: '{address} names the member “{member}” twice (line {line}, column {column}).',
    hint: 'Which of the two counts differs from program to program. The Source Payer has to remove one.',
  },
  'discovery/prototype-member': {
    severity: 'error',
    section: 'RFC 8259 §9',
    says: '{address} has a member “{member}” (line {line}, column {column}).',
    hint: 'No discovery document has one: it is a known trick to change the programs that read it. Do not go on; ask the Source Payer for the document by another way.',
  },
  'discovery/too-deep': {
    severity: 'error',
    section: 'RFC 8259 §9',
    says: '{address} is nested deeper than 64 levels.',
    hint: 'No discovery document is. Compare the address: this is something else.',
  },
  'discovery/not-an-object': {
    severity: 'error',
    section: 'OIDC Discovery 1.0 §4.2, RFC 8414 §3.2',
    says: '{address} is JSON, and not an object.',
    hint: 'A discovery document is one JSON object. Compare the address or the file.',
  },
  'discovery/not-recognised': {
    severity: 'error',
    section: 'OIDC Discovery 1.0 §3, RFC 8414 §2',
    says: '{address} is JSON, and no discovery document that this program knows.',
    hint: 'Compare the address or the file. Known are OIDC, OAuth 2.0, SMART and UDAP documents, capability statements, protected resource metadata and key sets.',
  },
  'discovery/operation-outcome': {
    severity: 'error',
    section: 'FHIR R4 §OperationOutcome',
    says: '{address} is a FHIR OperationOutcome, an error message{issues}.',
    hint: 'The FHIR server answered instead of its discovery document. Compare the FHIR base.',
  },
  'discovery/not-a-key-set-file': {
    severity: 'error',
    section: 'RFC 7517 §4',
    says: '{address} is one JWK, not a document of the Source Payer.',
    hint: 'A key of your own is loaded in Keys. The payer’s keys come as a JWK Set, in “keys”.',
  },
  'discovery/endpoint-bundle': {
    severity: 'error',
    section: 'PDex 2.2 §Payer-to-Payer',
    says: '{address} is a bundle of endpoints, as the PDex directory of payers keeps them.',
    hint: 'It names {addresses}. Read the discovery documents at the FHIR base that it names.',
  },
  'discovery/byte-order-mark': {
    severity: 'info',
    section: 'RFC 8259 §8.1',
    says: '{address} begins with a byte order mark.',
    hint: 'It was passed over; strict readers refuse it. Tell the Source Payer.',
  },
  'discovery/content-type': {
    severity: 'info',
    section: 'OIDC Discovery 1.0 §4.2, RFC 8414 §3.2, SMART App Launch 2.2 §Metadata',
    says: '{address} is JSON and calls itself “{type}”.',
    hint: 'It was read all the same; strict readers want application/json. Tell the Source Payer.',
  },
  'discovery/other-kind': {
    severity: 'warning',
    section: 'RFC 8414 §3, OIDC Discovery 1.0 §4',
    says: '{address} is the place of a {expected} document, and holds a {kind} document.',
    hint: 'It was judged as what it is. Compare the address; the Source Payer may have mixed two up.',
  },
  'discovery/no-key-set': {
    severity: 'error',
    section: 'RFC 7517 §5, RFC 8414 §2',
    says: '{address} should hold a key set, and holds a {kind} document.',
    hint: 'Its content was not used. Tell the Source Payer that its jwks_uri leads elsewhere.',
  },
  'discovery/broken-capture': {
    severity: 'error',
    section: 'RFC 9112 §2.1',
    says: '{address} was captured with a head that has no end, so its document cannot be told from it.',
    hint: 'Have it captured again with the command that this program prints, and send the file as it is.',
  },
  'discovery/captured-redirect': {
    severity: 'warning',
    section: 'RFC 9110 §15.4',
    says: '{address} redirected to {location}, and curl followed: the document is from there.',
    hint: 'Redirects can lead to another party. If the Source Payer confirms the new address, read that one.',
  },
  'discovery/more-to-capture': {
    severity: 'info',
    section: 'RFC 8414 §2, RFC 9728 §3.3',
    says: 'The documents name others, which were not captured: {addresses}.',
    hint: 'Capture them too: payer-wizard discover ADDRESS --recipe --also each of these addresses.',
  },
  'discovery/too-many-places': {
    severity: 'warning',
    section: 'RFC 9728 §2',
    says: 'The documents name more addresses than are asked in one reading; {count} of them were not asked.',
    hint: 'Read the issuer that you need by its own address.',
  },
  'discovery/stale-capture': {
    severity: 'info',
    section: 'RFC 9111 §4.2',
    says: '{address} was captured at {date}, more than a week ago.',
    hint: 'Keys and addresses may have changed since. Have it captured again before you go to production.',
  },
} as const satisfies Record<string, Cause>;

export type ContentCode = keyof typeof contentCauses;
