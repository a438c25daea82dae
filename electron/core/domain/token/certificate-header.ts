/** @file The certificate in the header of an assertion: RFC 7515 §4.1.6 to §4.1.8. */
import { Fault } from '../fault.ts';
import type { CertificateRecord, KeyRecord } from '../keys/key-record.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { base64Url } from './assertion.ts';
import type { Way } from './way.ts';

export const certificateChoices = ['none', 'x5c', 'x5t', 'x5t#S256'] as const;

/** UDAP wants `x5c` always. Throws `token/no-certificate`. */
export function certificateHeader(
  payer: Pick<Payer, 'fields'>,
  { certificate, chain }: KeyRecord,
  { method }: Way,
): Readonly<Record<string, unknown>> {
  const choice = method === 'udap' ? 'x5c' : valueOf(payer, 'assertionCertificate') || 'none';
  if (choice === 'none') return {};
  if (certificate === null) throw new Fault('token/no-certificate', { choice });
  switch (choice) {
    case 'x5t':
      return { x5t: base64Url(bytesOfHex(certificate.sha1)) };
    case 'x5t#S256':
      return { 'x5t#S256': base64Url(bytesOfHex(certificate.sha256)) };
    default:
      // The anchor itself may stay out (RFC 7515 §4.1.6), and whoever trusts it has it.
      return { x5c: [certificate, ...chain.filter(({ selfSigned }) => !selfSigned)].map(derOf) };
  }
}

/** Base64, not base64url: RFC 7515 §4.1.6. */
function derOf({ pem }: CertificateRecord): string {
  return pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
