/** What keeps a signer from being believed, and a list of signers from being read or changed. */
export const trustWords = {
  'trust/wrong-entry': {
    says: 'Entry {entry} of the trust list {file} {reason}.',
    hint: 'Nothing of the list was used. Mend that entry in a text editor; the form stands in docs/formats.md, Trust.',
  },
  'trust/wrong-key': {
    says: '{file} holds {what}, and not the public key of a signer.',
    hint: 'Give the P-256 public key in PEM as “payer-wizard identity export” and openssl write it: the curve by name, the point not compressed, alone in its file.',
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
