/** @file Sentences of single places of the window. Each stands where its component says it, and nowhere else. */
export const pageTexts = {
  'say/this-run':
    'What you give now stays in memory and is gone when the program ends: locking the screen does not end it. Keys and secrets given now are marked so. What lies sealed on the disk is neither opened nor written over; what you remove is erased there too. What has to last is refused: a push, a roll back and a change-control key.',
  'say/logs':
    ', two files of 256 kB at most. They hold when the program started and where in it something failed: never a message, an address, what was typed or what a server answered. Crash reports are not written.',
  'say/certificate':
    'SMART needs none. UDAP and mutual TLS want one from a CA: make a request for it. Smile CDR’s keystore and some portals take a self-signed one.',
  'say/target-permissions':
    'This user lacks what a push needs: {missing}. An administrator of that Smile CDR grants it.',
  'say/target-anonymous':
    'It answers without credentials too: that it answered these proves nothing of them, and what is granted here may be granted to everybody.',
  'say/target-properties':
    'Its node.propertysource is PROPERTIES: at a restart its files win, and a definition that a seed file holds may undo a push. Change the file as well.',
  'say/target-no-source': 'Whether its properties or its database count after a restart is not told to this user.',
  'say/target-no-keystores': 'It has no keystores in its Admin API, as older versions: they are made in the console.',
  'say/target-no-exchange':
    'No System to System module is among its modules. The vendor’s tutorial puts a Source Payer’s definition there; without it, SMART Inbound Security is the likelier place.',
  'say/leaves-keys':
    'in a file that you ask for, encrypted: with a passphrase, or to a certificate; into a keystore of a target where you choose that',
  'say/leaves-secrets':
    'to the Token Endpoint of their payer in a live test, in a push that you confirm, and in a hand-over, encrypted to a certificate',
  'say/leaves-proxy':
    'to the own proxy of its payer or target, as it asks: over plain http where its address says http',
  'say/leaves-before': 'to the same target, in a roll back that you confirm',
  'say/leaves-data-key': 'in a recovery file that you ask for, encrypted with a passphrase',
  'say/leaves-target-key': 'never; a TLS handshake with the target is signed with it',
  'say/retire-later':
    'It can sign again until it is retired. Retire it when the Source Payer has had the new one for as long as it keeps a JWKS.',
  'say/give-jwks': 'Give the new jwks.json to the Source Payer, and switch when its copy is renewed.',
  'say/of-a-ca':
    'This certificate is of a CA. For self_signed_tls_client_auth the Source Payer registers a self-signed one.',
  'say/self-signed':
    'This certificate is self-signed. For tls_client_auth it has to be of a CA that the Source Payer trusts.',
  'say/other-key-refused': 'A Source Payer that holds its public half will refuse any other key until it has that one.',
  'say/joins':
    'Each certificate and request joins the key whose public half it carries; a chain goes with its certificate.',
  'say/push':
    'Each definition is read again first. If it differs from this plan, it is not written. The state before is kept for roll back.',
  'say/private-keys':
    'The private keys leave the vault for this target, over TLS, when the plan is carried out. It is written down with what left.',
  'say/rollback':
    'What that push wrote is put back on the target, field by field; what somebody changed in other fields since stays. What it created is archived.',
  'say/keep-secrets': 'The secret that counted before the push was never here: the one of the push stays.',
  'say/own-key':
    'Your change-control key signs the bundles that you export. It is yours, apart from any payer’s key, and lies in the vault.',
  'say/redirect':
    'The redirect address on this computer that the Source Payer registered, RFC 8252 §7.3. Leave it empty where there is none.',
  'say/not-run':
    'Not run yet. It needs a Token Endpoint, a client id, and a secret or a key; and a network that reaches the Source Payer.',
  'say/payer':
    'A payer is one Source Payer in one environment. Seven steps lead from its address to a signed definition for Smile CDR.',
  'say/endpoints':
    'The ten fields of the server definition. Compare the issuer and the Token Endpoint with what the Source Payer told you.',
  'say/first-address':
    'Give the address or the JSON file they sent you. Everything is saved as you type, and you can stop at any step.',
  'say/first-network':
    'Only reading an address, the live test and work on a target use the network. Nothing else leaves this machine.',
  'say/secrets':
    'On this machine, in one vault. This window gets handles, fingerprints and dates, never a key or a secret.',
  'say/load':
    'It goes to the vault’s side at once and is not shown here. What it holds is told before anything is kept.',
  'say/recipe':
    'The same request by hand, and what to set in Smile CDR. Places for secrets are left open: none is in it.',
  'say/retrieved':
    'With it the issuer rules apply as if it had been read from there. Leave it empty when nobody knows.',
  'say/definition': 'The OIDC server definition for Smile CDR. Endpoints, client and keys come from the steps before.',
  'say/kid': 'Empty takes the thumbprint again. A Source Payer that has the key already finds it by its kid.',
  'say/departures': 'It leaves the vault encrypted, or not at all. Nothing has left yet; what does is listed here.',
  'say/san-uri': 'UDAP and mutual TLS know the client by one, equal to iss. Several: with blanks between them.',
  'say/target-gone': 'Its address and password are removed from this machine. Nothing changes on that Smile CDR.',
  'say/address': 'An issuer, a FHIR base or a full well-known URL. Its usual places are asked, nothing else.',
  'say/password': 'It goes to the vault at once and is not shown again. Empty: the vault keeps what it has.',
  'say/request-waits': 'The request that waits gives way to this one. What a CA makes of it still joins the key.',
  'say/when-open': 'What it holds can be told when it is open. The passphrase is used once and kept nowhere.',
  'say/no-target': 'No target yet. A target is needed only to push; a bundle can be delivered without one.',
  'say/passphrase': 'At least 12 characters. Nobody can tell it again. Without one, the keychain is used.',
  'say/client-key': 'Shown to servers that want mutual TLS. Only keys that have a certificate are listed.',
  'say/tls-gone': 'Its certificate is shown to servers as the TLS client’s. From then on none is shown.',
  'say/two-payers': 'A payer is one Source Payer in one environment. Test and production are two payers.',
  'say/proxy': 'With a user name before @ where it wants one. Another address forgets the password.',
  'say/readiness':
    'What has to be true before a member’s data can be asked for: what can be looked at is, the rest is asked of you.',
  'say/deliver': 'Check your answers, export the signed bundle, then push exactly what was reviewed.',
  'say/community': 'Signed metadata is believed under these anchors only. Read again to judge by them.',
  'say/dialects': 'The three spellings stand here when the definition is complete. Missing or wrong:',
  'say/targets': 'The JSON Admin APIs that definitions are pushed to. Passwords lie in the vault.',
  'say/client-id': 'The Source Payer gives it. It may come later: Keys writes what they need first.',
  'say/compare': 'Compare the SHA-256 with the recipient by another way, by telephone for one.',
  'say/signers':
    'A signature counts only by a key of this list, in the roles that it has here. A revoked key never counts, whatever time its statements name. Compare each key id with its owner by another way, by telephone for example.',
} as const;
