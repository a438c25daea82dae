import { Fault } from '../domain/fault.ts';
import { openFindings } from '../domain/payer/findings.ts';
import type { Payer } from '../domain/payer/payer.ts';

/**
 * Lets a finding stand. Who, when, why, what it said and the two values that it compared travel with the payer into its
 * bundle. Throws `payer/no-such-finding`, `payer/cannot-accept`, `payer/no-reason`, `payer/which-member`.
 */
export function acceptFinding(
  payer: Payer,
  given: { code: string; member: string | undefined; reason: string; by: string; at: string },
): Payer {
  const { code, member, reason, by, at } = given;
  if (reason.trim() === '') throw new Fault('payer/no-reason', {});
  const found = openFindings(payer).filter(
    (finding) => finding.code === code && (member ?? finding.member) === finding.member,
  );
  if (found.length === 0) throw new Fault('payer/no-such-finding', { code });
  if (found.some(({ gate }) => gate === 'never')) throw new Fault('payer/cannot-accept', { code });
  const members = [...new Set(found.map((finding) => finding.member))];
  if (members.length > 1)
    throw new Fault('payer/which-member', {
      code,
      count: String(members.length),
      members: members.map((each) => each || '“”').join(', '),
    });
  const accepted = found.map(({ compared, says, ...finding }) => ({
    code,
    member: finding.member,
    reason: reason.trim(),
    by,
    at,
    says,
    ...(compared === undefined ? {} : { compared }),
  }));
  return { ...payer, accepted: [...payer.accepted, ...accepted] };
}
