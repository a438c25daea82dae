/** @file What a Smile CDR knows. Tests may read it, and change it behind a client's back. */
import { defaultNodes } from './default-nodes.ts';
import { seededKeystores, seededServers } from './seed.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Secrets apart from what replies are made of: no reply can hold one by mistake (smile-cdr §2.1). */
export interface KeptServer {
  fields: Record<string, unknown>;
  secret: string | null;
}

export interface KeptKeystore {
  keystoreId: string;
  filePath: string;
  /** JWKS JSON as text, private keys and all. */
  jsonKeys: string;
}

export interface Module {
  readonly moduleId: string;
  readonly moduleType: string;
  readonly options: readonly { readonly key: string; readonly value?: string }[];
  /** `requires.TYPE=module`, as the properties file has it. */
  readonly requires?: Readonly<Record<string, string>>;
}

export interface Node {
  readonly nodeId: string;
  readonly modules: readonly Module[];
}

export interface State {
  readonly servers: KeptServer[];
  readonly keystores: KeptKeystore[];
  readonly nodes: readonly Node[];
  nextPid: number;
}

export interface Seed {
  /** As in a `seed_servers.file` (smile-cdr §7.1): a secret may stand among the fields. */
  readonly servers?: readonly Fields[];
  readonly keystores?: readonly Partial<KeptKeystore>[];
  readonly nodes?: readonly Node[];
  /** What `#{env['X']}` in a definition stands for. */
  readonly env?: Readonly<Record<string, string>>;
  /** What `#{systemProperties['X']}` in a definition stands for. */
  readonly systemProperties?: Readonly<Record<string, string>>;
}

export function stateFrom(seed: Seed): State {
  const state: State = { servers: [], keystores: [], nodes: seed.nodes ?? defaultNodes, nextPid: 1 };
  for (const server of seededServers(seed)) keep(state, server);
  state.keystores.push(...seededKeystores(seed));
  return state;
}

/** Adds a definition with a `pid` and a `federationRegistrationId` of its own (smile-cdr §2.3). */
export function keep(state: State, given: Fields): KeptServer {
  const { fields, secret } = apart(given);
  const server: KeptServer = {
    fields: { federationRegistrationId: crypto.randomUUID(), ...fields, pid: state.nextPid },
    secret,
  };
  state.nextPid += 1;
  state.servers.push(server);
  return server;
}

/** Nothing but its `pid` and its `federationRegistrationId` outlasts it. */
export function overwrite(server: KeptServer, given: Fields): void {
  const { pid, federationRegistrationId } = server.fields;
  const { fields, secret } = apart(given);
  server.fields = { federationRegistrationId, ...fields, pid };
  server.secret = secret;
}

function apart({ tokenIntrospectionClientSecret: secret, ...fields }: Fields): KeptServer {
  return { fields, secret: typeof secret === 'string' && secret !== '' ? secret : null };
}
