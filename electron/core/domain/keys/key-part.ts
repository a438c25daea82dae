/** @file What of a key may leave as it is, because it is public. */

export const keyParts = ['public-pem', 'jwk', 'jwks', 'certificate', 'chain', 'request', 'calendar'] as const;
export type KeyPart = (typeof keyParts)[number];
