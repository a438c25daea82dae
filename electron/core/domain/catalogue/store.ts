export const storeWords = {
  'store/locked': {
    says: 'Another run of this program is writing to the store (process {pid} on {host}).',
    hint: 'Try again. If nothing runs there any more, remove the file store.lock from the store.',
  },
  'store/changed-meanwhile': {
    says: '{what} was changed elsewhere since it was read.',
    hint: 'Read it again and repeat the change. Nothing was overwritten.',
  },
  'store/newer-version': {
    says: '{file} was written by a newer version of this program.',
    hint: 'Use that version, or name another store with --store. Nothing was changed.',
  },
  'store/damaged': {
    says: '{file} cannot be used: {why}.',
    hint: 'Put a copy of it back from a backup, or remove it. It was left as it is.',
  },
  'store/damaged-with-copy': {
    says: '{file} cannot be used: {why}.',
    hint: 'The state before its last save is beside it: rename {file}.bak to {file} to go back to it. Both were left as they are.',
  },
  'store/disk-full': {
    says: 'The disk that holds {folder} is full.',
    hint: 'Make room and save again. What was saved before is unharmed.',
  },
  'store/read-only': {
    says: 'The store {folder} cannot be written to.',
    hint: 'Give yourself the right to write to that folder, or name another one with --store.',
  },
  'store/cannot-write': {
    says: '{file} cannot be written ({why}).',
    hint: 'Check the folder and its disk, or name another store with --store.',
  },
  'store/cannot-read': {
    says: '{file} cannot be read ({why}).',
    hint: 'Give yourself the right to read it, or name another store with --store.',
  },
  'store/no-such-payer': {
    says: 'There is no payer {ref} in this store.',
    hint: '“payer-wizard payer list” shows those that there are.',
  },
  'store/no-such-target': {
    says: 'There is no target {name} in this store.',
    hint: '“payer-wizard target list” shows those that there are.',
  },
  'store/no-such-push': {
    says: 'There is no push {id} in this store.',
    hint: 'Look at the list of pushes for its id.',
  },
  'store/evidence-gone': {
    says: 'The kept document {sha256} is not in the store, or was altered there.',
    hint: 'Run Discover again to fetch it anew.',
  },
  'vault/no-keychain': {
    says: 'No keychain of the system could be reached.',
    hint: 'On Linux start a Secret Service such as gnome-keyring or KeePassXC, or use a passphrase: “payer-wizard vault create --passphrase-file F”.',
  },
  'vault/keychain-locked': {
    says: 'The keychain of the system is locked, or its prompt was not answered.',
    hint: 'Unlock the keychain and try again.',
  },
  'vault/keychain-unreliable': {
    says: 'The keychain of the system did not give back what was put into it.',
    hint: 'Use another keychain, or a passphrase: “payer-wizard vault create --passphrase-file F”. Nothing was sealed.',
  },
  'vault/other-keychain': {
    says: 'The keychain does not hold the key of this vault.',
    hint: 'Open the store as the user and on the machine that made it, or use the recovery file. Nothing was overwritten.',
  },
  'vault/needs-passphrase': {
    says: 'This vault is opened by a passphrase.',
    hint: 'Name a file that holds it with --passphrase-file.',
  },
  'vault/not-by-passphrase': {
    says: 'The key of this vault lies in the keychain of the system, not under a passphrase.',
    hint: 'Leave --passphrase-file out.',
  },
  'vault/wrong-passphrase': {
    says: 'The passphrase does not open this vault.',
    hint: 'Check for another passphrase, or for blanks and line ends in its file.',
  },
  'vault/short-passphrase': {
    says: 'The passphrase is shorter than {length} characters.',
    hint: 'Choose a longer one: whoever has the file can try passphrases without limit.',
  },
  'vault/exists': { says: 'This store has a vault already.', hint: 'Use it, or name another store with --store.' },
  'vault/not-made': { says: 'This store has no vault yet.', hint: 'It is made when the first key or secret is kept.' },
  'vault/item-gone': {
    says: 'The vault holds no {kind} for {owner}.',
    hint: 'Give it again; it may have been removed, or never been given on this machine.',
  },
  'vault/item-altered': {
    says: 'The sealed {kind} of {owner} was altered or belongs elsewhere; its seal does not hold.',
    hint: 'Give it again, or put its file back from a backup of the store. It was left as it is.',
  },
  'vault/bad-recovery': {
    says: 'This is not a recovery file of a vault.',
    hint: 'Take the file that “payer-wizard vault recovery” wrote.',
  },
  'vault/other-recovery': {
    says: 'This recovery file belongs to another vault.',
    hint: 'Take the recovery file of this store. Nothing was overwritten.',
  },
} as const;
