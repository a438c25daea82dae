/** @file What a bundle is worth to this reader. No network, no keychain, no writing. */
import type { Role } from '../domain/bundle/roles.ts';
import type { BundleSource } from '../domain/bundle/source.ts';
import { sumsPath } from '../domain/bundle/sums.ts';
import type { TrustedSigner } from '../domain/bundle/trust.ts';
import type { Verification } from '../domain/bundle/verdict.ts';
import { judgeTrust } from '../domain/bundle/verify/approvals.ts';
import { judgeAltered, judgeExtra, judgeMissing, judgeNewer } from '../domain/bundle/verify/files.ts';
import type { Judged } from '../domain/bundle/verify/judged.ts';
import type { Opened } from '../domain/bundle/verify/opened.ts';
import { openBundle } from '../domain/bundle/verify/opened.ts';
import { readSignatures } from '../domain/bundle/verify/signatures.ts';
import type { Digests } from '../ports.ts';

export interface VerifyWish {
  readonly source: BundleSource;
  /** Whose signatures the reader believes, and as what. */
  readonly trust: readonly TrustedSigner[];
  /** Roles that have to have signed, each by a key of its own. */
  readonly require: readonly Role[];
}

/** The first verdict that applies, in the order of `verdicts`. Never throws, whatever the bytes are. */
export function verifyBundle({ digests }: { digests: Digests }, { source, trust, require }: VerifyWish): Verification {
  const read = openBundle(source);
  if ('failed' in read) return verificationOf(read.failed);
  const { opened } = read;
  // In the order of the verdicts. What is not whole claims nothing: no name, no time and no signature of it is shown.
  const broken =
    judgeNewer(opened) ?? judgeMissing(opened) ?? judgeExtra(opened) ?? judgeAltered(opened, source, digests);
  if (broken !== null) return verificationOf(broken);
  const { seen, fault } = readSignatures(opened, digests, trust);
  if (fault !== null) return verificationOf(fault);
  return { ...verificationOf(judgeTrust(seen, require)), ...factsOf(opened, digests), signatures: seen };
}

function verificationOf({ verdict, says, hint, paths }: Judged): Verification {
  return { verdict, says, hint, paths: [...paths], sha256sums: '', payers: [], statedTime: '', signatures: [] };
}

function factsOf({ manifest, byPath }: Opened, { sha256 }: Digests) {
  const sums = byPath.get(sumsPath);
  return {
    sha256sums: sums === undefined ? '' : sha256(sums),
    payers: manifest.payers.map(({ ref }) => ref),
    statedTime: manifest.statedTime,
  };
}
