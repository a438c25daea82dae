/** @file A bundle that is to be used, and not only looked at: first it is verified. Touches no network and no keychain. */
import type { Role } from '../domain/bundle/roles.ts';
import type { BundleSource } from '../domain/bundle/source.ts';
import type { TrustedSigner } from '../domain/bundle/trust.ts';
import type { Verification } from '../domain/bundle/verdict.ts';
import type { Opened } from '../domain/bundle/verify/opened.ts';
import { openBundle } from '../domain/bundle/verify/opened.ts';
import { Fault } from '../domain/fault.ts';
import type { Digests } from '../ports.ts';
import { verifyBundle } from './verify-bundle.ts';

/** Whole, but by nobody who is believed: for whoever only reads it. */
const sound: ReadonlySet<Verification['verdict']> = new Set([
  'valid',
  'unsigned',
  'signer-not-trusted',
  'too-few-approvals',
]);

/**
 * Throws `bundle/not-as-signed` for one that is not whole and as it was signed. Who signed is told by the verdict, and is for the
 * caller to weigh.
 */
export function openSoundBundle(
  { digests }: { digests: Digests },
  wish: { source: BundleSource; trust: readonly TrustedSigner[]; require: readonly Role[] },
): { opened: Opened; verification: Verification } {
  const verification = verifyBundle({ digests }, wish);
  const read = openBundle(wish.source);
  if (!sound.has(verification.verdict) || 'failed' in read)
    throw new Fault('bundle/not-as-signed', { says: verification.says });
  return { opened: read.opened, verification };
}
