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

const sound: ReadonlySet<Verification['verdict']> = new Set([
  'valid',
  'unsigned',
  'signer-not-trusted',
  'too-few-approvals',
]);

/** Whole and as it was signed, though maybe by nobody who is believed. */
export function isSound(verdict: Verification['verdict']): boolean {
  return sound.has(verdict);
}

interface Wish {
  readonly source: BundleSource;
  readonly trust: readonly TrustedSigner[];
  readonly require: readonly Role[];
}

interface OpenedBundle {
  readonly opened: Opened;
  readonly verification: Verification;
}

/**
 * Throws `bundle/not-as-signed` for one that is not whole and as it was signed. Who signed is told by the verdict, and is for the
 * caller to weigh.
 */
export function openSoundBundle({ digests }: { digests: Digests }, wish: Wish): OpenedBundle {
  const read = openUnsoundBundle({ digests }, wish);
  if (!isSound(read.verification.verdict)) throw notAsSigned(read.verification);
  return read;
}

/** To look at what somebody made of it, and for nothing else. Throws `bundle/not-as-signed` for what cannot be taken apart. */
export function openUnsoundBundle({ digests }: { digests: Digests }, wish: Wish): OpenedBundle {
  const verification = verifyBundle({ digests }, wish);
  const read = openBundle(wish.source);
  if ('failed' in read) throw notAsSigned(verification);
  return { opened: read.opened, verification };
}

function notAsSigned({ says }: Verification): Fault {
  return new Fault('bundle/not-as-signed', { says });
}
