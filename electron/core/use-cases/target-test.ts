import type { TargetFacts } from '../domain/push/target.ts';
import type { Ports } from '../ports.ts';
import { openTarget } from './open-target.ts';

/** Asks a target what a push will need: that it takes the credentials, and which modules there are. Throws `target/…`. */
export async function testTarget(
  ports: Pick<Ports, 'store' | 'vault' | 'adminApi'>,
  name: string,
): Promise<TargetFacts> {
  const { session } = await openTarget(ports, name);
  await session.nodeStatuses();
  const [anonymousAccess, modules] = await Promise.all([session.answersAnonymously(), session.modules()]);
  return { reachable: true, anonymousAccess, modules };
}
