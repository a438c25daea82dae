/** @file What an audience can be. Apart from `audience.ts`, for the window: a fault knows every word there is. */
import { addressFlaw } from '../address.ts';

export const audienceChoices = ['token-endpoint', 'issuer', 'own-text'] as const;

/**
 * Whether an issuer can be an audience without a confirmation of its own. One that is no address is on nobody's ground: a document
 * may call itself whatever another server takes for its name. Whether plain http may be is judged with the documents.
 */
export function isIssuerAddress(issuer: string): boolean {
  const flaw = addressFlaw(issuer);
  return flaw === null || flaw === 'not-https';
}
