export const payerWords = {
  'payer/bad-ref': {
    says: '“{given}” does not name a payer.',
    hint: 'A payer is named slug@environment, in lower-case letters, digits and hyphens: northlake@test.',
  },
  'payer/exists': {
    says: 'There is already a payer {ref}.',
    hint: 'Open it, or choose another slug or environment.',
  },
  'payer/no-such-field': {
    says: '“{given}” is not a field of a payer.',
    hint: '“payer-wizard payer show” lists the fields by name.',
  },
  'payer/no-such-finding': {
    says: 'There is no open finding {code} to accept.',
    hint: 'Look at the findings again: it may be resolved already.',
  },
  'payer/cannot-accept': {
    says: '{code} cannot be accepted.',
    hint: 'Mend what it names: without that the definition cannot work.',
  },
  'payer/incomplete': {
    says: 'The definition of {ref} is not complete: {label}. {problem}',
    hint: '{remedy}',
  },
} as const;
