/** What keeps a bundle from being made or read. What a bundle that was read is worth: `verdict.ts`. */
export const bundleWords = {
  'bundle/no-payer': {
    says: 'No payer was chosen.',
    hint: 'Name at least one payer, or use --all.',
  },
  'bundle/wrong-time': {
    says: 'The stated time {given} is not a time in UTC from 1980 to 2107.',
    hint: 'Give it as 2027-01-31T12:00:00Z.',
  },
  'bundle/holds-secret': {
    says: 'The bundle would show a private key or a secret, in {path}.',
    hint: 'Nothing was signed or written. If a discovery document of the Source Payer shows a private key, tell them at once, and read the document again when they have changed the key.',
  },
  'bundle/too-much': {
    says: 'The payers have more files than a bundle may hold (512 MiB, 65,000 files).',
    hint: 'Nothing was signed or written. Export them as several bundles.',
  },
  'bundle/changed-meanwhile': {
    says: 'A payer was changed while the bundle was being written: {path} is not as it was signed.',
    hint: 'Nothing was written. Export again.',
  },
  'bundle/not-as-signed': {
    says: 'The bundle is not used: {says}',
    hint: 'Nothing was done with it. Get it again from its author.',
  },
  'import/not-valid': {
    says: 'Nothing was imported: {says}',
    hint: 'Get the signer’s public key from their own hand and trust it, or say --unverified: then whoever made the bundle decides what the drafts hold, and nothing that was let stand in it counts.',
  },
  'import/no-such-payer': {
    says: 'The bundle holds no payer {ref}.',
    hint: '“payer-wizard verify” lists those that it holds.',
  },
  'import/several': {
    says: 'There are {count} of them, and one name was given.',
    hint: 'Choose one with --only, or leave the name out.',
  },
  'bundle/wrong-content': {
    says: '{path} is missing, is not what this version can read, or does not fit the rest.',
    hint: 'Nothing was imported. Its author’s version may be newer; else ask them for a new bundle.',
  },
  'bundle/wrong-definition': {
    says: '{path} is not a definition that this version can read.',
    hint: 'Nothing was done with it. Its author’s version may be newer; else ask them for a new bundle.',
  },
  'bundle/not-at-hand': {
    says: 'The bundle that was looked at is not at hand any more.',
    hint: 'Nothing was done. Open it again, or let it fall on the window.',
  },
  'bundle/wrong-key': {
    says: 'The change-control key is not a P-256 key.',
    hint: 'Nothing was signed. A report of this helps: the vault made it.',
  },
  'identity/key-gone': {
    says: 'The vault does not hold your change-control key {keyId}.',
    hint: 'It was made on another machine, or is lost. Bring the vault over with its recovery file, or make a new key with “payer-wizard identity new” and give its public half to your reviewers. Nothing was signed.',
  },
  'bundle/not-found': {
    says: 'There is no file or folder {file}.',
    hint: 'Compare the name and the folder you are in.',
  },
  'bundle/cannot-read': {
    says: '{file} cannot be read.',
    hint: 'Look at its rights and at the disk it lies on.',
  },
  'bundle/signed-already': {
    says: 'Your change-control key has signed this bundle already, as {role}.',
    hint: 'A review or approval is somebody else’s: let them sign, with their own key.',
  },
  'bundle/too-large': {
    says: '{file} is larger than a bundle may be (512 MiB, 65,000 files).',
    hint: 'It is something else, or it was made to be too large.',
  },
  'bundle/changed-while-read': {
    says: '{file} was changed while it was read.',
    hint: 'Nothing is said of it. Do it again when nothing writes to it any more.',
  },
  'bundle/strange-file': {
    says: '{file} is neither a file nor a folder.',
    hint: 'A bundle holds plain files. Links and devices are not followed: unpack the bundle again into an empty folder.',
  },
  'bundle/not-sound': {
    says: 'The bundle is not signed: {says}',
    hint: 'A signature on it would be worth nothing. Get the bundle from its author again.',
  },
  'trust/not-a-list': {
    says: '{file} is neither a public key in PEM nor a trust list.',
    hint: 'Give a P-256 public key (-----BEGIN PUBLIC KEY-----), a trust.json, or a folder of these.',
  },
  'trust/newer': {
    says: 'The trust list {file} was written by a newer version.',
    hint: 'Update Payer Wizard. The list was not changed.',
  },
  'trust/cannot-read': {
    says: '{file} cannot be read.',
    hint: 'Compare its name, and look at its rights.',
  },
} as const;
