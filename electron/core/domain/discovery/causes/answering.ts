/** @file What a server may say instead of a document. While another document was read, an error of these is a warning. */
import type { Cause } from './cause.ts';

const discovery = 'OIDC Discovery 1.0 §4.2, RFC 8414 §3.2';

export const answeringCauses = {
  'discovery/no-address': {
    severity: 'error',
    section: 'RFC 3986 §4.3',
    says: '“{given}” is not an address that can be asked.',
    hint: 'Give the Source Payer’s issuer, its FHIR base, or the full address of a well-known document.',
  },
  'discovery/not-https': {
    severity: 'error',
    section: 'OIDC Discovery 1.0 §4, RFC 8414 §3',
    says: '{address} is not https.',
    hint: 'Ask the Source Payer for the https address: over plain http anybody on the way can change what is read.',
  },
  'discovery/holds-credentials': {
    severity: 'error',
    section: 'RFC 3986 §3.2.1',
    says: 'The address holds a user name or a password.',
    hint: 'Discovery documents are public: give the address without them.',
  },
  'discovery/template-address': {
    severity: 'error',
    section: 'RFC 6570 §1.1',
    says: 'The address holds a place to fill in: {part}.',
    hint: 'Ask the Source Payer for your own value, such as a tenant or a practice code, and put it there.',
  },
  'discovery/nothing-found': {
    severity: 'error',
    section: 'OIDC Discovery 1.0 §4',
    says: 'No discovery document was found at {given}.',
    hint: 'Ask the Source Payer for the exact issuer or the address of its .well-known document, or have the document sent and read it from a file.',
  },
  'discovery/absent': {
    severity: 'info',
    section: discovery,
    says: 'Nothing is published at {address} (status {status}).',
    hint: 'Most payers publish two or three of these documents. Nothing has to be done.',
  },
  'discovery/named-and-absent': {
    severity: 'warning',
    section: discovery,
    says: '{address}, which {by} named, is not there (status {status}).',
    hint: 'Compare the address with what the Source Payer gave; if a document names it, tell them.',
  },
  'discovery/redirect': {
    severity: 'error',
    section: 'RFC 9110 §15.4',
    says: '{address} redirects to {location}.',
    hint: 'Redirects are not followed, for they could lead to another party. If the Source Payer confirms the new address, read that one.',
  },
  'discovery/redirect-to-login': {
    severity: 'error',
    section: 'RFC 9110 §15.4',
    says: '{address} redirects to a sign-in page: {location}.',
    hint: 'A gateway wants a person to sign in. Discovery documents are public: tell the Source Payer, or ask for the document itself.',
  },
  'discovery/wants-login': {
    severity: 'error',
    section: 'RFC 9110 §15.5.2',
    says: '{address} asks for a login (401{challenge}).',
    hint: 'Discovery documents are public. Ask the Source Payer to open this path, or to send the document.',
  },
  'discovery/forbidden': {
    severity: 'error',
    section: 'RFC 9110 §15.5.4',
    says: '{address} is forbidden to us (403).',
    hint: 'A list of allowed addresses or a web application firewall stands in front. Tell the Source Payer the address of your network.',
  },
  'discovery/client-certificate-page': {
    severity: 'error',
    section: 'RFC 8705 §2',
    says: '{address} wants a client certificate (status {status}{title}).',
    hint: 'Choose one of this payer’s keys that has a certificate as its client certificate. Ask the Source Payer which certificate it knows.',
  },
  'discovery/too-many-requests': {
    severity: 'error',
    section: 'RFC 6585 §4',
    says: '{address} has had enough of us for now (429{retry}).',
    hint: 'Wait, then read again.',
  },
  'discovery/server-error': {
    severity: 'error',
    section: 'RFC 9110 §15.6',
    says: '{address} answers with a fault of its own (status {status}{retry}).',
    hint: 'Try again later. If it stays so, tell the Source Payer the address and the time.',
  },
  'discovery/refused-status': {
    severity: 'error',
    section: discovery,
    says: '{address} answers with status {status}.',
    hint: 'Only 200 brings a document. Compare the address, and ask the Source Payer whether a gateway stands in front.',
  },
} as const satisfies Record<string, Cause>;
