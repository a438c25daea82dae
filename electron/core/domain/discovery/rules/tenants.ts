/**
 * @file Domains that give each customer a name or a path of its own, and do not stand in the public suffix list: two
 * customers of one are strangers. Those that are met among payers; a domain that is not here counts as one owner’s.
 */

/** Each host below is a customer’s: some have a region before the suffix, so the whole name is what tells them apart. */
export const tenantSuffixes: readonly string[] = [
  'auth0.com',
  'okta.com',
  'oktapreview.com',
  'okta-emea.com',
  'okta-gov.com',
  'b2clogin.com',
  'ciamlogin.com',
  'onmicrosoft.com',
  'cloudapp.azure.com',
  'amazoncognito.com',
  'onelogin.com',
  'pingone.com',
  'pingidentity.cloud',
  'forgeblocks.com',
];

/** The first part of the path is the customer’s. */
export const tenantPaths: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.windows.net',
  'sts.windows.net',
  ...['com', 'eu', 'asia', 'ca', 'com.au'].map((end) => `auth.pingone.${end}`),
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1'].map(
    (region) => `cognito-idp.${region}.amazonaws.com`,
  ),
]);
