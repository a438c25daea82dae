/** @file What a Smile CDR knows. Tests may read it, and change it behind a client's back. */
import { defaultNodes } from './default-nodes.ts';

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
  readonly servers?: readonly Readonly<Record<string, unknown>>[];
  readonly keystores?: readonly Partial<KeptKeystore>[];
  readonly nodes?: readonly Node[];
}

export function stateFrom({ servers = [], keystores = [], nodes = defaultNodes }: Seed): State {
  const state: State = { servers: [], keystores: [], nodes, nextPid: 1 };
  for (const server of servers) keep(state, server);
  for (const keystore of keystores) state.keystores.push({ keystoreId: '', filePath: '', jsonKeys: '', ...keystore });
  return state;
}

/** Adds a definition with a `pid` and a `federationRegistrationId` of its own (smile-cdr §2.3). */
export function keep(state: State, given: Readonly<Record<string, unknown>>): KeptServer {
  const { tokenIntrospectionClientSecret: secret, ...fields } = given;
  const server: KeptServer = {
    fields: { federationRegistrationId: crypto.randomUUID(), ...fields, pid: state.nextPid },
    secret: typeof secret === 'string' && secret !== '' ? secret : null,
  };
  state.nextPid += 1;
  state.servers.push(server);
  return server;
}
