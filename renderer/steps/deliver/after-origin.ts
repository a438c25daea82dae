/** An address under the issuer's own origin, which the row of the issuer shows in full, with `…` in its place. */
export function afterOrigin(address: string, issuer: string): string {
  if (!URL.canParse(issuer)) return address;
  const { origin } = new URL(issuer);
  return address.startsWith(`${origin}/`) ? `…${address.slice(origin.length)}` : address;
}
