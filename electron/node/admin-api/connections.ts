/**
 * @file The connections of one session: each is used by one call at a time and then by the next, so that a push of thousands does not
 * begin thousands of TLS handshakes. They are let go of by themselves soon after the last call.
 */
import type { Agent } from 'undici';
import type { AdminPlace } from '#core/ports.ts';
import type { Connections as Opening } from '../connections.ts';

export interface Connections {
  /** Runs one call on a connection that no other uses; `isKept`: it has served one before. One that failed is not used again. */
  with<T>(call: (agent: Agent, isKept: boolean) => Promise<T>): Promise<T>;
}

export function connectionsTo({ baseUrl, network }: AdminPlace, opening: Opening): Connections {
  const idle: Agent[] = [];
  return {
    async with(call) {
      const kept = idle.pop();
      const agent = kept ?? (await opening.open(baseUrl, network, { keptMilliseconds: 2000 })).dispatcher;
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
