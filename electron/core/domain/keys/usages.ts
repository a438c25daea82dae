/** @file What a key may be used for, as certificates name it. Apart from the schema: the window carries none. */

/** RFC 5280 §4.2.1.3 and §4.2.1.12, as far as clients and servers of tokens use them. */
export const usageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'keyAgreement',
  'clientAuth',
  'serverAuth',
] as const;
export type UsageName = (typeof usageNames)[number];
