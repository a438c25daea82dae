/** What a definition or its scripts can lack. Shown beside the field, and by `definition` and `export` on the command line. */
export const definitionWords = {
  'definition/file-not-json': {
    says: '{file} is not JSON that can be read ({code}).',
    hint: 'Give a definition as JSON: definition.json, what the Admin API takes or answers, a seed file, or the tutorial’s form.',
  },
  'definition/file-not-known': {
    says: '{file} holds no OIDC server definition.',
    hint: 'An object with an issuer is needed, or a list of such objects in “servers”.',
  },
  'definition/file-ambiguous': {
    says: '{file} mixes two forms: {one} is the Admin API’s, {other} is the tutorial’s.',
    hint: 'Bring it into one of the two. Nothing of it was taken.',
  },
  'definition/file-has-key': {
    says: '{file} holds a private key.',
    hint: 'Nothing of it was taken. A private key does not belong into a definition: remove the file, and change the key if others could read it.',
  },
  'definition/file-too-large': {
    says: '{file} is larger than a definition may be (16 MiB).',
    hint: 'It is something else. A bundle is an archive or a folder with a manifest.json.',
  },
  'definition/file-empty': {
    says: '{file} lists no definition.',
    hint: 'The list “servers” is empty. Compare what was exported.',
  },
  'definition/missing': {
    says: '{label} is empty.',
    hint: 'Read the Source Payer’s documents, or type the value that the payer gave.',
  },
  'definition/no-module': {
    says: 'No module is chosen.',
    hint: 'Choose the module of your Smile CDR that the definition belongs to: for payer-to-payer the System to System Data Exchange module; other guides name SMART Inbound Security.',
  },
  'definition/no-mode': {
    says: '“{given}” is not a way for a client to prove who it is.',
    hint: 'Choose PRIVATE_KEY_JWT or CLIENT_SECRET_BASIC.',
  },
  'definition/outer-space': {
    says: '{label} begins or ends with a space.',
    hint: 'Remove the space: Smile CDR would compare the value with it.',
  },
  'definition/empty-entry': {
    says: '{label} has an empty entry.',
    hint: 'Put exactly one space between two entries.',
  },
  'definition/not-a-url': {
    says: '{label} is not an address: {given}',
    hint: 'Give the whole address, from https:// on.',
  },
  'definition/not-https': {
    says: '{label} is not an https address.',
    hint: 'Ask the Source Payer for the https address: tokens and members’ data do not travel without TLS.',
  },
  'definition/characters': {
    says: '{label} holds white space, a backslash or a character that cannot be seen.',
    hint: 'Type the address again, character by character as the Source Payer gave it.',
  },
  'definition/template': {
    says: '{label} holds a place to fill in: {part}',
    hint: 'Ask the Source Payer for your own value, and type the whole address.',
  },
  'definition/holds-credentials': {
    says: '{label} holds a user name or a password.',
    hint: 'Remove what stands before “@”: everybody who sees the definition could read it.',
  },
  'definition/no-client-id': {
    says: 'The Source Payer has not given a client id yet.',
    hint: 'Send them the registration (step Client), then type the id that they answer.',
  },
  'definition/no-key': {
    says: 'PRIVATE_KEY_JWT needs a signing key, and there is none.',
    hint: 'Generate a key or load one in step Keys.',
  },
  'definition/no-secret': {
    says: 'CLIENT_SECRET_BASIC needs the client secret, and none is kept.',
    hint: 'Type the secret in step Client: it is sealed, and never shown again.',
  },
  'definition/script-broken': {
    says: 'The script does not read as JavaScript: a bracket, a string or a comment has no end.',
    hint: 'Compare it with the default script; Smile CDR would only notice at the first login.',
  },
  'definition/script-misnamed': {
    says: 'The script defines onAuthenticationSuccess, which Smile CDR never calls.',
    hint: 'Name the function onAuthenticateSuccess, with three arguments.',
  },
  'definition/script-without-function': {
    says: 'The script does not define {wanted}.',
    hint: 'Define function {wanted}, or leave the script empty.',
  },
  'definition/script-add-user-data': {
    says: 'The script calls addUserData, which an authentication outcome does not have.',
    hint: 'Call setUserData(key, value).',
  },
} as const;
