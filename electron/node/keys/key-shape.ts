import type { KeyObject } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { Curve, KeyShape } from '#core/domain/keys/algorithms.ts';

/** As OpenSSL and BoringSSL name them. */
const curves: Readonly<Record<string, Curve>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** What a key is, as far as the wizard takes it. Throws `key/…` for what it does not take. */
export function shapeOf(key: KeyObject): KeyShape {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') return rsaShape(details?.modulusLength ?? 0, details?.publicExponent ?? 0n);
  if (type === 'rsa-pss') throw new Fault('key/rsa-pss', {});
  if (type === 'ec') {
    const name = details?.namedCurve ?? '';
    const curve = curves[name];
    // A curve may be written out as numbers; then it has no name.
    if (curve === undefined) throw new Fault('key/other-curve', { curve: name === '' ? '(without a name)' : name });
    return { type: 'EC', curve };
  }
  if (type === 'ed25519') return { type: 'OKP', curve: 'Ed25519' };
  throw new Fault('key/other-kind', { kind: type ?? 'unknown' });
}

function rsaShape(bits: number, exponent: bigint): KeyShape {
  // NIST SP 800-131A r2: below 2048 bits signing is disallowed. FIPS 186-5 A.1.1: an odd exponent above 2^16.
  if (bits < 2048) throw new Fault('key/rsa-too-small', { bits: String(bits) });
  if (exponent <= 65_536n || exponent % 2n === 0n) throw new Fault('key/weak-exponent', { exponent: String(exponent) });
  return { type: 'RSA', bits };
}
