export const keyWords = {
  'key/already-here': { says: 'This payer has that key already, as {kid}.', hint: 'Use the one that is there.' },
  'key/gone': {
    says: 'The vault does not hold the key {keyId}.',
    hint: 'It was removed, or made on another machine: generate or load a key.',
  },
  'key/no-certificate': {
    says: 'The key {keyId} has no certificate.',
    hint: 'A server that wants mutual TLS looks at the certificate: make one in Keys, or load the key together with the one that a CA issued.',
  },
  'key/encrypted': {
    says: 'The private key is encrypted with a passphrase.',
    hint: 'Give its passphrase; on the command line by a prompt or --secret-file.',
  },
  'key/wrong-passphrase': {
    says: 'The passphrase does not open this file, or the file was altered.',
    hint: 'Check for another passphrase, for capital letters, and for blanks at its ends. Nothing was kept.',
  },
  'key/cancelled': { says: 'The key was not made: it was cancelled.', hint: 'Nothing was kept.' },
  'key/used-elsewhere': {
    says: 'This key serves {payers} already.',
    hint: 'Make one for this payer alone: what is signed with a shared key for one payer can be turned against the other (audience injection, CVE-2025-27370). Share it only with a reason: --share TEXT.',
  },
  'key/bad-kid': {
    says: 'This cannot be a kid.',
    hint: 'Use 1 to 200 visible ASCII characters without blanks, quotes and backslashes, or leave it empty for the thumbprint.',
  },
  'key/kid-taken': {
    says: 'Another key of this payer has the kid {kid}.',
    hint: 'Choose another one: a server picks the key by its kid.',
  },
  'key/short-passphrase': {
    says: 'The passphrase is shorter than {length} characters.',
    hint: 'Choose a longer one, or let one be made: whoever has the file can try passphrases without limit.',
  },
  'key/certificate': {
    says: 'This is a certificate; it holds no private key.',
    hint: 'Load the private key that belongs to it.',
  },
  'key/public-key': {
    says: 'This is a public key; signing needs the private one.',
    hint: 'Load the private key that belongs to it.',
  },
  'key/request': {
    says: 'This is a certificate request; it holds no private key.',
    hint: 'Load the private key that the request was made with.',
  },
  'key/openssh': {
    says: 'This is a private key in the form of OpenSSH.',
    hint: 'Convert a copy of it: “ssh-keygen -p -m PKCS8 -f copy-of-key”.',
  },
  'key/pgp': { says: 'This is an OpenPGP key.', hint: 'Such keys cannot sign tokens: generate a key, or load a PEM.' },
  'key/jwk': {
    says: 'This is JSON, perhaps a JSON Web Key; a PEM is needed.',
    hint: 'Export the key as PKCS#8 PEM (“-----BEGIN PRIVATE KEY-----”).',
  },
  'key/binary': {
    says: 'This is a binary file, perhaps PKCS#12 (.p12, .pfx) or DER; a PEM is needed.',
    hint: 'PKCS#12: “openssl pkcs12 -in file.p12 -nocerts -nodes -out key.pem”. DER: “openssl pkcs8 -inform DER -nocrypt -in file -out key.pem”.',
  },
  'key/no-boundaries': {
    says: 'The line -----BEGIN PRIVATE KEY----- is missing.',
    hint: 'Copy the whole text, with its first and last line.',
  },
  'key/no-end': {
    says: 'The text breaks off: -----END {label}----- is missing.',
    hint: 'Copy the whole text, with its first and last line.',
  },
  'key/nothing': {
    says: 'There is no private key in this text.',
    hint: 'Load a PKCS#8 PEM (“-----BEGIN PRIVATE KEY-----”).',
  },
  'key/several': { says: 'There are {count} private keys in this text.', hint: 'Load one at a time.' },
  'key/unreadable': {
    says: 'The content between the lines of the {label} is not a key of that form.',
    hint: 'Copy the file again: a part may be lost or changed. “openssl pkey -in key.pem -noout -check” tests it.',
  },
  'key/inconsistent': {
    says: 'The private key and its public half do not belong together.',
    hint: 'The file was altered: take it from its source again, or generate a key.',
  },
  'key/rsa-too-small': {
    says: 'The RSA key has {bits} bits; 2048 are the least.',
    hint: 'Generate RSA 3072, or load a larger key (NIST SP 800-131A).',
  },
  'key/weak-exponent': {
    says: 'The RSA key has the public exponent {exponent}.',
    hint: 'Generate a key, or load one with the exponent 65537 (FIPS 186-5: odd and above 65536).',
  },
  'key/rsa-pss': {
    says: 'This RSA key may be used for RSASSA-PSS only; many token servers refuse it.',
    hint: 'Load or generate an ordinary RSA key: it can sign with PS256, PS384 and PS512 as well.',
  },
  'key/other-curve': {
    says: 'The key lies on the curve {curve}.',
    hint: 'Use EC P-384 (ES384) or EC P-256 (ES256), or RSA.',
  },
  'key/other-kind': { says: 'The key is of the kind {kind}.', hint: 'Use RSA, EC P-384 or EC P-256.' },
  'key/wrong-algorithm': {
    says: 'A key of the kind {kind} cannot sign with {algorithm}.',
    hint: 'Choose one of: {algorithms}.',
  },
  'certificate/no-key-for-it': {
    says: 'The certificate of {subject} belongs to no key of this payer.',
    hint: 'Open the payer whose key or request it answers, or load it together with its private key.',
  },
  'certificate/unreadable': {
    says: 'This is not an X.509 certificate in PEM form.',
    hint: 'Load a text that starts with -----BEGIN CERTIFICATE-----.',
  },
  'certificate/not-an-authority': {
    says: 'The certificate of {subject} is not that of a certificate authority.',
    hint: 'Ask for the CA certificate that signed it.',
  },
  'certificate/wrong-name': {
    says: 'A certificate names its subject in 1 to 64 characters.',
    hint: 'Shorten the name, or give one (RFC 5280, ub-common-name).',
  },
  'certificate/wrong-days': { says: 'A certificate cannot be valid for {days} days.', hint: 'Choose 1 to 3650 days.' },
  'certificate/wrong-uri': {
    says: '“{uri}” is not a URI for a certificate.',
    hint: 'Write an absolute URI in ASCII, like https://payer.example/ (RFC 5280 §4.2.1.6).',
  },
  'hand-over/nothing': {
    says: 'There is no key and no secret to hand over.',
    hint: 'Generate or load a key, or seal a client secret, first.',
  },
} as const;
