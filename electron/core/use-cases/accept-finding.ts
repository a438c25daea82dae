import { Fault } from '../domain/fault.ts';
import { openFindings } from '../domain/payer/findings.ts';
import type { Payer } from '../domain/payer/payer.ts';

/**
 * Lets a finding stand. Who, when, why and the two values that it compared travel with the payer into its bundle.
 * Throws `payer/no-such-finding`, `payer/cannot-accept`.
 */
export function acceptFinding(
  payer: Payer,
  given: { code: string; member: string | undefined; reason: string; by: string; at: string },
): Payer {
  const { code, member, reason, by, at } = given;
  const found = openFindings(payer).filter(
    (finding) => finding.code === code && (member ?? finding.member) === finding.member,
  );
  if (found.length === 0) throw new Fault('payer/no-such-finding', { code });
  if (found.some(({ gate }) => gate === 'never')) throw new Fault('payer/cannot-accept', { code });
  const accepted = found.map(({ compared, ...finding }) => ({
    code,
    member: finding.member,
    reason,
    by,
    at,
    ...(compared === undefined ? {} : { compared }),
  }));
  return { ...payer, accepted: [...payer.accepted, ...accepted] };
}
