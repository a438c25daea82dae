export const keyWords = {
  'key/already-here': { says: 'This payer has that key already, as {kid}.', hint: 'Use the one that is there.' },
  'key/signs-now': {
    says: 'The key {kid} signs now; {then}.',
    hint: 'Switch to another key first. To erase it all the same: --yes. It cannot be taken back.',
  },
  'key/signs-instead': {
    says: 'The key {kid} signs from now on.',
    hint: 'A Source Payer that has not got its public half yet refuses it: give it the new JWKS (“registration”, “key export”).',
  },
  'key/none-left': {
    says: 'This payer has no key any more.',
    hint: 'Nothing can be signed for it: generate or load a key, and register its public half.',
  },
  'key/client-certificate-gone': {
    says: 'The key {kid} was the one of the TLS client certificate: none is shown to servers any more.',
    hint: 'Where a server wants one, choose the key whose certificate it is to see: “payer trust PAYER --client-key KEY-ID”, or in Discover.',
  },
  'key/too-many-certificates': {
    says: 'There are more than {most} certificates in this file.',
    hint: 'Load the certificate of the key with those above it: a list of CAs to trust belongs to the trust settings of Discover.',
  },
  'key/gone': {
    says: 'The vault does not hold the key {keyId}.',
    hint: 'It was removed, or made on another machine: generate or load a key.',
  },
  'key/no-certificate': {
    says: 'The key {keyId} has no certificate.',
    hint: 'A server that wants mutual TLS looks at the certificate: make one in Keys, or load the key together with the one that a CA issued.',
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
  'key/file-closed': {
    says: 'What was opened here is not held any more.',
    hint: 'Choose the file again: what is not kept is forgotten after ten minutes.',
  },
  'key/wrong-algorithm': {
    says: 'A key of the kind {kind} cannot sign with {algorithm}.',
    hint: 'Choose one of: {algorithms}.',
  },
  'key/shared': {
    says: 'The key {kid} serves other payers too: “{reason}”, said by {by}.',
    hint: 'Make one for this payer alone as soon as you can: what is signed for one can be turned against the other.',
  },
  'key/next-waiting': {
    says: 'The key {kid} waits to take over.',
    hint: 'Give the new JWKS to the Source Payer, wait until its copy is renewed, and switch then.',
  },
  'key/elsewhere': {
    says: 'The private half of the key {kid} is not in this vault: a bundle brought its public half only.',
    hint: 'Nothing can be signed with it here. Load the private key, from its owner’s encrypted export: it joins by its public half. A public key that you cannot place came from whoever made the bundle.',
  },
  'key/for-this-run-only': {
    says: 'The private half of the key {kid} was kept for one run of this program only, and is gone when that ends.',
    hint: 'Do not register it: open the vault with a keychain or a passphrase, and make a key there.',
  },
} as const;
