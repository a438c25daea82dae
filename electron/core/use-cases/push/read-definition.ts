/** @file One definition as the target holds it now, found by the issuer. */
import { wireNames } from '../../domain/definition/wire-names.ts';
import type { DefinitionStep } from '../../domain/push/plan-types.ts';
import { pidOf, sameIssuer, wireText } from '../../domain/push/same.ts';
import type { AdminSession, WireServer } from '../../ports.ts';

/**
 * null: there is none. Where the answer is of another definition than the one that was read before (an archived one of the same
 * issuer, or a lookup that minds the final slash), all are listed. Throws `target/…`.
 */
export async function readDefinition(
  session: AdminSession,
  step: DefinitionStep,
  issuer = issuerThere(step),
): Promise<WireServer | null> {
  const { nodeId, moduleId } = step;
  const pid = 'pid' in step ? step.pid : null;
  const isIt = (server: WireServer) =>
    pid === null ? sameIssuer(wireText(server, 'issuer'), issuer) : pidOf(server) === pid;
  const found = await session.server({ nodeId, moduleId, issuer });
  if (found === null ? pid === null : isIt(found)) return found;
  const isHere = (server: WireServer) =>
    wireText(server, 'nodeId') === nodeId && wireText(server, 'moduleId') === moduleId;
  return (await session.servers()).find((server) => isHere(server) && isIt(server)) ?? null;
}

/** Before the step: the server's own writing of it may differ by its slash. */
function issuerThere(step: DefinitionStep): string {
  return issuerChange(step)?.now ?? step.issuer;
}

export function issuerAfterwards(step: DefinitionStep): string {
  return issuerChange(step)?.planned ?? step.issuer;
}

function issuerChange(step: DefinitionStep) {
  return 'changes' in step ? step.changes.find(({ key }) => key === wireNames.issuer.key) : undefined;
}
