import { Fault } from '#core/domain/fault.ts';
import { readAuthority } from '../keys/certificate.ts';
import { openList } from './revocation.ts';

export type CommunityFile =
  { readonly is: 'anchor'; readonly pem: string } | { readonly is: 'revocation-list'; readonly bytes: Uint8Array };

/** A trust anchor or a CRL, PEM or DER, told apart by content. Throws `certificate/unreadable`, `certificate/not-an-authority`. */
export async function readCommunityFile(bytes: Uint8Array): Promise<CommunityFile> {
  try {
    return { is: 'anchor', pem: readAuthority(bytes) };
  } catch (error) {
    const isNoCertificate = error instanceof Fault && (error as Fault).code === 'certificate/unreadable';
    if (isNoCertificate && (await openList(bytes)) !== null) return { is: 'revocation-list', bytes };
    throw error;
  }
}
