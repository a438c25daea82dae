/**
 * @file Audience injection, played by two servers (interop-specs §2.6, CVE-2025-27370): an attacker whose documents name the
 * victim, and a wizard that has both as payers. Over TLS, with the real adapters. Whatever the attacker writes, (1) it never gets an
 * assertion that the victim would take, and (2) the victim never gets one that was made for the attacker's payer.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import type { PayerChanges } from '#core/domain/payer/change.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Ports } from '#core/ports.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { probePayer } from '#core/use-cases/token/probe-payer.ts';
import { testToken } from '#core/use-cases/token/test-token.ts';
import { prepareRequest } from '#core/use-cases/token/token-request.ts';
import { connectionsOver } from '#node/connections.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { webOver } from '#node/web.ts';
import { memoryPorts } from '../memory-ports.ts';
import type { Authority } from '../servers/authority.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Listening } from '../servers/loopback.ts';
import { answering, listen, readText, sendJson } from '../servers/loopback.ts';

interface Seen {
  readonly path: string;
  /** Everything in the request that is three parts of base64url: wherever an assertion stood. */
  readonly assertions: readonly { aud: unknown; iss: unknown; kid: unknown }[];
}

/** A server that gives every request a token, and writes down what it was sent. */
interface Player {
  readonly origin: string;
  readonly seen: Seen[];
  document: Record<string, unknown>;
  /** Where the token request is sent on to; '' answers it. */
  redirect: string;
}

let authority: Authority;
let victim: Player;
let attacker: Player;
const listening: Listening[] = [];

/** Two hosts that are nothing to each other: a name and an address. */
async function startPlayer(host: string): Promise<Player> {
  const leaf = await authority.issue();
  const player: Player = { origin: '', seen: [], document: {}, redirect: '' };
  const answer = answering(async (request, response) => {
    const { method = '', url = '', headers } = request;
    if (method === 'GET') {
      sendJson(response, url.endsWith('/.well-known/openid-configuration') ? 200 : 404, player.document);
      return;
    }
    const body = await readText(request);
    player.seen.push({ path: url, assertions: assertionsIn(`${body} ${JSON.stringify(headers)}`) });
    if (player.redirect === '')
      sendJson(response, 200, {
        access_token: 'opaque',
        token_type: 'Bearer',
        expires_in: 60,
        scope: 's',
        active: true,
      });
    else response.writeHead(307, { Location: player.redirect }).end();
  });
  const server = await listen({ leaf, port: 0, answer });
  listening.push(server);
  return Object.assign(player, { origin: `https://${host}:${String(server.port)}` });
}

function assertionsIn(text: string): Seen['assertions'] {
  const found = text.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/g) ?? [];
  return found.map((jwt) => {
    const [header, claims] = jwt
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    return { aud: claims?.['aud'], iss: claims?.['iss'], kid: header?.['kid'] };
  });
}

beforeAll(async () => {
  authority = await makeAuthority();
  victim = await startPlayer('localhost');
  attacker = await startPlayer('127.0.0.1');
});
afterAll(async () => Promise.all(listening.map(async ({ stop }) => stop())));

const VICTIM = 'northlake@test';
const MALLORY = 'mallory@test';
let ports: Ports;
let ownKid: Record<string, string>;

const documentOf = ({ origin }: Player, more: Record<string, unknown> = {}) => ({
  issuer: origin,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES384'],
  scopes_supported: ['system/*.rs'],
  ...more,
});

beforeEach(async () => {
  const vault = memoryVault();
  const connections = connectionsOver({ vault, systemProxy: () => Promise.resolve('') });
  ports = memoryPorts({ vault, web: webOver(connections), tokenEndpoint: tokenEndpointOver(connections) });
  ownKid = {};
  for (const player of [victim, attacker]) {
    player.seen.length = 0;
    player.redirect = '';
    player.document = documentOf(player);
  }
  for (const [ref, { origin }] of [
    [VICTIM, victim],
    [MALLORY, attacker],
  ] as const) {
    await createPayer(ports, { ref, name: ref });
    const key = await generateKey(ports, { ref, kind: 'EC-P-384' });
    ownKid[ref] = key.keys[0]?.kid ?? '';
    const payer = await ports.store.payer(ref);
    const network = { ...payer.network, authorities: [authority.certificatePem], allowPrivate: true };
    await ports.store.savePayer(changePayer({ ...payer, network }, { fields: { clientId: `us-at-${ref}` } }));
    await importAddress(ports, { ref, address: origin });
  }
});

/** What a run came to: an outcome, or the code of what stopped it. */
async function tried(doing: Promise<{ outcome: string } | Payer>): Promise<string> {
  return doing.then(
    (done) => ('outcome' in done ? done.outcome : 'done'),
    (error: unknown) => String((error as { code?: string }).code),
  );
}

const testOf = async (ref: string) => tried(testToken(ports, await ports.store.payer(ref), { nextCall: true }));

/** Every way into a signature: the test with what follows a token, and the probes. */
async function everyWay(ref: string): Promise<string[]> {
  return [await testOf(ref), await tried(probePayer(ports, ref, { confirmation: ref }))];
}

/** What stops the test stops the probes. */
const stopped = (code: string) => [code, code === 'granted' ? 'done' : code];

/** What went wrong, if anything did: nothing of this may ever be seen. */
function stolen(): string[] {
  const isOf = (aud: unknown, { origin }: Player) => JSON.stringify(aud ?? '').includes(origin);
  const taken = attacker.seen.flatMap(({ assertions }) => assertions).filter(({ aud }) => isOf(aud, victim));
  const strange = victim.seen.flatMap(({ assertions }) => assertions).filter(({ kid }) => kid !== ownKid[VICTIM]);
  return [
    ...taken.map(({ aud }) => `the attacker got one for ${String(aud)}`),
    ...strange.map(({ kid }) => `the victim got one signed with ${String(kid)}`),
  ];
}

const change = async (ref: string, changes: PayerChanges) =>
  saveChanges(ports, await ports.store.payer(ref), { changes });
const type = async (fields: NonNullable<PayerChanges['fields']>) => change(MALLORY, { fields });
/** As if nothing had been read of it before: a reload would change nothing by itself. */
async function read(more: Record<string, unknown>): Promise<void> {
  attacker.document = documentOf(attacker, more);
  const payer = await ports.store.payer(MALLORY);
  await ports.store.savePayer({ ...payer, address: '', documents: [], found: {} });
  await importAddress(ports, { ref: MALLORY, address: attacker.origin });
}

async function accept(code: string): Promise<void> {
  const reason = { code, member: undefined, reason: 'fooled', by: 'ana', at: '2027-01-01T00:00:00.000Z' };
  await saveChanges(ports, await ports.store.payer(MALLORY), { changes: {}, accept: reason });
}

/** Without the findings that were kept, and without a save that would judge: as an edited file. */
async function smuggle(fields: Payer['fields'], more: Partial<Payer> = {}): Promise<void> {
  const payer = await ports.store.payer(MALLORY);
  await ports.store.savePayer({ ...payer, findings: [], ...more, fields: { ...payer.fields, ...fields } });
}
const typed = (value: string) => ({ value, from: ['typed' as const] });

test('two honest payers get their tokens, each with an assertion of its own: what is looked at below is there', async () => {
  expect([await everyWay(VICTIM), await everyWay(MALLORY)]).toEqual([
    ['granted', 'done'],
    ['granted', 'done'],
  ]);
  const audiences = ({ seen }: Player) => new Set(seen.flatMap(({ assertions }) => assertions.map(({ aud }) => aud)));
  expect(audiences(victim)).toContain(victim.origin);
  expect(audiences(attacker)).toContain(attacker.origin);
  expect([victim.seen.length > 5, attacker.seen.length > 5, stolen()]).toEqual([true, true, []]);
});

test('what is looked for would be seen', async () => {
  const payer = await ports.store.payer(VICTIM);
  const { request } = await prepareRequest(ports, payer);
  await ports.tokenEndpoint.request({ ...request, endpoint: `${attacker.origin}/token` });
  const other = await prepareRequest(ports, await ports.store.payer(MALLORY));
  await ports.tokenEndpoint.request({ ...other.request, endpoint: `${victim.origin}/token` });
  expect(stolen()).toHaveLength(2);
});

describe('the attacker’s document', () => {
  test.each<[string, (o: { victim: string; attacker: string }) => Record<string, unknown>, string]>([
    ['names the victim’s token endpoint', (o) => ({ token_endpoint: `${o.victim}/token` }), 'token/not-confirmed'],
    ['names it in another spelling', (o) => ({ token_endpoint: `${o.victim}/x/../token#` }), 'token/not-confirmed'],
    ['names the victim’s issuer', (o) => ({ issuer: o.victim }), 'token/not-confirmed'],
    [
      'names the victim’s issuer and endpoint',
      (o) => ({ issuer: o.victim, token_endpoint: `${o.victim}/token` }),
      'token/not-confirmed',
    ],
    [
      'names the victim as the alias for certificates',
      (o) => ({ mtls_endpoint_aliases: { token_endpoint: `${o.victim}/token` } }),
      'token/not-confirmed',
    ],
    ['asks to introspect at the victim', (o) => ({ introspection_endpoint: `${o.victim}/i` }), 'token/not-confirmed'],
    ['asks to revoke at the victim', (o) => ({ revocation_endpoint: `${o.victim}/r` }), 'token/not-confirmed'],
    ['is named as the victim may call itself', () => ({ issuer: 'northlake-p2p' }), 'token/not-confirmed'],
    ['names both as issuers', (o) => ({ issuer: [o.attacker, o.victim] }), 'token/not-confirmed'],
  ])('%s', async (_, more, wanted) => {
    await read(more({ victim: victim.origin, attacker: attacker.origin }));
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped(wanted), []]);
  });

  test('names the victim’s issuer, and a person is fooled about where it lies', async () => {
    await read({ issuer: victim.origin });
    await accept('issuer/differs');
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped('token/not-confirmed'), []]);
  });

  test('is named as the victim may call itself, on the ground of a FHIR base of its own', async () => {
    await read({ issuer: 'northlake-p2p' });
    await type({ fhirBaseUrl: attacker.origin, assertionAudience: 'issuer' });
    await accept('issuer/differs');
    const [outcome] = await everyWay(MALLORY);
    const audiences = attacker.seen.flatMap(({ assertions }) => assertions.map(({ aud }) => aud));
    expect([outcome, audiences.includes('northlake-p2p')]).toEqual(['token/audience-not-ours', false]);
  });

  test.each(['introspection_endpoint', 'revocation_endpoint'])(
    'names the victim’s %s, and a person is fooled: the token may be asked about there, our assertion does not go',
    async (member) => {
      await read({ [member]: `${victim.origin}/other` });
      await accept('endpoint/elsewhere');
      const [outcome] = await everyWay(MALLORY);
      expect([outcome, attacker.seen.length > 0, stolen()]).toEqual(['granted', true, []]);
    },
  );

  test('changes after it was confirmed: what stands is kept', async () => {
    attacker.document = documentOf(attacker, { token_endpoint: `${victim.origin}/token`, issuer: victim.origin });
    await importAddress(ports, { ref: MALLORY, address: attacker.origin });
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped('token/not-confirmed'), []]);
  });

  test('joins the victim’s own document', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...documentOf(victim), capabilities: [] }));
    const texts = [{ bytes, name: 'a.json', retrievedFrom: `${attacker.origin}/fhir/.well-known/smart-configuration` }];
    await importTexts(ports, { ref: MALLORY, texts });
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped('token/not-confirmed'), []]);
  });
});

describe('a hand', () => {
  test.each<[string, (o: { victim: string }) => NonNullable<PayerChanges['fields']>, string]>([
    ['types the victim’s token endpoint', (o) => ({ tokenEndpoint: `${o.victim}/token` }), 'token/not-confirmed'],
    ['types the victim’s issuer', (o) => ({ issuer: o.victim, assertionAudience: 'issuer' }), 'token/not-confirmed'],
    [
      'types the victim’s endpoint as audience',
      (o) => ({ assertionAudience: 'own-text', assertionAudienceText: `${o.victim}/token` }),
      'token/not-confirmed',
    ],
    [
      'types the victim’s issuer as audience',
      (o) => ({ assertionAudience: 'own-text', assertionAudienceText: o.victim }),
      'token/not-confirmed',
    ],
    ['types it as an extra claim', (o) => ({ assertionClaims: `{"aud":"${o.victim}"}` }), 'token/bad-claims'],
    ['types it escaped', (o) => ({ assertionClaims: `{"a\\u0075d":"${o.victim}"}` }), 'token/bad-claims'],
    ['types it twice', (o) => ({ assertionClaims: `{"x":1,"x":{"aud":"${o.victim}"}}` }), 'token/bad-claims'],
    [
      'types it beneath a prototype',
      (o) => ({ assertionClaims: `{"__proto__":{"aud":"${o.victim}"}}` }),
      'token/bad-claims',
    ],
    [
      'types an audience that is nobody’s',
      () => ({ assertionAudienceText: 'https://nobody.invalid/token' }),
      'granted',
    ],
    [
      'chooses an audience that is nobody’s',
      () => ({ assertionAudience: 'own-text', assertionAudienceText: 'https://nobody.invalid/token' }),
      'token/not-confirmed',
    ],
    // Our key set at the victim: it says where to fetch keys, and for whom the assertion is made it does not change.
    ['types a jku at the victim', (o) => ({ assertionJku: `${o.victim}/jwks` }), 'granted'],
  ])('%s', async (_, fields, wanted) => {
    await type(fields({ victim: victim.origin }));
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped(wanted), []]);
  });

  test('chooses an alias at the victim, with a client certificate', async () => {
    const clientKeyId = (await ports.store.payer(MALLORY)).keys[0]?.id ?? '';
    await change(MALLORY, { clientKeyId, fields: { mtlsTokenEndpoint: `${victim.origin}/token` } });
    await accept('endpoint/other-domain');
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped('token/not-confirmed'), []]);
  });
});

describe('the attacker’s server', () => {
  test('sends the token request on to the victim', async () => {
    attacker.redirect = `${victim.origin}/token`;
    expect([await everyWay(MALLORY), attacker.seen.length > 0, victim.seen]).toEqual([['failed', 'done'], true, []]);
  });

  test('is sent nothing by the victim’s payer where the victim sends on to it', async () => {
    victim.redirect = `${attacker.origin}/token`;
    expect([(await everyWay(VICTIM))[0], victim.seen.length > 0, attacker.seen]).toEqual(['failed', true, []]);
  });
});

describe('an edited file', () => {
  test.each<[string, (o: { victim: string }) => Payer['fields'], string]>([
    ['names the victim’s endpoint', (o) => ({ tokenEndpoint: typed(`${o.victim}/token`) }), 'token/not-confirmed'],
    ['names the victim’s issuer', (o) => ({ issuer: typed(o.victim) }), 'token/not-confirmed'],
    [
      'names the victim as audience',
      (o) => ({ assertionAudience: typed('own-text'), assertionAudienceText: typed(o.victim) }),
      'token/not-confirmed',
    ],
  ])('%s', async (_, fields, wanted) => {
    await smuggle(fields({ victim: victim.origin }));
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped(wanted), []]);
  });

  test('brings an acceptance that was given for something else', async () => {
    const told = { expected: `${attacker.origin}/token`, told: victim.origin };
    const accepted = ['assertion/own-audience', 'assertion/alias-elsewhere', 'endpoint/other-domain'].map((code) => ({
      code,
      member: 'token_endpoint',
      reason: 'x',
      by: 'x',
      at: '',
      says: '',
      compared: told,
    }));
    const fields = { assertionAudience: typed('own-text'), assertionAudienceText: typed(victim.origin) };
    await smuggle(fields, { accepted });
    expect([await everyWay(MALLORY), stolen()]).toEqual([stopped('token/not-confirmed'), []]);
  });
});

test('the victim’s payer waits too while another claims its endpoint, and goes on when that is gone', async () => {
  await type({ tokenEndpoint: `${victim.origin}/token` });
  const waiting = await testOf(VICTIM);
  await type({ tokenEndpoint: null });
  expect([waiting, await testOf(VICTIM), stolen()]).toEqual(['token/not-confirmed', 'granted', []]);
});
