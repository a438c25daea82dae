export const commonWords = {
  'bug/unexpected': {
    says: 'Something happened that this program did not foresee.',
    hint: 'Nothing more was done. The log has the details; a report of it helps.',
  },
  'contract/bad-input': { says: 'The window asked “{call}” in a way that is not allowed.', hint: 'Restart the app.' },
  'contract/foreign-sender': { says: '“{call}” was asked by a page that is not ours.', hint: 'Restart the app.' },
  'input/bad-time': {
    says: '“{given}” is not a time as RFC 3339 writes it.',
    hint: 'Write it like 2027-01-01T00:00:00Z.',
  },
  'input/cannot-read': {
    says: 'The file {file} cannot be read.',
    hint: 'Check that it is there and that you may read it.',
  },
  'input/no-payer': {
    says: '{file} is not a bundle, and no payer is open to take it.',
    hint: 'Open the payer it belongs to, then drop it there.',
  },
  'input/cannot-write': {
    says: '{file} cannot be written.',
    hint: 'Check that the folder is there, that you may write to it, and that the disk is not full.',
  },
  'input/no-secret': {
    says: 'No secret was given.',
    hint: 'Type it at the prompt, pipe it to standard input, or name a file with --secret-file.',
  },
} as const;
