/** The sentence and the remedy beside each verdict on a bundle: what exactly, and what to do. */
export const verdictWords = {
  'verdict/not-a-bundle': {
    says: 'This is not a bundle: {reason}.',
    hint: 'Compare the file. If it should be one, it was cut or changed on its way: get it again from its author.',
  },
  'verdict/newer': {
    says: 'The bundle or a statement in it has a newer format than this version knows.',
    hint: 'Update Payer Wizard, then verify again. Nothing is known of this bundle so far.',
  },
  'verdict/missing-file': {
    says: 'Missing: {paths}.',
    hint: 'Get the whole bundle again from its author.',
  },
  'verdict/extra-file': {
    says: 'Not under any signature: {paths}.',
    hint: 'Nobody signed for it. Get the bundle again from its author, or remove what you put there yourself.',
  },
  'verdict/extra-of-system': {
    says: 'Not under any signature: {paths}.',
    hint: 'A system puts such files into folders by itself; nobody signed for them. Remove them and verify again.',
  },
  'verdict/altered-file': {
    says: 'Changed since it was signed: {paths}.',
    hint: 'Do not use it. Get the bundle again from its author, and ask how it could change.',
  },
  'verdict/altered-form': {
    says: 'Not as it was written: {reason}.',
    hint: 'Do not use it. Get the bundle again from its author, and ask how it could change.',
  },
  'verdict/altered-archive': {
    says: 'Not as it was written: the archive differs from byte {at} on, in an order, a time or a note of its files.',
    hint: 'Do not use it. It was changed, or packed again: its unpacked folder can be verified by itself. Get the bundle again from its author.',
  },
  'verdict/unsigned': {
    says: 'The files agree with SHA256SUMS, and nobody has signed.',
    hint: 'Anyone could have made it. Ask its author for the signed one.',
  },
  'verdict/signer-not-trusted': {
    says: 'The signatures are sound, and none is by a key that counts for you. Signed {signers}.',
    hint: 'Names in a bundle are what somebody claims. Get the signer’s public key from their own hand, compare its key id, and add it to your list. A revoked key never counts, whatever time it states.',
  },
  'verdict/too-few-approvals': {
    says: 'Signed by trusted keys, but not by somebody for each role that is asked for. Missing: {missing}.',
    hint: 'Ask for the missing approval. A role counts only where your list gives it to the key that signed in it, and each person counts once.',
  },
  'verdict/valid': {
    says: 'Every file is as it was signed {signers}.{others}',
    hint: '',
  },
} as const;
