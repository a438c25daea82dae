/** OWN.pem and KEYID are the reader’s to fill in. */
export const verifyingSteps = [
  'openssl pkey -pubin -in OWN.pem -outform DER | sha256sum',
  'openssl dgst -sha256 -verify OWN.pem -signature signatures/KEYID.sig signatures/KEYID.json',
  'sha256sum SHA256SUMS',
  'sha256sum --strict -c SHA256SUMS',
  'find . -type f ! -path "./signatures/*" ! -path ./SHA256SUMS | wc -l; wc -l < SHA256SUMS',
  'find . ! -type f ! -type d; ls -A signatures',
  'cat signatures/KEYID.json',
] as const;

/** The steps for a reviewer who has openssl, sha256sum and nothing of ours. */
export const verifying = [
  '## Verify',
  '',
  'Use your own copy of the signer’s public key, got from the signer by another way: the key in this bundle proves nothing by itself.',
  'In the unpacked folder, with OWN.pem that key and KEYID what the first line prints:',
  '',
  '```',
  ...verifyingSteps,
  '```',
  '',
  '1. prints KEYID. There has to be a `signatures/KEYID.json`: if there is none, this bundle is not signed by that key.',
  '2. prints “Verified OK”.',
  '3. prints the value that stands behind “sha256sums” in `signatures/KEYID.json`.',
  '4. says OK for every file.',
  '5. prints the same number twice: no file is here that nobody signed.',
  '6. prints no link or device, and in `signatures` nothing but three files for each signer.',
  '7. prints who claims to have signed, in which role, when and with which words. Whose key it is, you know from where you have it.',
  '',
  'With Payer Wizard: `payer-wizard verify FILE --trust OWN.pem`. It asks no network and no keychain.',
  '',
];
