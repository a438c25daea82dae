export const commonWords = {
  'bug/unexpected': {
    says: 'Something happened that this program did not foresee.',
    hint: 'Nothing more was done. The log has the details; a report of it helps.',
  },
  'contract/bad-input': { says: 'The window asked “{call}” in a way that is not allowed.', hint: 'Restart the app.' },
  'contract/foreign-sender': { says: '“{call}” was asked by a page that is not ours.', hint: 'Restart the app.' },
} as const;
