import type { Issued } from '#node/keys/certificate.ts';
import { issuing } from '#node/keys/certificate.ts';

/** Of all pairs those of which the one issued the other. */
export function issuedAmong(pems: readonly string[]): Issued[] {
  const issued = issuing(pems);
  const places = [...pems.keys()];
  return places.flatMap((subject) => places.map((issuer) => ({ issuer, subject })).filter(issued));
}
