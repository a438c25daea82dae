/** @file The recipe, run by sh with a curl that writes down what it is given: what would go out, that it is as it should be, and that nothing else happens. */
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import type { Assertion } from '#core/domain/token/assertion.ts';
import { recipeText } from '#core/domain/token/recipe.ts';
import type { ShellRequest } from '#core/domain/token/recipe/request-in-shell.ts';
import { wayOf } from '#core/domain/token/way.ts';
import { testRecipe } from '#core/use-cases/token/test-recipe.ts';
import { formEncode } from '#node/token/credentials.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { canary, samplePayer } from '../support/sample-payer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-recipe-'));
  // The first call is answered with a token.
  writeFileSync(
    path.join(folder, 'curl'),
    `#!/bin/sh
n=$(ls "$HERE" | grep -c '^args')
for arg in "$@"; do printf '%s\\0' "$arg"; done > "$HERE/args$n"
cat > "$HERE/stdin$n"
[ "$n" = 0 ] || exit 0
printf 'HTTP/1.1 200 OK\\r\\n\\r\\n{"access_token" : "canary-0c1e-of-a-token","token_type":"Bearer"}'
`,
    { mode: 0o755 },
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2027-01-01T00:00:00.000Z');
const endpoint = 'https://as.payer.example/token?a=1&b=2';
const payerWith = (fields: Parameters<typeof changePayer>[1]['fields']) =>
  changePayer(newPayer({ ref: 'northlake@test', name: 'Northlake', now: now.toISOString() }), { fields });

interface Wish {
  readonly fields: Parameters<typeof changePayer>[1]['fields'];
  readonly request?: Partial<ShellRequest>;
  readonly assertion?: Assertion | null;
}

function recipe({ fields, request = {}, assertion = null }: Wish): string {
  const payer = payerWith(fields);
  const base: ShellRequest = {
    endpoint,
    clientId: 'requesting-payer',
    form: { grant_type: 'client_credentials', scope: 'system/*.rs' },
    way: wayOf(payer),
    authorities: [],
    clientCertificate: '',
    proxy: 'system',
    encoding: 'form',
  };
  return recipeText({ payer, request: { ...base, ...request }, assertion, now });
}

/** Runs it as an operator does; each call of curl by its arguments and by the configuration that it reads. */
function run(text: string, { input = '', shell = 'sh' } = {}) {
  writeFileSync(path.join(folder, 'ask.sh'), text);
  const { status, stdout, stderr } = spawnSync(shell, ['ask.sh'], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, HERE: folder },
  });
  const read = (name: string) =>
    existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8') : '';
  const calls = [0, 1].map((n) => ({
    args: read(`args${String(n)}`)
      .split('\0')
      .slice(0, -1),
    config: read(`stdin${String(n)}`),
  }));
  return { status, printed: stdout + stderr, calls };
}

const valueAfter = (args: readonly string[], name: string) =>
  args.flatMap((arg, at) => (arg === name ? [args[at + 1]] : []));
const signed = (config: string) => /^data-urlencode = "(?:client_)?assertion=([^"]*)"$/m.exec(config)?.[1] ?? '';

const assertionOf = (algorithm: string, more: Record<string, unknown> = {}): Assertion => ({
  header: { alg: algorithm, kid: 'a kid', typ: 'JWT' },
  claims: { iss: 'rp', sub: 'rp', aud: endpoint, iat: 1798761600, exp: 1798761660, jti: 'one', ...more },
});
const key = { authenticationMethod: 'private_key_jwt', fhirBaseUrl: 'https://fhir.payer.example/r4/' } as const;

const hashes: Readonly<Record<string, string | null>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  PS384: 'sha384',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: null,
};

function pairFor(algorithm: string): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  if (!algorithm.startsWith('ES')) return generateKeyPairSync('rsa', { modulusLength: 2048 });
  const namedCurve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm] ?? '';
  return generateKeyPairSync('ec', { namedCurve });
}

test.each(Object.keys(hashes))('%s: what openssl signs verifies, and says what the wizard would say', (algorithm) => {
  const { privateKey, publicKey } = pairFor(algorithm);
  writeFileSync(path.join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const assertion = assertionOf(algorithm, { extensions: { note: '"iat":"payer-wizard:now" it’s' } });
  const text = recipe({ fields: key, assertion });
  // Short halves of an ECDSA signature come one time in 128: often enough to matter, so several are made.
  for (const _ of Array(algorithm.startsWith('ES') ? 3 : 1).keys()) {
    rmSync(path.join(folder, 'args0'), { force: true });
    rmSync(path.join(folder, 'args1'), { force: true });
    const { status, calls } = run(text);
    const [header = '', claims = '', signature = ''] = signed(calls[0]?.config ?? '').split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const { iat, exp, jti, ...others } = read(claims) as { iat: number; exp: number; jti: string };
    const padding = algorithm.startsWith('PS') ? { padding: 6, saltLength: 48 } : {};
    const isGood = verify(
      hashes[algorithm],
      Buffer.from(`${header}.${claims}`),
      {
        key: createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
        dsaEncoding: 'ieee-p1363',
        ...padding,
      },
      Buffer.from(signature, 'base64url'),
    );
    expect({ status, isGood, header: read(header), others, life: exp - iat }).toEqual({
      status: 0,
      isGood: true,
      header: assertion.header,
      others: { iss: 'rp', sub: 'rp', aud: endpoint, extensions: { note: '"iat":"payer-wizard:now" it’s' } },
      life: 60,
    });
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(30);
    expect(jti).toMatch(/^[0-9a-f]{32}$/);
  }
});

test('short halves of a signature are filled up: r and s each have their whole length', () => {
  const [, program = ''] =
    /awk '(\n {2}\/INTEGER\/[\s\S]*?\n {2}})'\)/.exec(recipe({ fields: key, assertion: assertionOf('ES256') })) ?? [];
  const parsed =
    '    2:d=1  hl=2 l=   1 prim: INTEGER           :01\n    5:d=1  hl=2 l=   2 prim: INTEGER           :ABCD\n';
  const { stdout } = spawnSync('sh', ['-c', 'awk "$0"', program], { input: parsed, encoding: 'utf8' });
  expect(Buffer.from(stdout, 'base64url').toString('hex')).toBe(`${'01'.padStart(64, '0')}${'abcd'.padStart(64, '0')}`);
});

test('a file that is no key: nothing is sent', () => {
  writeFileSync(path.join(folder, 'key.pem'), 'no key');
  const { status, calls } = run(recipe({ fields: key, assertion: assertionOf('RS384') }));
  expect([status, calls[0]?.args]).toEqual([1, []]);
});

const secrets = [
  'plain-secret_1.2*',
  'sp ace',
  'quote"back\\slash',
  "it's $(touch hacked)",
  '100%+&=/?:@',
  'ünïcödé☃',
  ' edge ',
];

describe('a secret', () => {
  test.each(secrets)('%j as client_secret_basic: encoded as the wizard does it', (secret) => {
    const clientId = "a:client id's";
    const fields = { authenticationMethod: 'client_secret_basic' };
    const { status, calls, printed } = run(recipe({ fields, request: { clientId } }), { input: `${secret}\n` });
    const [, basic = ''] = /^header = "Authorization: Basic (.*)"$/m.exec(calls[0]?.config ?? '') ?? [];
    expect([status, Buffer.from(basic, 'base64').toString()]).toEqual([
      0,
      `${formEncode(clientId)}:${formEncode(secret)}`,
    ]);
    expect(printed + JSON.stringify(calls[0]?.args)).not.toContain(secret);
  });

  test.each(secrets)('%j, raw', (secret) => {
    const fields = { authenticationMethod: 'client_secret_basic' };
    const { calls } = run(recipe({ fields, request: { encoding: 'raw' } }), { input: `${secret}\n` });
    const [, basic = ''] = /^header = "Authorization: Basic (.*)"$/m.exec(calls[0]?.config ?? '') ?? [];
    expect(Buffer.from(basic, 'base64').toString()).toBe(`requesting-payer:${secret}`);
  });

  test.each(secrets)('%j as client_secret_post: in curl’s configuration, as curl reads it', (secret) => {
    const fields = { authenticationMethod: 'client_secret_post' };
    const { calls } = run(recipe({ fields }), { input: secret });
    const [, quoted = ''] = /^data-urlencode = "client_secret=(.*)"$/m.exec(calls[0]?.config ?? '') ?? [];
    expect(quoted.replaceAll(/\\(.)/g, '$1')).toBe(secret);
  });
});

const hostile = [
  '$(touch hacked)',
  '`touch hacked`',
  "'; touch hacked; '",
  '"; touch hacked; "',
  'two\nlines\ntouch hacked',
  '\u001b[2Jcleared\u0007',
  'turned\u202eround',
  '\\\'\\"$HOME',
  '-K /etc/passwd',
  '@/etc/passwd',
];

describe.each(hostile)('%j, wherever it stands', (text) => {
  // bash: what Git for Windows has.
  test.each(['sh', 'bash'])('is sent as it is, runs nothing, and is nothing to a terminal: %s', (shell) => {
    const fields = {
      authenticationMethod: 'tls_client_auth',
      serverName: text,
      customTokenParameters: text,
      clientId: text,
    };
    const url = `https://as.payer.example/${encodeURI(text)}'$(id)`;
    const request = { clientId: text, form: { scope: text, client_id: text }, endpoint: url };
    const script = recipe({ fields, request });
    const { status, calls } = run(script, { shell });
    const args = calls[0]?.args ?? [];
    expect([status, valueAfter(args, '--data-urlencode')]).toEqual([0, [`scope=${text}`, `client_id=${text}`]]);
    expect(valueAfter(args, '--url')).toEqual([url]);
    expect([readdirSync(folder).includes('hacked'), /[^\P{Cc}\n]|\u202e/u.test(script)]).toEqual([false, false]);
  });

  test('is signed as it is', () => {
    const { privateKey } = pairFor('ES256');
    writeFileSync(path.join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { calls } = run(recipe({ fields: key, assertion: assertionOf('ES256', { iss: text, note: [text] }) }));
    const [, claims = ''] = signed(calls[0]?.config ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: text, note: [text] });
    expect(readdirSync(folder)).not.toContain('hacked');
  });
});

test('the token goes to the FHIR server by standard input, and is shown nowhere', () => {
  const fields = { authenticationMethod: 'tls_client_auth', fhirBaseUrl: key.fhirBaseUrl };
  const { calls, printed, status } = run(recipe({ fields }));
  expect(status).toBe(0);
  expect(calls[1]?.config).toBe('header = "Authorization: Bearer canary-0c1e-of-a-token"\n');
  expect(valueAfter(calls[1]?.args ?? [], '--url')).toEqual(['https://fhir.payer.example/r4/Patient?_summary=count']);
  expect(printed + JSON.stringify(calls.map(({ args }) => args))).not.toContain('canary');
});

test('an answer without a token ends with 2, and the FHIR server is not asked', () => {
  writeFileSync(
    path.join(folder, 'curl'),
    '#!/bin/sh\necho x >> "$HERE/called"\nprintf \'{"error":"invalid_client"}\'\n',
  );
  const { status, printed } = run(recipe({ fields: { ...key, authenticationMethod: 'tls_client_auth' } }));
  expect([status, readFileSync(path.join(folder, 'called'), 'utf8')]).toEqual([2, 'x\n']);
  expect(printed).toContain('invalid_client');
});

test.each([
  ['system', [], ''],
  ['none', ['--noproxy', '*'], ''],
  ['http://proxy.example:8080', ['--proxy', 'http://proxy.example:8080'], ''],
  [
    'http://me%40here@proxy.example:8080',
    ['--proxy', 'http://proxy.example:8080'],
    'proxy-user = "me@here:pass \\"word"\n',
  ],
])('proxy %s', (proxy, options, config) => {
  const { calls } = run(recipe({ fields: { authenticationMethod: 'tls_client_auth' }, request: { proxy } }), {
    input: 'pass "word\n',
  });
  const args = calls[0]?.args ?? [];
  expect(args.filter((arg, at) => /proxy$/.test(arg) || /proxy$/.test(args[at - 1] ?? ''))).toEqual(options);
  expect(calls[0]?.config).toBe(config);
});

test('CAs and client certificate are written to files that curl is pointed to, and are gone afterwards', () => {
  const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
  writeFileSync(
    path.join(folder, 'curl'),
    `#!/bin/sh
for arg in "$@"; do case "$arg" in */authorities.pem) cp "$arg" "$HERE/seen-authorities"; echo "$arg" > "$HERE/where";; */client.pem) cp "$arg" "$HERE/seen-client";; esac; done
`,
    { mode: 0o755 },
  );
  const request = { authorities: [pem('one'), pem("two'$(id)")], clientCertificate: pem('leaf') + pem('above') };
  run(recipe({ fields: { authenticationMethod: 'tls_client_auth' }, request }));
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  expect(read('seen-authorities').startsWith(pem('one') + pem("two'$(id)"))).toBe(true);
  expect([read('seen-client'), existsSync(read('where').trim())]).toEqual([pem('leaf') + pem('above'), false]);
});

test('of a payer as it is: its settings for Smile CDR, what may differ, and no secret', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
  const text = await testRecipe(ports, payer);
  expect(text).toContain(
    '# - Token Endpoint (federationTokenUrl, seen in public code): https://auth.northlake.example/p2p/token',
  );
  expect(text).toMatch(/# Where Smile CDR may ask otherwise:\n# - [\s\S]*\n# - Basic: /);
  expect(text).not.toContain(canary);
});

test.each([
  ['token/no-client-id', { clientId: '' }],
  ['token/not-confirmed', { tokenEndpoint: 'https://victim.example/token' }],
  ['token/no-endpoint', { tokenEndpoint: '' }],
])('no recipe where the test would not ask either: %s', async (code, fields) => {
  const ports = memoryPorts();
  const payer = changePayer(await samplePayer(ports), { fields });
  await expect(testRecipe(ports, payer)).rejects.toMatchObject({ code });
});
