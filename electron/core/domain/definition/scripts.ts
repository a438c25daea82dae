/**
 * @file The scripts that a new definition starts with. Smile CDR runs them in its own JavaScript engine; from 2026.05 on they
 * may not create Java types, so they use nothing but what they are handed (smile-cdr §5).
 */

/** `onAuthenticateSuccess` takes three arguments in every reference page and working script (smile-cdr §5.1, §5.3). */
export const defaultAuthorizationScript = `/**
 * Runs after a token of the Source Payer was checked.
 * theOutcome:        the session that is being made
 * theOutcomeFactory: makes a failure, if this login must not go on
 * theContext:        the claims of the token
 */
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var userId = theContext.getStringClaim('sub');
  if (!userId) {
    var failure = theOutcomeFactory.newFailure();
    failure.message = 'The token names no subject.';
    return failure;
  }
  theOutcome.setUserData('source-payer-user-id', userId);
  return theOutcome;
}
`;

/** This, and not `setUserData`, gives Smile CDR the local user name. */
export const defaultUserMappingScript = `/**
 * Answers the local user name for a user of the Source Payer.
 * theOidcUserInfoMap: the claims of the user
 * theServerInfo:      this server definition
 */
function getUserName(theOidcUserInfoMap, theServerInfo) {
  return theServerInfo.issuer + '|' + theOidcUserInfoMap['sub'];
}
`;
