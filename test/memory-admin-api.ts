/** @file A Smile CDR in memory, for the laws of plan and push: it keeps what it is given, shows no secret, and can fail on purpose. */
import { Fault } from '#core/domain/fault.ts';
import type { AdminApi, AdminSession, WireKeystore, WireServer } from '#core/ports.ts';
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
  /** The keys that it describes; null: it does not describe itself. */
  described: string[] | null;
  /** null: a version without them. */
  keystores: WireKeystore[] | null;
  /** By id; what a real one would hold and never show. */
  readonly keys: Map<string, string>;
}

const host = 'cdr.example';

export function memoryAdminApi(): MemoryAdminApi {
  let nextPid = 1;
  const api: MemoryAdminApi = {
    servers: [],
    secrets: new Map(),
    writes: [],
    failNext: null,
    dropped: [],
    described: null,
    keystores: [],
    keys: new Map(),
    open,
  };

  function keep(pid: number, body: WireServer, secret: Secret | null): WireServer {
    const kept = Object.fromEntries(Object.entries(body).filter(([key]) => !api.dropped.includes(key)));
    const server = { ...kept, pid };
    api.servers = [...api.servers.filter((other) => other['pid'] !== pid), server];
    if (secret === null) api.secrets.delete(pid);
    else api.secrets.set(pid, secret.reveal());
    return server;
  }

  function keepKeystore(keystore: WireKeystore, keys: Secret | null): void {
    const others = (api.keystores ?? []).filter(({ keystoreId }) => keystoreId !== keystore.keystoreId);
    api.keystores = [...others, keystore];
    if (keys !== null) api.keys.set(keystore.keystoreId, keys.reveal());
  }

  function write(name: string, work: () => unknown): void {
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
      properties: async () => Promise.resolve(null),
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
      description: async () => Promise.resolve(api.described && { keys: api.described, version: '' }),
      keystores: async () => Promise.resolve(structuredClone(api.keystores)),
      keystore: async (id) => Promise.resolve(api.keystores?.find(({ keystoreId }) => keystoreId === id) ?? null),
      createKeystore: async (keystore, keys) =>
        Promise.resolve(write(`create ${keystore.keystoreId}`, () => keepKeystore(keystore, keys))),
      updateKeystore: async (keystore, keys) =>
        Promise.resolve(write(`update ${keystore.keystoreId}`, () => keepKeystore(keystore, keys))),
    };
  }
  return api;
}

export const answerLost = new Fault('target/unknown-outcome', { host });
export const refused = new Fault('target/refused', { host, status: '400', says: 'no' });
