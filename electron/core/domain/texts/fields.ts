/** @file The hint under a field whose place on the screen does not say already what it is for. */
export const fieldTexts = {
  'field/assertionJku': 'The “jku” header: the address of our key set, as it was given at registration.',
  'field/assertionClaims': 'A JSON object with claims that are added to the assertion.',
  'field/b2bExtension': 'The hl7-b2b extension of UDAP, as a JSON object.',
  'field/grantTypes': 'Listed in the tutorial form only.',
  'field/supportedScopes': 'Listed in the tutorial form, after the Request Scopes.',
  'field/authorizationScript': 'JavaScript with onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext).',
  'field/userMappingScript': 'JavaScript with getUserName(theOidcUserInfoMap, theServerInfo): the local user name.',
} as const;
