/** @file Keys and secrets that leave the vault, and the files that they leave in. */
export const departureWords = {
  'hand-over/not-one': {
    says: 'The file is no hand-over.',
    hint: 'Take the file that was written with: payer-wizard key export PAYER --to CERTIFICATE. A file that was opened already is loaded with: key load',
  },
  'hand-over/too-large': {
    says: 'The file is larger than 4 MiB: no hand-over is.',
    hint: 'Compare it with the one that was sent.',
  },
  'hand-over/other-cipher': {
    says: 'The file is encrypted, and not as a hand-over is (AES-256-CBC).',
    hint: 'Let it be written with: payer-wizard key export PAYER --to CERTIFICATE, or openssl cms -encrypt -aes256.',
  },
  'hand-over/other-recipient': {
    says: 'This key opens none of what the file holds.',
    hint: 'It was made for another certificate: take the private key of that one, or let it be made for yours. An RSA recipient has to be written with OAEP.',
  },
  'hand-over/altered': {
    says: 'The file was opened, and what it holds is no hand-over.',
    hint: 'It was cut or altered on its way: compare its SHA-256 with the one that its maker saw, and let it be sent again.',
  },
  'hand-over/newer': {
    says: 'The hand-over was written by a newer version.',
    hint: 'Take it in with that version or a later one. Nothing was kept.',
  },
  'hand-over/nothing': {
    says: 'There is no key and no secret to hand over.',
    hint: 'Generate or load a key, or seal a client secret, first.',
  },
  'departure/not-recorded': {
    says: 'The file {fileName} was written, but that it left could not be recorded at {payers}.',
    hint: 'Keep a note of it, or remove the file and export again when nobody else changes the payer.',
  },
  'key/no-request': {
    says: 'The key {kid} has no certificate request.',
    hint: 'Make one in Keys, or by “payer-wizard key csr”.',
  },
  'input/not-read-back': {
    says: '{file} was written, and reads differently.',
    hint: 'The medium or the share it lies on loses what is written: choose another place. What was there before is untouched.',
  },
  'input/passphrases-differ': {
    says: 'The two passphrases are not the same.',
    hint: 'Type it again: nothing was written.',
  },
  'recipient/unreadable': {
    says: 'There is no X.509 certificate in this file.',
    hint: 'Ask the recipient for the certificate, in PEM or DER: a text that starts with -----BEGIN CERTIFICATE-----.',
  },
  'recipient/not-chosen': {
    says: 'The recipient’s certificate is not held any more.',
    hint: 'Choose it again: it is forgotten after ten minutes.',
  },
  'recipient/authority': {
    says: 'The certificate of {subject} is that of a certificate authority.',
    hint: 'Ask for the recipient’s own. One by hand: “openssl req -x509 -newkey rsa:3072 -keyout key.pem -out certificate.pem -days 365 -subj /CN=Operator -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,keyEncipherment”.',
  },
  'recipient/expired': {
    says: 'The recipient’s certificate was valid until {notAfter}.',
    hint: 'Ask for the one that took its place: its key may be lost, or known to others, by now.',
  },
  'recipient/not-yet-valid': {
    says: 'The recipient’s certificate is valid from {notBefore} on.',
    hint: 'Wait until then, or ask for one that is valid now. Check this computer’s clock.',
  },
  'recipient/rsa-too-small': {
    says: 'The recipient’s RSA key has {bits} bits; 2048 are the least.',
    hint: 'Ask for a certificate with RSA 3072 or EC P-256 (NIST SP 800-131A).',
  },
  'recipient/other-kind': {
    says: 'Nothing can be encrypted to the recipient’s key: it is of the kind {kind}.',
    hint: 'Ask for a certificate with RSA (2048 bits or more) or with EC P-256, P-384 or P-521. Ed25519 and RSA-PSS keys can only sign.',
  },
  'recipient/not-for-encryption': {
    says: 'The recipient’s certificate may not be used for encryption: its key usage lacks {usage}.',
    hint: 'Ask for a certificate with the key usage {usage}, or with none at all (RFC 5280 §4.2.1.3).',
  },
} as const;
