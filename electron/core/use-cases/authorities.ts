/** @file The CAs that a payer’s servers are trusted under, beside the system’s: named, and taken back one by one. */
import { Fault } from '../domain/fault.ts';
import { bytesOf, splitPem } from '../domain/keys/pem.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';

export interface OwnAuthority {
  /** Of the certificate’s DER, hex. */
  readonly sha256: string;
  /** '' for one that cannot be read any more. */
  readonly subject: string;
  readonly notAfter: string;
}

type Needs = Pick<Ports, 'certificates' | 'digests'>;

export async function ownAuthorities(
  { certificates, digests }: Needs,
  { network }: Pick<Payer, 'network'>,
): Promise<OwnAuthority[]> {
  const named = network.authorities.map(async (pem) => {
    const der = derOf(pem);
    const facts = await certificates.read(der);
    return { sha256: digests.sha256(der), subject: facts?.subject ?? '', notAfter: facts?.notAfter ?? '' };
  });
  return Promise.all(named);
}

/** The payer’s network without those; `all`: without any. Throws `payer/no-such-authority`. */
export function withoutAuthorities(
  { digests }: Pick<Ports, 'digests'>,
  { ref, network }: Pick<Payer, 'ref' | 'network'>,
  names: readonly string[],
): Payer['network'] {
  if (names.includes('all')) return { ...network, authorities: [] };
  const known = network.authorities.map((pem) => ({ pem, sha256: digests.sha256(derOf(pem)) }));
  const gone = names.map((given) => {
    const start = given.replaceAll(':', '').toLowerCase();
    const meant = start.length < 8 ? [] : known.filter(({ sha256 }) => sha256.startsWith(start));
    const [only] = meant;
    if (only === undefined || meant.length > 1) throw new Fault('payer/no-such-authority', { ref, sha256: given });
    return only.pem;
  });
  return { ...network, authorities: network.authorities.filter((pem) => !gone.includes(pem)) };
}

export async function forgetAuthority(
  ports: Pick<Ports, 'store' | 'digests'>,
  { ref, sha256 }: { ref: PayerRef; sha256: string },
): Promise<Payer> {
  const payer = await ports.store.payer(ref);
  return ports.store.savePayer({ ...payer, network: withoutAuthorities(ports, payer, [sha256]) });
}

/** Adds CAs, as PEM of our own writing. */
export async function addAuthorities(
  { store }: Pick<Ports, 'store'>,
  { ref, authorities }: { ref: PayerRef; authorities: readonly string[] },
): Promise<Payer> {
  const payer = await store.payer(ref);
  const all = [...new Set([...payer.network.authorities, ...authorities])];
  return store.savePayer({ ...payer, network: { ...payer.network, authorities: all } });
}

function derOf(pem: string): Uint8Array {
  const [block] = splitPem(pem).blocks;
  return (block && bytesOf(block)) ?? new Uint8Array();
}
