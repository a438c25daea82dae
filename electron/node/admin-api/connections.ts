/**
 * @file The connections of one session: each is used by one call at a time and then by the next, so that a push of thousands does not
 * begin thousands of TLS handshakes. They are let go of by themselves soon after the last call.
 */
import type { Agent } from 'undici';
import type { Target } from '#core/domain/push/target.ts';
import { agentFor } from '../network.ts';

export interface Connections {
  /** Runs one call on a connection that no other uses; `isKept`: it has served one before. One that failed is not used again. */
  with<T>(call: (agent: Agent, isKept: boolean) => Promise<T>): Promise<T>;
}

export function connectionsTo({ authorities }: Pick<Target, 'authorities'>): Connections {
  const idle: Agent[] = [];
  return {
    async with(call) {
      // A target is a place that a person typed, often in the own network: only what is never asked is refused.
      const kept = idle.pop();
      const agent = kept ?? agentFor({ authorities, allowPrivate: true }, undefined, { keptMilliseconds: 2000 });
      try {
        const result = await call(agent, kept !== undefined);
        idle.push(agent);
        return result;
      } catch (error) {
        void agent.destroy().catch(() => undefined);
        throw error;
      }
    },
  };
}
