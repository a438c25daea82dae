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
  'payer/not-confirmed': {
    says: '{ref} waits for a confirmation: {says} [{code}]',
    hint: 'Compare with what the Source Payer told you by another way, then accept the finding with a reason: in Discover, or “payer-wizard payer accept {ref} {code} --reason …”.',
  },
  'payer/incomplete': {
    says: 'The definition of {ref} is not complete: {label}. {problem}',
    hint: '{remedy}',
  },
} as const;
