/** @file What to know before one does something, or believes what was shown: it stands beside the thing itself. */
export const noteTexts = {
  'note/probes':
    'Requests that are wrong on purpose, one after the other. A good server refuses each, and says why as the specifications have it. Some servers lock a client after a few wrong keys: ask the Source Payer before this is done with a client that is in use.',
  'note/sign-in':
    'Opens the payer’s own sign-in page in your browser, takes the code that comes back (with PKCE), and asks for a token with it. Payer-to-payer exchange does not need it, and it proves nothing of it: there Smile CDR asks without a person.',
  'note/shared-key':
    'What is signed with a shared key for one payer can be turned against the other (audience injection, CVE-2025-27370). A key for this payer alone is better. If it has to be this one, say why: the reason stays with the key.',
  'note/key-passphrase':
    'PKCS#8, AES-256 (PBES2, 600,000 rounds of PBKDF2 with SHA-256), which openssl opens. Whoever has the file can try passphrases without limit, so let one be made. Send file and passphrase by different ways.',
  'note/own-request':
    'This test asked from this machine, in the wizard’s own way. A granted token does not prove that Smile CDR’s own assertion will be taken, nor that its server reaches the Source Payer.',
  'note/audience':
    'The audience is the confirmed issuer or the address posted to, so that no other server can use the assertion. Anything else needs a confirmation of its own.',
  'note/by-another-way':
    'A reviewer needs this key from you by another way than the bundle: the copy in the bundle proves nothing. They compare the key id with you, by telephone for example.',
  'note/own-key':
    'Your change-control key was made. It signs what you export, review and approve, and has nothing to do with any payer’s key. It lies in the vault ({where}) and does not leave it. Reviewers need its public half from you by another way than the bundle, and compare its key id with you, by telephone for example: {keyId}. {how}',
  'note/taken-over':
    'A statement that was taken over is sound: the holder of that key signed these very files. It says nothing of who that is. Whom you believe, and as what, stands in your own list: “payer-wizard identity trust”.',
  'note/compare-key':
    'Compare the key id with its owner by another way than the key came, by telephone for example, before you rely on it.',
  'note/not-protected':
    'Not protected: a session that is left unlocked, the memory of the running program, and an administrator of this machine who wants to see. The command line reads the same vault.',
} as const;
