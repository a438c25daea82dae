/** @file How the demo ends: where the bundle is, and how a reviewer verifies it without this program. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Names in the demo's folder: of the bundle, and of the signer's public key as a reviewer got it by another way. */
export const bundle = 'northlake_test.zip';
export const ownKey = 'reviewers-own-copy.pem';

export function tellEnding(folder: string): void {
  const script = path.join(folder, 'verify.sh');
  writeFileSync(script, verifying);
  process.stdout.write(`
The bundle:  ${path.join(folder, bundle)}
To verify it with openssl and sha256sum alone: bash ${script}, which holds these lines:

${verifying.replaceAll(/^(?=.)/gm, '  ')}`);
}

/** What the README.md in the bundle tells, for the names of the demo. Each line that fails ends it. */
const verifying = `set -eu
cd "$(dirname "$0")"
OWN="$PWD/${ownKey}"
rm -rf checked && mkdir checked && unzip -q ${bundle} -d checked && cd checked

KEYID=$(openssl pkey -pubin -in "$OWN" -outform DER | sha256sum | cut -d' ' -f1)
openssl dgst -sha256 -verify "$OWN" -signature "signatures/$KEYID.sig" "signatures/$KEYID.json"
grep -qF '"sha256sums":"'"$(sha256sum SHA256SUMS | cut -d' ' -f1)"'"' "signatures/$KEYID.json"
echo 'SHA256SUMS is the one that was signed'
sha256sum --strict --quiet -c SHA256SUMS
echo 'Every listed file is unaltered'
find . -type f ! -path './signatures/*' ! -name SHA256SUMS | sed 's,^[.]/,,' | LC_ALL=C sort > ../present.txt
cut -c67- SHA256SUMS | LC_ALL=C sort | diff - ../present.txt
echo 'No other file is there'
`;
