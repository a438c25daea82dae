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
  'payer/no-reason': {
    says: 'An acceptance needs a reason.',
    hint: 'Say who told you, and how: a reviewer reads it in the bundle.',
  },
  'payer/which-member': {
    says: '{code} is open at {count} places: {members}.',
    hint: 'Each wants a look of its own: name one with “--member”.',
  },
  'payer/not-confirmed': {
    says: '{ref} waits for a confirmation: {says} [{code}]',
    hint: 'Compare with what the Source Payer told you by another way, then accept the finding with a reason: in Discover, or “payer-wizard payer accept {ref} {code} --reason …”.',
  },
  'payer/proxy-with-password': {
    says: 'The address of the proxy holds a password, and a payer’s file is no place for one.',
    hint: 'Give the address with the user name alone, like http://name@proxy.example:8080, and the password by its own field: it goes into the vault (“payer-wizard payer proxy-password”).',
  },
  'payer/proxy-no-address': {
    says: 'That is not the address of a proxy.',
    hint: 'Write host and port, like proxy.example:8080, with a user name before @ where it wants one.',
  },
  'payer/no-such-authority': {
    says: '{ref} trusts no CA of its own with the SHA-256 {sha256}.',
    hint: '“payer-wizard payer trust {ref}” lists them. Give the whole digest, or as much of its beginning as only one of them has, from 8 digits on.',
  },
  'payer/incomplete': {
    says: 'The definition of {ref} is not complete: {label}. {problem}',
    hint: '{remedy}',
  },
} as const;
