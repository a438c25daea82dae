/** @file UDAP’s signed metadata: its signature, and the certificates behind it. Nobody may let a failure stand (interop-specs §1.5). */
import type { ReadDocument } from '../read-document.ts';
import type { Chain } from '../signed-metadata.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';
import { ofRead, reject, signedSection } from './signed.ts';

const rule = rulesOf<ReadDocument>();

export const signedChainRules = [
  rule({
    code: 'signed-metadata/signature',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signature of the signed metadata is wrong.',
    hint: reject,
    finds: (document) => ofRead(document, ({ signature }) => (signature === 'bad' ? {} : null)),
  }),
  rule({
    code: 'signed-metadata/untrusted',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'No chain leads from the certificate of the signed metadata to a trust anchor that you chose; it ends at {subject}.',
    hint: 'Choose the anchor of the community that you share with this payer. Until a chain is there, nothing of this document is used.',
    finds: (document) => ofChain(document, 'untrusted'),
  }),
  rule({
    code: 'signed-metadata/issuer-missing',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §4.2.2.1`,
    says: 'The chain is not whole: the certificate of {detail}, the issuer of {subject}, is neither in x5c nor one of your anchors.',
    hint: 'If it is the root of the community that you share with this payer, choose it as an anchor. If it stands below one, ask the Source Payer to send it in x5c: addresses in certificates are not followed. Nothing of this document is used before.',
    finds: (document) => ofChain(document, 'issuer-missing'),
  }),
  rule({
    code: 'signed-metadata/certificate-dates',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.1.3`,
    says: 'A certificate of the signed metadata is not valid at this time: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'out-of-date'),
  }),
  rule({
    code: 'signed-metadata/not-for-signing',
    severity: 'error',
    gate: 'never',
    section: 'UDAP Security 2.0 §General, RFC 5280 §4.2.1.3',
    says: 'The certificate of the signed metadata may not sign: the key usage of {subject} lacks digitalSignature.',
    hint: reject,
    finds: (document) => ofChain(document, 'not-for-signing'),
  }),
  rule({
    code: 'signed-metadata/unknown-extension',
    severity: 'error',
    gate: 'never',
    section: 'RFC 5280 §4.2 and §6.1.5',
    says: 'The certificate {subject} has a critical extension that this program does not know: {detail}.',
    hint: 'What is critical has to be understood, so the chain does not count. Tell the Source Payer which OID it is; nothing of this document is used.',
    finds: (document) => ofChain(document, 'unknown-extension'),
  }),
  rule({
    code: 'signed-metadata/not-an-authority',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.1.4`,
    says: 'A certificate in the chain may not issue certificates: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'not-an-authority'),
  }),
  rule({
    code: 'signed-metadata/name-not-permitted',
    severity: 'error',
    gate: 'never',
    section: 'RFC 5280 §4.2.1.10',
    says: 'An authority in the chain may not vouch for a name of {subject}: {detail}.',
    hint: reject,
    finds: (document) => ofChain(document, 'name-not-permitted'),
  }),
  rule({
    code: 'signed-metadata/revoked',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.3`,
    says: 'A certificate of the signed metadata was revoked: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'revoked'),
  }),
  rule({
    code: 'signed-metadata/revoked-by-old-list',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.3`,
    says: 'A certificate of the signed metadata was revoked by a list that is not current ({detail}): {subject}.',
    hint: 'What is revoked stays so; only a hold is ever lifted. Read the documents with a network, or give the current CRL as a file. Until then nothing of this document is used.',
    finds: (document) => ofChain(document, 'revoked-by-old-list'),
  }),
  rule({
    code: 'signed-metadata/no-anchor',
    severity: 'warning',
    section: signedSection,
    says: 'The signed metadata was signed by {subject}; you chose no trust anchor, so nobody vouches for that.',
    hint: 'Choose the trust anchor of the community that you share with this payer. Until then its addresses count as unsigned.',
    finds: (document) => ofChain(document, 'no-anchor'),
  }),
  rule({
    code: 'signed-metadata/revocation-not-checked',
    severity: 'warning',
    section: `${signedSection}, RFC 5280 §6.3`,
    says: 'Revocation not checked: no current, complete CRL was at hand for every certificate of the chain.',
    hint: 'Read the documents with a network, or give the CRLs as files.',
    finds: (document) =>
      ofRead(document, ({ chain, revocation }) => (chain.is === 'trusted' && revocation === 'unchecked' ? {} : null)),
  }),
];

function ofChain(document: ReadDocument, is: Chain['is']): Found<{ subject: string; detail: string }>[] {
  return ofRead(document, ({ chain }) =>
    chain.is === is ? { subject: chain.subject, detail: chain.detail ?? 'not told' } : null,
  );
}
