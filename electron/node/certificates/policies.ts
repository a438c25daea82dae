/** @file Certificate policies (RFC 5280 §6.1). Nobody here asks for one; an authority may. */
import type * as Peculiar from '@peculiar/x509';
import { sequenceOf } from './der.ts';
import type { Certificate } from './facts.ts';

export const POLICY_CONSTRAINTS = '2.5.29.36';
const REQUIRE_EXPLICIT = 0x80;

/**
 * An authority on the path that asks for a policy, where it is not plain that there is one. One that all certificates below
 * the anchor name is valid whatever else is said of policies; mapped ones are not followed.
 */
export function asksForPolicy(path: readonly Certificate[]): Certificate | null {
  const asking = path.find(({ x509: certificate }) => {
    const constraints = certificate.getExtension(POLICY_CONSTRAINTS);
    if (constraints === null) return false;
    const parts = sequenceOf(new Uint8Array(constraints.value));
    return parts === null || parts.some(({ tag }) => tag === REQUIRE_EXPLICIT);
  });
  if (asking === undefined) return null;
  const [first, ...others] = path.slice(0, -1).map(policiesOf);
  return first?.some((policy) => others.every((policies) => policies.includes(policy))) === true ? null : asking;
}

function policiesOf({ x509: certificate }: Certificate): readonly string[] {
  return certificate.getExtension<Peculiar.CertificatePolicyExtension>('2.5.29.32')?.policies ?? [];
}
