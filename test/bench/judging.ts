/** @file What judging a document costs, beside fetching it over TLS on loopback and beside JSON.parse. */
import { setTimeout as rest } from 'node:timers/promises';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { connectionsOver } from '#node/connections.ts';
import { nodePorts } from '#node/ports.ts';
import { webOver } from '#node/web.ts';
import { makeAuthority } from '../servers/authority.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import type { Measured } from './measure.ts';
import { compare } from './measure.ts';

const TIMES = 100;
const REST_MILLISECONDS = 30;

/** Scopes make the difference: most documents list some forty, the largest known to us three hundred (interop-specs §1.10). */
const usual = 40;
const largest = 300;

function documentOf(issuer: string, count: number): string {
  const scopes = Array.from(
    { length: count },
    (_, at) => `system/Resource${String(at)}.${at % 2 === 0 ? 'read' : 'rs'}`,
  );
  return JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    grant_types_supported: ['client_credentials', 'authorization_code'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: ['openid', ...scopes],
  });
}

export async function measureJudging(folder: string): Promise<Measured[]> {
  return [await measureOne(folder, usual), await measureOne(folder, largest)];
}

async function measureOne(folder: string, count: number): Promise<Measured> {
  const server = await startMisbehaving({ authority: await makeAuthority() });
  const ports = nodePorts({ folder, vault: { by: 'keychain' } });
  const connections = connectionsOver({
    vault: { holds: nobody, secret: nobody, tlsKey: nobody },
    systemProxy: () => Promise.resolve(''),
  });
  const web = webOver(connections);
  const retrievedFrom = `${server.origin}/as/.well-known/openid-configuration`;
  const text = documentOf(`${server.origin}/as`, count);
  server.place('/as/.well-known/openid-configuration', { body: text });
  const bytes = new TextEncoder().encode(text);

  const judge = async () => {
    const texts = [{ bytes, name: 'document', retrievedFrom }];
    const { discovery } = await discoverTexts(ports, { texts });
    if (!discovery.ok) throw new Error('The document of the bench is a good one');
  };
  const fetchIt = async () => {
    const answer = await web.get(retrievedFrom, { authorities: [server.ca], allowPrivate: true });
    if (answer.is !== 'answered') throw new Error(`The bench’s own server did not answer: ${answer.code}`);
  };
  const parse = () => Promise.resolve(JSON.parse(text) as unknown);
  const judging = await compare({
    name: 'judging',
    bar: 0.1,
    turns: 15,
    base: () => each(fetchIt),
    subject: () => each(judge),
  });
  const beside = await compare({
    name: 'judging, to JSON.parse',
    bar: Number.POSITIVE_INFINITY,
    turns: 15,
    base: () => each(parse),
    subject: () => each(judge),
  });
  await server.stop();
  const words = `judging ${String(bytes.byteLength)} bytes (${beside.ratio.toFixed(0)} × JSON.parse), to fetching them over loopback TLS`;
  return { ...judging, name: words };
}

function nobody(): Promise<never> {
  return Promise.reject(new Error('Nothing of the vault is needed to fetch'));
}

/** Milliseconds of one, out of many: a single one is too quick to time. What the side before left to do is done first. */
async function each(work: () => Promise<unknown>): Promise<number> {
  await rest(REST_MILLISECONDS);
  const startedAt = performance.now();
  for (let time = 0; time < TIMES; time += 1) await work();
  return (performance.now() - startedAt) / TIMES;
}
