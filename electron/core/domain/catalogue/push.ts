/** What a plan can find in the way, and what keeps a push or a roll back from being carried out. */
export const pushWords = {
  'push/issuer-elsewhere': {
    says: '{issuer} is defined already, in {at} (pid {pid}).',
    hint: 'Smile CDR would have two definitions of one issuer. Choose that module in Definition, or archive the other one in the console, then plan again.',
  },
  'push/issuer-twice': {
    says: '{issuer} is defined more than once in this module (pids {pids}).',
    hint: 'Archive all but one in the console, then plan again.',
  },
  'push/issuer-shared': {
    says: '{issuer} is the issuer of {other} too.',
    hint: 'Smile CDR would have two definitions of one issuer, or one would take the place of the other: push one of them.',
  },
  'push/issuer-archived': {
    says: '{issuer} was defined here and is archived (pid {pid}).',
    hint: 'Whether to bring it back is for you to say: restore it in the console, then plan again.',
  },
  'push/has-conflicts': {
    says: 'The plan has a conflict: {says}',
    hint: 'Nothing was written. Settle it, then plan again.',
  },
  'push/not-confirmed': {
    says: '{name} is a production target, and its name was not given to confirm.',
    hint: 'Nothing was written. Type the name of the target, or give --production {name}.',
  },
  'push/other-payers': {
    says: 'The plan is for other payers than the push.',
    hint: 'Nothing was written. Plan again.',
  },
  'push/kept-otherwise': {
    says: 'Written, and read back with other values: {keys}.',
    hint: 'Another hand may have been there at the same time, or this Smile CDR changes what it is given. Plan again to see.',
  },
  'push/done': {
    says: 'Written and read back.',
    hint: 'Nothing is left to do.',
  },
  'push/changed-meanwhile': {
    says: 'It is no longer as it was when the plan was made.',
    hint: 'Nothing was written here. Plan again, and look at what is different now.',
  },
  'push/under-way': {
    says: 'It was being carried out when the program ended: it may have been written or not.',
    hint: 'Plan again to see what the target holds now. A roll back reads it as well.',
  },
  'push/not-read-back': {
    says: 'The target says that it wrote. Reading it back failed: {why}',
    hint: 'Plan again to see what the target holds now.',
  },
  'push/not-recorded': {
    says: '{written} of the steps were carried out, and the record of the push could not be saved: {why}',
    hint: 'No other step was begun. Make room, then plan again: the plan shows what is there. A roll back of {id} knows what was noted until then.',
  },
  'push/secret-missing': {
    says: 'The client secret of {payers} is used, and nobody has given it.',
    hint: 'Nothing was written. Take it in from a hand-over, or type it when it is asked for: a definition without it gets no token.',
  },
  'push/secret-needed': {
    says: 'The client secret that {payers} had before the push is not known here: the server never tells it.',
    hint: 'Nothing was written. Give it, or say that the one of the push stays (--keep-secrets).',
  },
  'push/other-address': {
    says: 'The push {id} went to {address}; {target} leads elsewhere now.',
    hint: 'Nothing was written: another server has its own definitions. Give the target its former address to roll back there.',
  },
  'push/keystore-left': {
    says: '{name} authenticates by a key, and this push leaves keystores alone.',
    hint: 'In the console: make the keystore {keystore} with the payer’s private JWKS, and choose it in the definition. Or let the push do it: from a file on the host (--keystores file), or by sending the private keys (--keystores private-keys).',
  },
  'push/no-keystores': {
    says: 'This Smile CDR has no keystores in its Admin API: it may be an older version, and {name} authenticates by a key.',
    hint: 'Make the keystore {keystore} in the console, or by seed_keystores.file of the Cluster Manager, and choose it in the definition.',
  },
  'push/keystore-by-hand': {
    says: 'Under which name a definition names its keystore is not known of this target.',
    hint: 'In the console, choose the keystore {keystore} in {name}. One definition made so, with its keystore, is enough to learn the name from; or give it: target add --keystore-reference KEY.',
  },
  'push/keystore-file': {
    says: 'The keystore {keystore} reads its keys from {path} on the Smile CDR host.',
    hint: 'Put the private JWKS there before a module uses it. It goes to the operator sealed: payer-wizard key export {payer} --to CERTIFICATE --out FILE',
  },
  'push/keystore-stays': {
    says: 'The keystore {keystore} stays as the push left it: the Admin API neither removes one nor tells its keys.',
    hint: 'Nothing names it once the definition is back. Remove it in the console, or put the earlier keys in there.',
  },
  'push/gone-after': {
    says: 'Written, and not found when it was read back.',
    hint: 'Plan again to see what the target holds now.',
  },
  'push/cannot-tell': {
    says: 'The answer was lost, and only the secret was to change: whether it did cannot be read.',
    hint: 'Push again: sending it twice does no harm.',
  },
  'push/not-the-last': {
    says: 'The push {id} is not the last one to {target} that stands.',
    hint: 'Roll back the later ones first: each restores the state that it found.',
  },
  'push/rolled-back-already': {
    says: 'The push {id} was rolled back already.',
    hint: 'There is nothing more to undo of it.',
  },
  'push/is-a-rollback': {
    says: '{id} was itself a roll back.',
    hint: 'Push the definition again instead.',
  },
  'push/nothing-to-undo': {
    says: 'Of {id} no write is known to have been done, so there is nothing to roll back.',
    hint: 'Where a step failed after it was sent, look at the definition in the console, or plan again: the plan shows what is there.',
  },
  'push/changed-since': {
    says: '{name} was changed at the target after the push: {label}.',
    hint: 'Nothing was written: rolling back would undo somebody else’s change. Settle it in the console, or push again first.',
  },
  'push/gone-since': {
    says: '{name} is no longer there.',
    hint: 'Nothing was written. Look for it in the console.',
  },
  'push/secret-kept': {
    says: 'Every field is as before. The secret stays the one of the push: the vault never held an earlier one.',
    hint: 'If the earlier secret has to count again, type it in Client and push it.',
  },
} as const;
