/** @file How the tests of the simulator ask it: in plain HTTP, as a caller of the Admin API who knows nothing of the wizard. */
import { fetch } from 'undici';
import { afterEach } from 'vitest';
import { startSmileCdr } from './start.ts';
import type { SmileCdr, SmileCdrSetup } from './start.ts';
import { wizardPermissions } from './users.ts';
import type { Permission, User } from './users.ts';

export const SECRET = 'a secret only of this test';
export const LIST = 'openid-connect-servers/';
export const PLACE = 'openid-connect-servers/Master/smart_inbound';
export const definition = {
  name: 'p2p-server',
  issuer: 'https://source-payer.example/',
  federationTokenUrl: 'https://source-payer.example/oauth/token',
};

/** The definition as a seed file has it. */
export function seeded(more: object = {}) {
  return { nodeId: 'Master', moduleId: 'smart_inbound', ...definition, ...more };
}

const started: SmileCdr[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

/** One that is stopped after the test, with the user `wizard`. */
export async function start(setup: Partial<SmileCdrSetup> = {}): Promise<SmileCdr> {
  const users = setup.users ?? [user('wizard', wizardPermissions)];
  const server = await startSmileCdr({ authority: null, ...setup, users });
  started.push(server);
  return server;
}

export function user(username: string, permissions: readonly Permission[]): User {
  return { username, password: `pass:word of ${username}`, permissions };
}

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  /** null: without credentials. */
  readonly as?: string | null;
  readonly signal?: AbortSignal;
}

interface Replied {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string;
}

export async function ask({ baseUrl }: SmileCdr, path: string, asked: Asked = {}): Promise<Replied> {
  const { method = 'GET', body, as = 'wizard', signal = null } = asked;
  const answer = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(as === null ? {} : { Authorization: `Basic ${btoa(`${as}:pass:word of ${as}`)}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal,
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: answer.status, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : text };
}

export const post = async (server: SmileCdr, body: unknown, path = PLACE) =>
  ask(server, path, { method: 'POST', body });
export const put = async (server: SmileCdr, body: unknown, path = `${PLACE}/1`) =>
  ask(server, path, { method: 'PUT', body });
export const find = async (server: SmileCdr, issuer: string) =>
  ask(server, `${PLACE}?issuer_url=${encodeURIComponent(issuer)}`);
