/** @file Whom a payer’s documents may be believed by in a UDAP community: trust anchors, and lists of what was revoked. */
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';

/** Adds a trust anchor (PEM), or a CRL (its bytes). What the documents say is judged by it when they are read again. */
export async function addToCommunity(
  { store }: Pick<Ports, 'store'>,
  ref: PayerRef,
  given:
    { readonly is: 'anchor'; readonly pem: string } | { readonly is: 'revocation-list'; readonly bytes: Uint8Array },
): Promise<Payer> {
  const sha256 = given.is === 'revocation-list' ? await store.keepEvidence(given.bytes) : '';
  const payer = await store.payer(ref);
  const { anchors, revocationLists } = payer.community;
  const community =
    given.is === 'anchor'
      ? { anchors: [...new Set([...anchors, given.pem])], revocationLists }
      : { anchors, revocationLists: [...new Set([...revocationLists, sha256])] };
  return store.savePayer({ ...payer, community });
}

export async function forgetCommunity({ store }: Pick<Ports, 'store'>, ref: PayerRef): Promise<Payer> {
  return store.savePayer({ ...(await store.payer(ref)), community: { anchors: [], revocationLists: [] } });
}
