export const commonWords = {
  'bug/unexpected': {
    says: 'Something happened that this program did not foresee.',
    hint: 'Nothing more was done. A report of it helps: the app’s log has the details; on the command line PAYER_WIZARD_DEBUG=1 shows them.',
  },
  'contract/bad-input': { says: 'The window asked “{call}” in a way that is not allowed.', hint: 'Restart the app.' },
  'contract/foreign-sender': { says: '“{call}” was asked by a page that is not ours.', hint: 'Restart the app.' },
  'input/bad-time': {
    says: '“{given}” is not a time as RFC 3339 writes it.',
    hint: 'Write it like 2027-01-01T00:00:00Z.',
  },
  'input/no-address': { says: '{says}', hint: '{hint}' },
  'input/cannot-read': {
    says: 'The file {file} cannot be read ({why}).',
    hint: 'ENOENT: it is not there. EISDIR: it is a folder. EACCES: you may not read it.',
  },
  'input/no-payer': {
    says: '{file} is not a bundle, and no payer is open to take it.',
    hint: 'Open the payer it belongs to, then drop it there.',
  },
  'input/cannot-write': {
    says: '{file} cannot be written.',
    hint: 'Check that the folder is there, that you may write to it, and that the disk is not full.',
  },
  'input/not-a-file': {
    says: '{file} is not a file: nothing is written in its place.',
    hint: 'Name a new file, or one to replace. What is to go on to another program goes to standard output, without --out.',
  },
  'input/not-empty': {
    says: 'The folder {folder} holds {file}, which is no part of a bundle.',
    hint: 'Nothing was written: it would be taken for a part of the bundle. Name a new folder, or one that holds an earlier bundle and nothing else.',
  },
  'input/no-secret': {
    says: 'No secret was given.',
    hint: 'Type it at the prompt, pipe it to standard input, or name a file with --secret-file; for a passphrase of the vault with --passphrase-file.',
  },
} as const;
