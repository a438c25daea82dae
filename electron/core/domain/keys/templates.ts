/** @file What certificates are wanted for, and what each kind has to say: interop-specs §3.5. A wish to start from, for a payer. */
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import type { CertificateWish } from './certificate-wish.ts';
import type { TemplateId } from './key-record.ts';

export interface Template {
  readonly id: TemplateId;
  readonly title: string;
  readonly source: string;
  /** Only a CA that the Source Payer trusts can make it: a request is wanted, not a self-signed certificate. */
  readonly needsAuthority: boolean;
  /** Its one URI is how the server knows the client: it has to be equal to `iss`. */
  readonly needsUri: boolean;
  readonly usages: CertificateWish['usages'];
}

export const templates: readonly [Template, Template, Template] = [
  {
    id: 'smart',
    title: 'SMART Backend Services',
    source: 'SMART App Launch 2.2.0, client-confidential-asymmetric',
    needsAuthority: false,
    needsUri: false,
    usages: ['digitalSignature'],
  },
  {
    id: 'udap',
    title: 'UDAP',
    source: 'HL7 UDAP Security 2.0.0, General',
    needsAuthority: true,
    needsUri: true,
    usages: ['digitalSignature'],
  },
  {
    id: 'mtls',
    title: 'Da Vinci mutual TLS',
    source: 'Da Vinci HRex 1.1.0, payer-to-payer exchange; RFC 8705 §2.1',
    needsAuthority: true,
    needsUri: true,
    usages: ['digitalSignature', 'clientAuth'],
  },
];

export function templateOf(id: TemplateId): Template {
  return templates.find((template) => template.id === id) ?? templates[0];
}

/** Two years: NIST SP 800-57 part 1 gives a private signature key one to three. */
const STARTING_DAYS = 730;
const LONGEST_NAME = 64;

/** null: no template. The URI is the person's to say; no field of the payer holds it. */
export function startingWish(id: TemplateId | null, payer: Pick<Payer, 'ref' | 'fields'>): CertificateWish {
  const name = valueOf(payer, 'serverName').trim() || payer.ref;
  const commonName =
    Array.from(`${name} client`).length <= LONGEST_NAME ? `${name} client` : `${payer.ref.slice(0, 57)} client`;
  return {
    subject: { commonName, organization: '', organizationalUnit: '', locality: '', state: '', country: '' },
    dnsNames: [],
    uris: [],
    usages: [...(id === null ? templates[0] : templateOf(id)).usages],
    days: STARTING_DAYS,
  };
}
