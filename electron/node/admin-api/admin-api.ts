/** @file The JSON Admin API of Smile CDR (smile-cdr §2 to §4), over HTTP. Its wire names stay here and in the dialect. */
import { z } from 'zod';
import { secretKey } from '#core/domain/definition/wire-names.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { AdminApi, AdminSession, WireKeystore, WireServer } from '#core/ports.ts';
import type { Connections } from '../connections.ts';
import type { Call, Caller } from './call.ts';
import { call } from './call.ts';
import { connectionsTo } from './connections.ts';

/** Whatever else it has. Without a number of its own nothing could be written to it. */
const Server = z.record(z.string(), z.unknown()).refine(({ pid }) => /^\d{1,15}$/.test(String(pid)), { path: ['pid'] });
const Servers = z.looseObject({ servers: z.array(Server), totalPages: z.number().int().optional() });
const Modules = z.looseObject({
  nodes: z.array(
    z.looseObject({
      nodeId: z.string(),
      modules: z.array(z.looseObject({ moduleId: z.string(), moduleType: z.string() })),
    }),
  ),
});

const Keystore = z.looseObject({ keystoreId: z.string(), filePath: z.string().nullish() });
const Keystores = z.looseObject({ keystores: z.array(Keystore), totalPages: z.number().int().optional() });

const PAGE = 100;
/** More definitions than any payer has: a server that never ends its pages is not followed for ever. */
const mostPages = 100;

const mayList = { does: 'list definitions', permission: 'OPENID_CONNECT_VIEW_SERVER_LIST' };
const mayAdd = { does: 'create a definition', permission: 'OPENID_CONNECT_ADD_SERVER' };
const mayEdit = { does: 'change a definition', permission: 'OPENID_CONNECT_EDIT_SERVER' };
const mayKeep = { does: 'read and write keystores', permission: 'OPENID_CONNECT_MANAGE_KEYSTORES' };
const mayConfigure = { does: 'list modules', permission: 'VIEW_MODULE_CONFIG' };
const mayWatch = { does: 'read the status of nodes', permission: 'VIEW_MODULE_STATUS' };

/** Where libraries that bring Swagger UI put the description; the vendor’s own place for it is not told (smile-cdr §2.6). */
const descriptions = ['v3/api-docs', 'v2/api-docs', 'openapi.json', 'swagger.json'];
const Types = z.record(z.string(), z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) }));
/** OpenAPI 3, and Swagger 2 before it. */
const Description = z.looseObject({
  info: z
    .looseObject({
      version: z
        .string()
        .regex(/^[\w.+ -]{1,60}$/)
        .catch(''),
    })
    .optional(),
  components: z.looseObject({ schemas: Types.optional() }).optional(),
  definitions: Types.optional(),
});

const statusPath = 'runtime-status/node-statuses/complete';

/** `milliseconds`: how long an answer is waited for. */
export function adminApiOver(opening: Connections, milliseconds = 15_000): AdminApi {
  return {
    open: (place, password) => sessionOf({ place, password, connections: connectionsTo(place, opening), milliseconds }),
  };
}

function sessionOf(caller: Caller): AdminSession {
  const host = new URL(caller.place.baseUrl).host;
  const ask = async (given: Call) => call(caller, given);

  async function server({
    nodeId,
    moduleId,
    issuer,
  }: {
    nodeId: string;
    moduleId: string;
    issuer: string;
  }): Promise<WireServer | null> {
    const path = `${placePath({ nodeId, moduleId })}?issuer_url=${encodeURIComponent(issuer)}`;
    const { json } = await ask({ method: 'GET', path, ...mayList });
    return json === undefined ? null : withoutSecret(parsed(Server, json, host));
  }

  const write = async (given: Call): Promise<void> => {
    await ask(given);
  };

  /**
   * null: this version has none (smile-cdr §4.4). The printed list tells no number of pages, and a server may give fewer at once
   * than were asked for: the end is a page with nothing new on it.
   */
  async function keystores(): Promise<WireKeystore[] | null> {
    const all = new Map<string, WireKeystore>();
    for (let pageIndex = 0; pageIndex < mostPages; pageIndex += 1) {
      const path = `keystores/?pageIndex=${String(pageIndex)}&pageSize=${String(PAGE)}`;
      const { json } = await ask({ method: 'GET', path, ...mayKeep });
      if (json === undefined) return pageIndex === 0 ? null : [...all.values()];
      const page = parsed(Keystores, json, host);
      const before = all.size;
      for (const each of page.keystores) all.set(each.keystoreId, shownKeystore(each));
      const isLast = page.totalPages === undefined ? all.size === before : pageIndex + 1 >= page.totalPages;
      if (isLast) return [...all.values()];
    }
    throw new Fault('target/unexpected', { host, where: 'pages without end' });
  }

  return {
    async nodeStatuses() {
      const { status } = await ask({ method: 'GET', path: statusPath, ...mayWatch });
      if (status === 404) throw new Fault('target/not-found', { host, path: statusPath });
    },

    async answersAnonymously() {
      try {
        return (
          (await call({ ...caller, password: null }, { method: 'GET', path: statusPath, ...mayWatch })).status === 200
        );
      } catch (error) {
        if (error instanceof Fault) return false;
        throw error;
      }
    },

    async modules() {
      const { json } = await ask({ method: 'GET', path: 'module-config/', ...mayConfigure });
      if (json === undefined) throw new Fault('target/not-found', { host, path: 'module-config/' });
      return parsed(Modules, json, host).nodes.flatMap(({ nodeId, modules }) =>
        modules.map(({ moduleId, moduleType }) => ({ nodeId, moduleId, moduleType })),
      );
    },

    async properties() {
      const asked = { method: 'GET', path: 'module-config/properties', isText: true, ...mayConfigure } as const;
      const { json } = await ask(asked);
      return typeof json === 'string' ? json : null;
    },

    async servers() {
      const all: WireServer[] = [];
      for (let pageIndex = 0; pageIndex < mostPages; pageIndex += 1) {
        const path = `openid-connect-servers/?pageIndex=${String(pageIndex)}&pageSize=${String(PAGE)}`;
        const { json } = await ask({ method: 'GET', path, ...mayList });
        if (json === undefined) throw new Fault('target/not-found', { host, path: 'openid-connect-servers/' });
        const { servers, totalPages } = parsed(Servers, json, host);
        all.push(...servers.map(withoutSecret));
        const isLast = totalPages === undefined ? servers.length < PAGE : pageIndex + 1 >= totalPages;
        if (isLast) return all;
      }
      throw new Fault('target/unexpected', { host, where: 'pages without end' });
    },

    server,

    create: async (where, body, secret) =>
      write({ method: 'POST', path: placePath(where), body: withSecret(body, secret), ...mayAdd }),

    update: async ({ pid, ...where }, body, secret) =>
      write({ method: 'PUT', path: `${placePath(where)}/${String(pid)}`, body: withSecret(body, secret), ...mayEdit }),

    async description() {
      for (const path of descriptions) {
        const { json } = await ask({ method: 'GET', path, ...mayList }).catch(nothingOfFault);
        const described = Description.safeParse(json);
        const { components, definitions, info } = described.data ?? {};
        const type = (components?.schemas ?? definitions)?.['OAuth2Server'];
        if (type !== undefined) return { keys: Object.keys(type.properties), version: info?.version ?? '' };
      }
      return null;
    },

    keystores,

    async keystore(id) {
      const path = `keystores/${encodeURIComponent(id)}`;
      const { json } = await ask({ method: 'GET', path, ...mayKeep });
      return json === undefined ? null : shownKeystore(parsed(Keystore, json, host));
    },

    createKeystore: async (keystore, keys) =>
      write({
        method: 'POST',
        path: 'keystores/',
        body: keystoreBody(keystore, keys),
        sendsKeys: keys !== null,
        ...mayKeep,
      }),

    updateKeystore: async (keystore, keys) =>
      write({
        method: 'PUT',
        path: `keystores/${encodeURIComponent(keystore.keystoreId)}`,
        body: keystoreBody(keystore, keys),
        sendsKeys: keys !== null,
        ...mayKeep,
      }),
  };
}

/** The keys are hidden there (smile-cdr §4.4); where they are not, they go no further. */
function shownKeystore({ keystoreId, filePath }: z.infer<typeof Keystore>): WireKeystore {
  return { keystoreId, filePath: filePath ?? '' };
}

/** An absent path and an empty one are one: the path wins where both are set (smile-cdr §4.4). */
function keystoreBody({ keystoreId, filePath }: WireKeystore, keys: Secret | null): object {
  return { keystoreId, ...(keys === null ? { filePath } : { jsonKeys: keys.reveal() }) };
}

/** What cannot be read is not there: nothing depends on it. */
function nothingOfFault(error: unknown): { json: unknown } {
  if (error instanceof Fault) return { json: undefined };
  throw error;
}

function placePath({ nodeId, moduleId }: { nodeId: string; moduleId: string }): string {
  return `openid-connect-servers/${encodeURIComponent(nodeId)}/${encodeURIComponent(moduleId)}`;
}

function withSecret(body: WireServer, secret: Secret | null): WireServer {
  return secret === null ? body : { ...body, [secretKey]: secret.reveal() };
}

/** The vendor says that it is never returned; where it is, it goes no further. */
function withoutSecret(server: WireServer): WireServer {
  const { [secretKey]: _secret, ...shown } = server;
  return shown;
}

function parsed<T extends z.ZodType>(schema: T, json: unknown, host: string): z.infer<T> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw new Fault('target/unexpected', { host, where: where === '' ? 'the whole' : where });
}
