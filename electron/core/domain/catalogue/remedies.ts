/** Of the remedies that a diagnosis offers, applied by their codes. */
export const remedyWords = {
  'remedy/no-diagnosis': {
    says: 'The last live test of {ref} left no diagnosis.',
    hint: 'Run the live test first. A token that is good needs no remedy.',
  },
  'remedy/no-such-cause': {
    says: 'The last diagnosis of {ref} does not name {code}.',
    hint: 'It names {named}.',
  },
  'remedy/nothing-to-change': {
    says: 'For {code} there is no setting that the wizard could change.',
    hint: '{says}',
  },
} as const;
