/**
 * @file Glewlwyd, a single sign-on server in C that has nothing to do with us or with `oidc-provider`: Debian's package, over TLS on
 * 127.0.0.1, with a database of its own in a folder that goes when it stops.
 */
import { spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as after } from 'node:timers/promises';
import type { Authority } from '../authority.ts';

const program = '/usr/bin/glewlwyd';
/** Debian's own set-up of an empty database: the tables, and an administrator with the password that its documentation tells. */
const tables = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';
const administrator = { username: 'admin', password: 'password' };
const PATIENCE = 100;

export interface Glewlwyd {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly ca: string;
  /** What its operator does for a client: its way of proving itself, and what it may ask for. */
  addClient(client: GlewlwydClient): Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface GlewlwydClient {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly method: 'private_key_jwt' | 'client_secret_basic' | 'client_secret_post';
  readonly secret?: string;
  readonly jwks?: { readonly keys: readonly object[] };
}

export function isGlewlwydInstalled(): boolean {
  try {
    return readFileSync(program).length > 0;
  } catch {
    return false;
  }
}

export async function startGlewlwyd({ authority }: { authority: Authority }): Promise<Glewlwyd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'payer-wizard-glewlwyd-'));
  const port = await freePort();
  const origin = `https://127.0.0.1:${String(port)}`;
  await writeFile(path.join(folder, 'glewlwyd.conf'), await configuration({ folder, origin, port, authority }));
  await fillDatabase(path.join(folder, 'glewlwyd.db'));
  const child = spawn(program, [`--config-file=${path.join(folder, 'glewlwyd.conf')}`], { stdio: 'ignore' });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill()) await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const api = apiOf(origin, authority.certificatePem);
    await listening(api);
    await api.signIn();
    await api.post('/api/mod/plugin/', openidPlugin(`${origin}/api/oidc`));
    for (const name of ['system/Patient.read', 'system/*.read']) await api.post('/api/scope/', { name });
    return {
      issuer: `${origin}/api/oidc`,
      tokenEndpoint: `${origin}/api/oidc/token`,
      ca: authority.certificatePem,
      addClient: (client) => api.post('/api/client/', clientRecord(client)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asked of the system and given back at once: Glewlwyd takes no “any free one”. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function configuration(given: {
  folder: string;
  origin: string;
  port: number;
  authority: Authority;
}): Promise<string> {
  const { folder, origin, port, authority } = given;
  const leaf = await authority.issue();
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('key.pem'), leaf.keyPem, { mode: 0o600 });
  await writeFile(file('certificate.pem'), leaf.certificatePem);
  await writeFile(file('ca.pem'), authority.certificatePem);
  return `port=${String(port)}
bind_address="127.0.0.1"
external_url="${origin}"
login_url="login.html"
api_prefix="api"
log_mode="file"
log_level="WARNING"
log_file="${file('log')}"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
use_secure_connection=true
secure_connection_key_file="${file('key.pem')}"
secure_connection_pem_file="${file('certificate.pem')}"
secure_connection_ca_file="${file('ca.pem')}"
hash_algorithm="SHA512"
database = { type = "sqlite3"; path = "${file('glewlwyd.db')}"; };
`;
}

async function fillDatabase(file: string): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec(await readFile(tables, 'utf8'));
  database.close();
}

/** Its OpenID plugin as an operator of a payer would set it up: client_credentials alone, RSA-signed tokens. */
function openidPlugin(issuer: string): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    module: 'oidc',
    name: 'oidc',
    display_name: 'OpenID',
    enabled: true,
    parameters: {
      iss: issuer,
      'jwt-type': 'rsa',
      'jwt-key-size': '256',
      key: pem,
      cert: createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' }),
      'jwks-show': true,
      'access-token-duration': 300,
      'refresh-token-duration': 3600,
      'code-duration': 60,
      'refresh-token-rolling': true,
      'allow-non-oidc': true,
      'auth-type-client-enabled': true,
      'auth-type-code-enabled': true,
      'auth-type-refresh-enabled': true,
      'auth-type-token-enabled': false,
      'auth-type-id-token-enabled': true,
      'auth-type-none-enabled': false,
      'request-parameter-allow': true,
      'request-maximum-exp': 300,
      'client-jwks-parameter': 'jwks',
      'client-pubkey-parameter': 'pubkey',
      'subject-type': 'public',
      'introspection-revocation-allowed': true,
      'introspection-revocation-allow-target-client': true,
    },
  };
}

function clientRecord({ clientId, scopes, method, secret, jwks }: GlewlwydClient): object {
  return {
    client_id: clientId,
    name: clientId,
    enabled: true,
    confidential: true,
    authorization_type: ['client_credentials'],
    scope: [...scopes],
    token_endpoint_auth_method: [method],
    ...(secret === undefined ? { password: randomBytes(16).toString('hex') } : { password: secret }),
    ...(jwks === undefined ? {} : { jwks }),
  };
}

interface Api {
  signIn(): Promise<void>;
  post(place: string, body: object): Promise<void>;
}

function apiOf(origin: string, ca: string): Api {
  let cookie = '';
  const post = async (place: string, body: object) => {
    const headers = { 'Content-Type': 'application/json', ...(cookie === '' ? {} : { Cookie: cookie }) };
    const answer = await new Promise<{ status: number; cookie: string; body: string }>((resolve, reject) => {
      request(`${origin}${place}`, { method: 'POST', headers, ca }, (response) => {
        const [given = ''] = response.headers['set-cookie'] ?? [];
        void text(response).then((told) => {
          resolve({ status: response.statusCode ?? 0, cookie: given.split(';')[0] ?? '', body: told });
        }, reject);
      })
        .once('error', reject)
        .end(JSON.stringify(body));
    });
    if (answer.status !== 200) throw new Error(`Glewlwyd ${place}: ${String(answer.status)} ${answer.body}`);
    if (answer.cookie !== '') ({ cookie } = answer);
  };
  return { post, signIn: () => post('/api/auth/', administrator) };
}

/** It tells nobody that it listens: asked until it answers, ten seconds at most. */
async function listening(api: Api): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await api.signIn();
      return;
    } catch (error) {
      if (tries === PATIENCE) throw error;
      await after(100);
    }
  }
}
