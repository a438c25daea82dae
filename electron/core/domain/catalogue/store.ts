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
} as const;
