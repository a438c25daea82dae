/** @file The hint under a field whose place on the screen does not say already what it is for. */
export const fieldTexts = {
  'field/assertionJku': 'The “jku” header: the address of our key set, as it was given at registration.',
  'field/assertionClaims': 'A JSON object with claims that are added to the assertion.',
  'field/b2bExtension': 'The hl7-b2b extension of UDAP, as a JSON object.',
  'field/grantTypes': 'Listed in the tutorial form only.',
  'field/supportedScopes': 'Listed in the tutorial form, after the Request Scopes.',
  'field/authorizationScript': 'JavaScript with onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext).',
  'field/userMappingScript': 'JavaScript with getUserName(theOidcUserInfoMap, theServerInfo): the local user name.',

  // The parts of the B2B extension, each as HL7 UDAP Security has it.
  'b2b/organizationId': 'Needed: the URI under which the community knows the organization.',
  'b2b/organizationName': 'As a person reads it.',
  'b2b/purposeOfUse': 'Needed, one per line. For coverage: urn:oid:2.16.840.1.113883.5.8#COVERAGE.',
  'b2b/subjectName': 'Who asks, when it is a known person.',
  'b2b/subjectId': 'Their identifier: for instance the NPI.',
  'b2b/subjectRole': 'Their role as a code, for instance of the NUCC taxonomy.',
  'b2b/consentPolicy': 'URIs, one per line.',
  'b2b/consentReference': 'Addresses of the consent, one per line; they go with a policy.',
} as const;
