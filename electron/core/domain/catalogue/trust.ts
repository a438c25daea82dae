/** What keeps a person from signing beside others, a signer from being believed, and a list of signers from being read or changed. */
export const trustWords = {
  'trust/not-a-key': {
    says: '{file} is a list of signers, and one public key is wanted.',
    hint: 'Nothing was changed. “payer-wizard identity trust add” takes a whole list, with the names and roles that it gives.',
  },
  'bundle/other-copy': {
    says: '{copy} is a copy of another bundle: its SHA256SUMS has {other}, and that of this one {sha256sums}.',
    hint: 'Nothing was taken or signed. What was signed there is not what lies here: ask its author which one is meant.',
  },
  'bundle/copy-not-sound': {
    says: 'Nothing was taken from {copy}: {says}',
    hint: 'Nothing was taken or signed. Get that copy again from whoever signed it, and ask how it could change.',
  },
  'bundle/two-statements': {
    says: 'The key {keyId} made two statements on this bundle: {one}, and {other}.',
    hint: 'Nothing was taken or signed: nobody here can tell which one counts. Ask its owner, and leave out the copy with the other one.',
  },
  'bundle/signed-meanwhile': {
    says: '{file} was changed by somebody else since it was read.',
    hint: 'Nothing was written. Sign again: what lies there now is shown first.',
  },
  'identity/other-key': {
    says: 'The signature that the vault made is not by your change-control key {keyId}.',
    hint: 'Nothing was signed: identity.json does not belong to this vault. Put both back from one backup, or make a new key with “payer-wizard identity new”.',
  },
  'trust/wrong-entry': {
    says: 'Entry {entry} of the trust list {file} {reason}.',
    hint: 'Nothing of the list was used. Mend that entry in a text editor; the form stands in docs/formats.md, Trust.',
  },
  'trust/wrong-key': {
    says: '{file} holds {what}, and not the public key of a signer.',
    hint: 'Give a P-256 public key in PEM, alone in its file, as “payer-wizard identity export” writes it. openssl writes one in another form anew: “openssl pkey -pubin -in FILE -ec_conv_form uncompressed -ec_param_enc named_curve”.',
  },
  'trust/private-key': {
    says: '{file} holds a private key.',
    hint: 'Nothing of it was kept or shown. Whoever has it can sign in its owner’s name: remove the file and tell the owner, who makes a new one with “payer-wizard identity new” and sends its public half alone.',
  },
  'trust/wrong-key-id': {
    says: '{given} is no key id.',
    hint: 'Give its 64 hex digits, or its beginning, from 12 digits on. Blanks between them do no harm.',
  },
  'trust/no-such-key': {
    says: 'Your list has no key {given}.',
    hint: '“payer-wizard identity trust” shows those that there are.',
  },
  'trust/several-keys': {
    says: 'Several keys of your list begin with {given}.',
    hint: 'Give more digits. Nothing was changed.',
  },
  'trust/revoked': {
    says: 'The key {keyId} of {name} is revoked in your list, since {at}.',
    hint: 'Nothing was changed. Whoever revoked it had a reason. To believe it again all the same, say so with --reinstate.',
  },
} as const;
