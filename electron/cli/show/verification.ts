import type { Verification } from '#core/domain/bundle/verdict.ts';

export function verificationLines({
  verdict,
  says,
  hint,
  paths,
  payers,
  sha256sums,
  signatures,
}: Verification): string[] {
  return [
    `${verdict}: ${says}`,
    ...(hint === '' ? [] : [`  ${hint}`]),
    ...paths.map((path) => `  ${path}`),
    ...(payers.length === 0 ? [] : [`payers     ${payers.join(' ')}`]),
    ...(sha256sums === '' ? [] : [`SHA256SUMS ${sha256sums}`]),
    ...signatures.map(
      ({ standing, role, keyId, signer, trustedAs, time }) =>
        `signature  ${standing}\t${role}\t${keyId}\t${trustedAs === '' ? `claims to be ${signer}` : trustedAs}\t${time}`,
    ),
  ];
}
