/** @file X.509 for the core: what a certificate says, and whether a UDAP signature holds. Nothing throws for what a stranger wrote. */
import type { Certificates } from '#core/ports.ts';
import { buildChain } from './certificates/chain.ts';
import { factsOf, openCertificate, revocationAddressesOf } from './certificates/facts.ts';
import { isSignedBy, takeApart } from './certificates/jws.ts';
import { revocationOf } from './certificates/revocation.ts';
import { issuing } from './keys/certificate.ts';

export const certificates: Certificates = {
  async read(der) {
    const certificate = await openCertificate(der);
    return certificate && factsOf(certificate);
  },

  issued: async (pems) => issuing(pems),

  async checkSigned(jws, { anchors, revocationLists, now }) {
    const parts = takeApart(jws);
    if (parts.is === 'unreadable') return parts;
    const opened = await Promise.all(parts.chain.map(openCertificate));
    const [leaf, ...others] = opened.filter((certificate) => certificate !== null);
    if (leaf === undefined || opened[0] === null)
      return { is: 'unreadable', why: 'certificate', detail: 'the first certificate of x5c cannot be read' };

    const { chain, path } = await buildChain({ leaf, others, anchors, now });
    const revocation = chain.is === 'trusted' ? await revocationOf(path, { revocationLists, now }) : null;
    return {
      is: 'read',
      signature: isSignedBy(leaf.node, parts) ? 'good' : 'bad',
      chain: revocation?.flaw ?? chain,
      revocation: revocation?.is ?? 'unchecked',
      claims: parts.claims,
      leaf: factsOf(leaf),
    };
  },

  async revocationAddresses(jws) {
    const parts = takeApart(jws);
    if (parts.is === 'unreadable') return [];
    const opened = await Promise.all(parts.chain.map(openCertificate));
    return [
      ...new Set(opened.flatMap((certificate) => (certificate === null ? [] : revocationAddressesOf(certificate)))),
    ];
  },
};
