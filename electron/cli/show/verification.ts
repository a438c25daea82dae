/** @file What a bundle says of itself, what its signers claim, and what the reader's own list says of them. */
import { quoted } from '#core/domain/bundle/quoted.ts';
import type { SignatureSeen, Verification } from '#core/domain/bundle/verdict.ts';

export function verificationLines(verification: Verification): string[] {
  const { verdict, says, hint, paths } = verification;
  return [
    `${verdict}: ${says}`,
    ...(hint === '' ? [] : [`  ${hint}`]),
    ...paths.map((path) => `  ${path}`),
    ...bundleLines(verification),
  ];
}

/** What the signatures are about, and they. */
export function bundleLines({ payers, statedTime, sha256sums, signatures }: Verification): string[] {
  return [
    ...(payers.length === 0 ? [] : [`payers     ${payers.join(' ')}`]),
    ...(statedTime === '' ? [] : [`time       ${statedTime}`]),
    ...(sha256sums === '' ? [] : [`SHA256SUMS ${sha256sums}`]),
    ...signatures.map((signature) => `signature  ${signatureLine(signature)}`),
  ];
}

/** A comment is cut where it is longer than anybody reads here; `--json` has it whole. */
const LONGEST_COMMENT = 300;

/** Columns with tabs between them: a claimed name or comment cannot make one, nor end its quotation. */
export function signatureLine(signature: SignatureSeen): string {
  const { role, keyId, signer, trustedAs, time, comment } = signature;
  const name = trustedAs === '' ? '' : `${quoted(trustedAs)} in your list, `;
  return [
    standingWords(signature),
    role,
    keyId,
    `${name}claims to be ${quoted(signer)}`,
    quoted(time),
    ...(comment === '' ? [] : [quoted(comment, LONGEST_COMMENT)]),
  ].join('\t');
}

function standingWords({ standing, revokedAt }: SignatureSeen): string {
  return standing === 'revoked' ? `revoked since ${quoted(revokedAt ?? '')}` : standing;
}
