export const vaultWords = {
  'vault/no-keychain': {
    says: 'No keychain of the system could be reached.',
    hint: 'On Linux start a Secret Service such as gnome-keyring or KeePassXC. Or choose a passphrase vault in Secrets, or by “payer-wizard vault create --passphrase-file F”.',
  },
  'vault/keychain-locked': {
    says: 'The keychain of the system is locked, or its prompt was not answered.',
    hint: 'Unlock the keychain and try again. Nothing was saved.',
  },
  'vault/keychain-unreliable': {
    says: 'The keychain of the system did not give back what was put into it.',
    hint: 'Use another keychain, or choose a passphrase vault in Secrets, or by “payer-wizard vault create --passphrase-file F”. Nothing was sealed.',
  },
  'vault/other-keychain': {
    says: 'The keychain does not hold the key of this vault.',
    hint: 'Open the store as the user and on the machine that made it, or use the recovery file. Nothing was overwritten.',
  },
  'vault/keychain-taken': {
    says: 'The keychain holds something else under the name of this vault (payer-wizard, {account}).',
    hint: 'Look at that entry with the keychain’s own program. If nothing needs it, remove it and try again. Nothing was overwritten.',
  },
  'vault/locked': { says: 'The vault is locked.', hint: 'Type its passphrase in Secrets.' },
  'vault/not-this-run': {
    says: 'The {kind} of {owner} lies in the vault, which this run does not open.',
    hint: 'In Secrets go back to the vault, or give it again for this run.',
  },
  'vault/not-in-this-run': {
    says: '{what} must outlive this run of the program, which keeps nothing.',
    hint: 'In Secrets go back to the vault and try again; without a keychain it is made under a passphrase there. Nothing was kept or sent.',
  },
  'vault/needs-passphrase': {
    says: 'This vault is opened by a passphrase.',
    hint: 'Name a file that holds it with --passphrase-file; in the window type it in Secrets.',
  },
  'vault/not-by-passphrase': {
    says: 'The key of this vault lies in the keychain of the system, not under a passphrase.',
    hint: 'Nothing has to be typed. On the command line leave --passphrase-file out.',
  },
  'vault/wrong-passphrase': {
    says: 'The passphrase does not open this vault.',
    hint: 'Check for another passphrase, or for blanks and line ends in its file.',
  },
  'vault/short-passphrase': {
    says: 'The passphrase is shorter than {length} characters.',
    hint: 'Choose a longer one: whoever has the file can try passphrases without limit.',
  },
  'vault/exists': {
    says: 'This store has a vault already.',
    hint: 'Use it, change how it opens with “payer-wizard vault move”, or name another store with --store.',
  },
  'vault/file-damaged': {
    says: 'vault.json, which says how the vault opens, cannot be used: {why}.',
    hint: 'Do not remove it. Put a copy of it back from a backup of the store, or make it anew with the recovery file: “payer-wizard vault restore --from FILE”. It was left as it is.',
  },
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
    hint: 'Take the file that Secrets or “payer-wizard vault recovery” wrote.',
  },
  'vault/newer-recovery': {
    says: 'This recovery file was written by a newer version of this program.',
    hint: 'Restore it with that version. Nothing was changed.',
  },
  'vault/other-recovery': {
    says: 'This recovery file belongs to another vault.',
    hint: 'Take the recovery file of this store. Nothing was overwritten.',
  },
} as const;
