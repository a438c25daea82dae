/** @file A Smile CDR in memory, for the laws of plan and push: it keeps what it is given, shows no secret, and can fail on purpose. */
import { Fault } from '#core/domain/fault.ts';
import type { AdminApi, AdminSession, WireServer } from '#core/ports.ts';
import type { Secret } from '#core/domain/secret.ts';

export interface MemoryAdminApi extends AdminApi {
  servers: WireServer[];
  /** By pid; what a real one would hold and never show. */
  readonly secrets: Map<number, string>;
  /** Writes that were carried out, in order: `create`, `update 3`. */
  readonly writes: string[];
  /** Thrown by the next write: before it is carried out, or after. */
  failNext: { when: 'before' | 'after'; fault: Fault } | null;
  /** Keys that it drops, as an older version does. */
  dropped: readonly string[];
}

const host = 'cdr.example';

export function memoryAdminApi(): MemoryAdminApi {
  let nextPid = 1;
  const api: MemoryAdminApi = { servers: [], secrets: new Map(), writes: [], failNext: null, dropped: [], open };

  function keep(pid: number, body: WireServer, secret: Secret | null): WireServer {
    const kept = Object.fromEntries(Object.entries(body).filter(([key]) => !api.dropped.includes(key)));
    const server = { ...kept, pid };
    api.servers = [...api.servers.filter((other) => other['pid'] !== pid), server];
    if (secret === null) api.secrets.delete(pid);
    else api.secrets.set(pid, secret.reveal());
    return server;
  }

  function write(name: string, work: () => WireServer): void {
    const { failNext } = api;
    api.failNext = null;
    if (failNext?.when === 'before') throw failNext.fault;
    work();
    api.writes.push(name);
    if (failNext?.when === 'after') throw failNext.fault;
  }

  function open(): AdminSession {
    return {
      nodeStatuses: async () => Promise.resolve(),
      answersAnonymously: async () => Promise.resolve(false),
      modules: async () => Promise.resolve([]),
      servers: async () => Promise.resolve(structuredClone(api.servers)),
      server: async ({ nodeId, moduleId, issuer }) => {
        const found = api.servers.find(
          (server) => server['nodeId'] === nodeId && server['moduleId'] === moduleId && server['issuer'] === issuer,
        );
        return Promise.resolve(found === undefined ? null : structuredClone(found));
      },
      create: async (place, body, secret) => {
        const pid = (nextPid += 1);
        return Promise.resolve(
          write('create', () =>
            keep(pid, { ...body, ...place, federationRegistrationId: `id-${String(pid)}` }, secret),
          ),
        );
      },
      update: async ({ pid }, body, secret) =>
        Promise.resolve(write(`update ${String(pid)}`, () => keep(pid, body, secret))),
    };
  }
  return api;
}

export const answerLost = new Fault('target/unknown-outcome', { host });
export const refused = new Fault('target/refused', { host, status: '400', says: 'no' });
