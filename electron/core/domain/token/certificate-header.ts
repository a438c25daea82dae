/** @file The certificate in the header of an assertion: RFC 7515 §4.1.6 to §4.1.8. */
import { Fault } from '../fault.ts';
import type { CertificateRecord, KeyRecord } from '../keys/key-record.ts';
import { refuseDifferingPairs } from '../keys/refuse-pair.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { base64Url } from './assertion.ts';
import type { Way } from './way.ts';

export const certificateChoices = ['none', 'x5c', 'x5t', 'x5t#S256'] as const;

/**
 * UDAP wants `x5c` always. Throws `token/no-certificate`, `certificate/other-key` where the certificate is not of the key that
 * signs, and `client/no-thumbprint`.
 */
export function certificateHeader(
  payer: Pick<Payer, 'fields'>,
  key: KeyRecord,
  { method }: Way,
): Readonly<Record<string, unknown>> {
  const choice = method === 'udap' ? 'x5c' : valueOf(payer, 'assertionCertificate') || 'none';
  if (choice === 'none') return {};
  const { certificate } = key;
  if (certificate === null) throw new Fault('token/no-certificate', { choice });
  refuseDifferingPairs([key]);
  switch (choice) {
    case 'x5t':
      if (certificate.sha1 === '') throw new Fault('client/no-thumbprint', {});
      return { x5t: base64Url(bytesOfHex(certificate.sha1)) };
    case 'x5t#S256':
      return { 'x5t#S256': base64Url(bytesOfHex(certificate.sha256)) };
    default:
      return { x5c: chainFrom(certificate, key.chain).map(derOf) };
  }
}

/**
 * The leaf first, each followed by the one that issued it. The anchor itself may stay out (RFC 7515 §4.1.6), and whoever trusts it
 * has it.
 */
function chainFrom(leaf: CertificateRecord, above: readonly CertificateRecord[]): CertificateRecord[] {
  const chain = [leaf];
  for (let last = leaf; ;) {
    const next = above.find(
      (each) => each.subject === last.issuer && !each.selfSigned && !chain.some(({ sha256 }) => sha256 === each.sha256),
    );
    if (next === undefined) return chain;
    chain.push(next);
    last = next;
  }
}

/** Base64, not base64url: RFC 7515 §4.1.6. */
function derOf({ pem }: CertificateRecord): string {
  return pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
