/** @file What can be said of a file or a text that a key is looked for in. Commands to convert were run as they stand here. */

export const keyFileWords = {
  'key/encrypted': {
    says: 'The private key is encrypted with a passphrase.',
    hint: 'Give its passphrase; on the command line by a prompt or --secret-file.',
  },
  'key/wrong-passphrase': {
    says: 'The passphrase does not open this file, or the file was altered.',
    hint: 'Check for another passphrase, for capital letters, and for blanks at its ends. Nothing was kept.',
  },
  'key/altered': {
    says: 'The passphrase is right, and the file does not have the content that it was made with.',
    hint: 'It was altered or damaged on its way: take it from its source again. Nothing was kept.',
  },
  'key/other-encryption': {
    says: 'The file uses an encryption that the wizard does not open: {name}.',
    hint: 'Convert it with: “openssl pkey -in FILE -aes256 -out NEW.pem”; for a .p12 file “openssl pkcs12 -in FILE -out NEW.pem”. For old ciphers add “-provider legacy -provider default”, or “-legacy” for a .p12.',
  },
  'key/too-costly': {
    says: 'The file asks for {what}; the limit is {limit}.',
    hint: 'No program writes that by itself: take the file from its source again, or export the key anew.',
  },
  'key/too-large': {
    says: 'The file has more than {limit}.',
    hint: 'A key with all its certificates has some ten thousand bytes: choose the key file itself.',
  },
  'key/empty': { says: 'The file is empty.', hint: 'Take it from its source again: the copy has no content.' },
  'key/cut-short': {
    says: 'The file breaks off: {missing} bytes of it are missing.',
    hint: 'Copy the file again, in binary mode.',
  },
  'key/public-key': {
    says: 'This is a public key; signing needs the private one.',
    hint: 'Load the private key that belongs to it.',
  },
  'key/request': {
    says: 'This is a certificate request; it holds no private key.',
    hint: 'Load the private key that the request was made with.',
  },
  'key/revocation-list': {
    says: 'This is a list of revoked certificates; it holds no private key.',
    hint: 'Load the private key; a list belongs to the trust settings of Discover.',
  },
  'key/openssh': {
    says: 'This is a private key in the form of OpenSSH.',
    hint: 'RSA and ECDSA: convert a copy of it in place with “ssh-keygen -p -m PKCS8 -f COPY”. Ed25519 has no such way: generate a key here.',
  },
  'key/putty': {
    says: 'This is a private key of PuTTY (.ppk).',
    hint: 'RSA and ECDSA: convert it with “puttygen FILE -O private-openssh -o NEW.pem”, and load that. Ed25519: generate a key here.',
  },
  'key/ssh-public-key': {
    says: 'This is a public key of SSH; signing needs a private one.',
    hint: 'Load the private key (the file without .pub), or generate a key here.',
  },
  'key/pgp': { says: 'This is an OpenPGP key.', hint: 'Such keys cannot sign tokens: generate a key, or load a PEM.' },
  'key/java-keystore': {
    says: 'This is a Java keystore ({kind}).',
    hint: 'Convert it with “keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12”, and load that.',
  },
  'key/html': {
    says: 'This is a web page, not a key.',
    hint: 'The download asked for a login, or failed: open the address in a browser, and save the file itself.',
  },
  'key/xml': {
    says: 'This is a key in the XML form of .NET.',
    hint: 'Export it there as PKCS#8 (“ExportPkcs8PrivateKeyPem”), and load that.',
  },
  'key/other-file': {
    says: 'This is {what}, not a key in a form that can be loaded.',
    hint: 'Load a PEM, a .p12 or .pfx file, or a JWK.',
  },
  'key/hand-over': {
    says: 'This is a message that is encrypted to a certificate (CMS).',
    hint: 'Its recipient opens it with “openssl cms -decrypt -inform DER -in FILE -recip CERTIFICATE.pem -inkey KEY.pem -out CONTENT”.',
  },
  'key/jwk': {
    says: 'This is JSON without a key in it.',
    hint: 'A JSON Web Key has the member “kty”; a key set has “keys”; a PEM may stand in any member.',
  },
  'key/broken-json': {
    says: 'This looks like JSON, and breaks its rules.',
    hint: 'Copy the whole text, from the first brace to the last.',
  },
  'key/broken-jwk': {
    says: 'In the JSON Web Key the member “{member}” is missing or is not what it must be.',
    hint: 'Export the key again: numbers are base64url (RFC 7518 §6), and none may be left out.',
  },
  'key/jwe': {
    says: 'This is an encrypted JSON Web Key (JWE).',
    hint: 'Export it from where it was made as PKCS#8 with a passphrase, or as .p12.',
  },
  'key/token': {
    says: 'This is a token (JWT), not a key.',
    hint: 'Load the private key that such tokens are signed with.',
  },
  'key/symmetric': {
    says: 'This is a symmetric key (“oct”): both sides know it.',
    hint: 'For a private_key_jwt generate or load RSA or EC. A shared secret belongs to Client, as the client secret.',
  },
  'key/binary': {
    says: 'This is a binary file of no known kind.',
    hint: 'Load a PEM, DER, a .p12 or .pfx file, or a JWK.',
  },
  'key/no-boundaries': {
    says: 'The line -----BEGIN PRIVATE KEY----- is missing, and what is there is not whole.',
    hint: 'Copy the whole text, with its first and last line.',
  },
  'key/no-end': {
    says: 'The text breaks off: -----END {label}----- is missing.',
    hint: 'Copy the whole text, with its first and last line.',
  },
  'key/nothing': {
    says: 'There is no private key in this text.',
    hint: 'Load a PEM (“-----BEGIN PRIVATE KEY-----”), a .p12 or .pfx file, or a JWK.',
  },
  'key/several': {
    says: 'There are {count} private keys in this file: {keys}.',
    hint: 'A payer takes one at a time: say which; on the command line with --key, by its kid or thumbprint.',
  },
  'key/not-in-file': {
    says: 'There is no private key {name} in this file.',
    hint: 'It holds: {keys}.',
  },
  'key/too-many-keys': {
    says: 'There are more than {most} private keys in this file.',
    hint: 'Take the one that is wanted out of it, and load that. A hand-over may be made of fewer payers at once.',
  },
  'key/too-many-requests': {
    says: 'There are more than {most} certificate requests in this file.',
    hint: 'Load the one that belongs to a key of this payer.',
  },
  'key/for-encryption': {
    says: 'The JSON Web Key is not for signing: {purpose}.',
    hint: 'Load the one of the set that is for signing (“use”: “sig”), or generate a key: one that encrypts should not sign.',
  },
  'key/kid-not-kept': {
    says: 'The file calls the key {kid}; it is not kept under that kid.',
    hint: 'Another key of this payer has it, or it has characters that a kid cannot have. The thumbprint stands in its place, and another kid can be chosen: whoever knows the key by its old one has to be told.',
  },
  'key/algorithm-not-kept': {
    says: 'The file says that the key signs with {algorithm}; a key of the kind {kind} does not.',
    hint: 'It signs with {instead}; another algorithm is chosen in Client.',
  },
  'key/unreadable': {
    says: 'What stands in the {label} is not one.',
    hint: 'Copy the file again: a part may be lost or changed. “openssl pkey -in key.pem -noout -check” tests it.',
  },
  'key/inconsistent': {
    says: 'The numbers of the private key do not belong together.',
    hint: 'The file was altered or put together from two keys: take it from its source again, or generate a key.',
  },
  'key/rsa-too-small': {
    says: 'The RSA key has {bits} bits; 2048 are the least.',
    hint: 'Generate RSA 3072, or load a larger key (NIST SP 800-131A).',
  },
  'key/rsa-too-large': {
    says: 'The RSA key has {bits} bits; 8192 are the most.',
    hint: 'Many servers refuse such keys: generate RSA 3072 or 4096.',
  },
  'key/weak-exponent': {
    says: 'The RSA key has the public exponent {exponent}.',
    hint: 'Generate a key, or load one with the exponent 65537 (FIPS 186-5: odd and above 65536).',
  },
  'key/rsa-pss': {
    says: 'This RSA key may be used for RSASSA-PSS only; many token servers refuse it.',
    hint: 'Load or generate an ordinary RSA key: it can sign with PS256, PS384 and PS512 as well.',
  },
  'key/multi-prime': {
    says: 'This RSA key has more than two primes; few programs take it.',
    hint: 'Generate a key here.',
  },
  'key/other-curve': {
    says: 'The key lies on the curve {curve}.',
    hint: 'Use EC P-384 (ES384) or EC P-256 (ES256), or RSA.',
  },
  'key/other-kind': {
    says: 'The key is of the kind {kind}, which signs no tokens.',
    hint: 'Use RSA, EC P-256, P-384 or P-521, or Ed25519.',
  },
} as const;
