/** @file No secret comes back, however a server spells it, and what helps a diagnosis stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { TokenAnswer, TokenRequest } from '#core/ports.ts';
import { MASK, redactorFor } from '#node/token/redact.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import type { Recorder } from './recorder.ts';
import { grant, json, startRecorder } from './recorder.ts';
import { straight } from './straight.ts';

const tokenEndpoint = tokenEndpointOver(straight, { seconds: 12 });
let server: Recorder;
beforeAll(async () => {
  server = await startRecorder();
});
afterAll(async () => server.stop());

/** What a careful generator makes, and what a person types. */
const secret = 'c4nary/"s&cret" + 100%=é!';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion = [part({ alg: 'ES384', kid: 'k-1' }), part({ iss: 'us', jti: 'j-1' }), 'c4narySignature_-xyz'].join(
  '.',
);

const percent = (text: string) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
const codes = (text: string, spell: (code: number) => string) =>
  Array.from({ length: text.length }, (_, at) => spell(text.charCodeAt(at))).join('');

const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded, small letters',
    (text) => encodeURIComponent(text).replaceAll(/%../g, (each) => each.toLowerCase()),
  ],
  ['percent-encoded wholly', percent],
  ['percent-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['form-encoded', (text) => new URLSearchParams({ a: text }).toString().slice(2)],
  ['in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['in JSON with slashes escaped', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
  ['in JSON in JSON', (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3)],
  ['in JSON by codes', (text) => codes(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
  ['in HTML', (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')],
  ['in HTML by codes', (text) => codes(text, (code) => `&#${code};`)],
  ['in HTML by hex codes', (text) => codes(text, (code) => `&#x${code.toString(16)};`)],
  ['in Base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ['in Base64 within more', (text) => Buffer.from(`ab client:${text} and more`).toString('base64')],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['with something unseen in it', (text) => `${text.slice(0, 5)}\u200B\u0000${text.slice(5)}`],
];

describe('what was sent is masked', () => {
  test.each(spellings)('%s', (_name, spell) => {
    const redact = redactorFor([secret, ...assertion.split('.')]);
    const said = (text: string) => redact(`before ${spell(text)} after`);
    expect([said(secret), said('c4narySignature_-xyz')]).toEqual([`before ${MASK} after`, `before ${MASK} after`]);
  });

  test('a short one as a word of its own', () => {
    expect(redactorFor(['ab'])('ab about (ab) cab')).toBe(`${MASK} about (${MASK}) cab`);
  });
});

describe('what looks like a secret is masked', () => {
  test.each([
    ['{"access_token":"abc def","expires_in":300}', `{"access_token":"${MASK}","expires_in":300}`],
    ['{"a":"{\\"refresh_token\\":\\"abc\\",\\"b\\":1}"}', `{"a":"{\\"refresh_token\\":\\"${MASK}\\",\\"b\\":1}"}`],
    ['{"client_secret": "x', `{"client_secret": "${MASK}`],
    ['a=1&client_secret=abc&b=2', `a=1&client_secret=${MASK}&b=2`],
    ['<password>open sesame</password>', `<password>${MASK}</password>`],
    ['Authorization: Bearer 0a9f8b7c6d5e', `Authorization: Bearer ${MASK}`],
    ['refused: Basic dXM6c2VjcmV0MQ==', `refused: Basic ${MASK}`],
    [`got ${part({ alg: 'none' })}.${part({ sub: 'x' })}.`, `got ${MASK}`],
    [
      '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
      `-----BEGIN PRIVATE KEY-----${MASK}-----END PRIVATE KEY-----`,
    ],
    [
      'see https://ana:word@sso.example/a?code=1&state=2#x=3',
      `see https://${MASK}@sso.example/a?code=${MASK}&state=${MASK}#x=${MASK}`,
    ],
  ])('%s', (text, wanted) => {
    expect(redactorFor([])(text)).toBe(wanted);
  });

  test.each([
    '{"error":"invalid_client","error_description":"client_assertion: the audience is wrong"}',
    '{"errors":{"assertion":"expired"}}',
    '{"client_assertion_type":"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}',
    'Bearer realm="payer", error="invalid_token"',
    'Basic authentication is needed',
    '<title>400 No required SSL certificate was sent</title>',
    'The framework-version is org.springframework.security.oauth2',
    'https://docs.payer.example/errors',
  ])('and this is none: %s', (text) => {
    expect(redactorFor([secret])(text)).toBe(text);
  });
});

test('half a secret at the end of what is looked at is not kept', () => {
  const tail = 'x'.repeat(98_300 - 10);
  const text = redactorFor(['c4nary-of-the-end'])(`${tail}c4nary-of-the-end and much more`);
  expect([text.includes('c4nar'), text.length > 60_000]).toEqual([false, true]);
});

test.each([
  ['one letter', 'a'],
  ['escapes', '%25'],
  ['names of secrets', '"token":"'],
  ['the beginning of an address', 'https://'],
  ['spaces after a scheme', 'Basic   '],
  ['dots', 'abcdefghijklmnopq.'],
  ['quotes and backslashes', '\\"'],
])('a body of nothing but %s takes no time', (_name, what) => {
  const startedAt = performance.now();
  redactorFor([secret, assertion])(what.repeat(1_048_576 / what.length));
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

type Content = Parameters<typeof json>;

async function answered(content: Content, more: Partial<TokenRequest> = {}): Promise<TokenAnswer> {
  server.answers(json(...content));
  return tokenEndpoint.request(
    server.request({ credential: { is: 'basic', secret: new Secret(secret), encoding: 'raw' }, ...more }),
  );
}

const shown = (answer: TokenAnswer) => JSON.stringify({ ...answer, accessToken: null, idToken: null });

describe('in a whole answer', () => {
  const pair = Buffer.from(`requesting-payer:${secret}`).toString('base64');
  const ascii = encodeURIComponent(secret);

  test('a refusal that quotes all that it got', async () => {
    const description = `wrong: ${secret}, ${pair}, ${assertion}`;
    const answer = await answered(
      [
        401,
        {
          error: 'invalid_client',
          error_description: description,
          error_uri: `https://p.example/e?s=${ascii}`,
          [secret]: 1,
        },
        {
          'WWW-Authenticate': `Basic realm="${ascii}"`,
          'X-Debug': `secret ${ascii} pair ${pair}`,
          'X-Auth-Token': 'abc',
          'Set-Cookie': [`SESSION=${pair}; Path=/${ascii}`, 'AWSALB=1234'],
          'Content-Language': 'en',
        },
      ],
      { form: { grant_type: 'client_credentials', assertion } },
    );
    expect(shown(answer)).not.toMatch(/c4nary|YzRuYXJ5/);
    expect(answer).toMatchObject({
      is: 'refused',
      error: 'invalid_client',
      errorDescription: `wrong: ${MASK}, ${MASK}, ${MASK}`,
      errorUri: 'https://p.example/e?s=…',
      sent: {
        headers: { authorization: `Basic ${MASK}`, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        form: { grant_type: 'client_credentials', assertion: MASK },
      },
      answer: {
        members: ['error', 'error_description', 'error_uri', MASK],
        headers: {
          'www-authenticate': `Basic realm="${MASK}"`,
          'x-debug': `secret ${MASK} pair ${MASK}`,
          'x-auth-token': MASK,
          'set-cookie': `SESSION=${MASK}, AWSALB=${MASK}`,
          'content-language': 'en',
        },
      },
    });
  });

  test('a grant: its tokens are nowhere, not even where they are repeated', async () => {
    const tokens = {
      access_token: 'c4nary-one',
      refresh_token: 'c4nary-two',
      deep: { id_token: { raw: 'c4nary-three' } },
    };
    const answer = await answered([
      200,
      { ...grant, ...tokens, note: 'c4nary-three', scope: 'a c4nary-one' },
      { 'X-Token': 'c4nary-one', 'X-Note': 'it is c4nary-two', 'Content-Type': 'application/json; x=c4nary-one' },
    ]);
    expect([answer.is, answer.accessToken?.reveal(), answer.scope]).toEqual(['granted', 'c4nary-one', `a ${MASK}`]);
    expect(shown(answer)).not.toContain('c4nary');
    expect(answer.answer?.body).toContain('"token_type":"Bearer"');
  });

  test('a redirect: where to, and no more', async () => {
    const Location = `https://ana:${ascii}@sso.example/login;s=${ascii}?secret=${ascii}&state=4#${ascii}`;
    const answer = await answered([302, {}, { Location }]);
    expect(answer).toMatchObject({
      is: 'failed',
      detail: 'status 302, a redirect to https://sso.example/login;…?secret=…&state=…',
      answer: { headers: { location: 'https://sso.example/login;…?secret=…&state=…' } },
    });
    expect(shown(answer)).not.toContain('c4nary');
  });

  test('a body is masked, then cut to 4 KiB, and its whole size is told', async () => {
    const long = `${'é'.repeat(3000)}${secret}`;
    const answer = await answered([400, { error: 'invalid_request', long }]);
    const bytes = Buffer.byteLength(answer.answer?.body ?? '');
    expect([bytes <= 4096, bytes > 4090, answer.answer?.bytes]).toEqual([
      true,
      true,
      Buffer.byteLength(JSON.stringify({ error: 'invalid_request', long })),
    ]);
    expect(answer.answer?.body).not.toContain('\uFFFD');
  });

  test('what moves a cursor or hides is gone', async () => {
    const answer = await answered([400, { error: 'invalid_request', error_description: 'a\u001B[31m\u202Eb\u0000c' }]);
    expect(answer.errorDescription).toBe('a[31mbc');
  });
});

describe('the words of a refusal', () => {
  const challenge = 'Bearer realm="p", error="invalid_token", error_description="The \\"aud\\" is wrong"';
  test.each<[string, Content, Partial<TokenAnswer>]>([
    [
      'are those of the challenge, where the body has none',
      [401, 'no', { 'WWW-Authenticate': challenge }],
      { error: 'invalid_token', errorDescription: 'The "aud" is wrong' },
    ],
    [
      'are those of the body, where both have some',
      [401, { error: 'invalid_client', error_description: 'x' }, { 'WWW-Authenticate': challenge }],
      { error: 'invalid_client', errorDescription: 'x' },
    ],
    [
      'are filled up, where both mean the same',
      [401, { error: 'invalid_token' }, { 'WWW-Authenticate': challenge }],
      { error: 'invalid_token', errorDescription: 'The "aud" is wrong' },
    ],
    ['may come with status 200', [200, { error: 'invalid_client' }], { error: 'invalid_client', errorDescription: '' }],
    ['are a status, where a gateway answers', [403, 'no', { 'Content-Type': 'text/html' }], { error: 'status 403' }],
    [
      'are a status, where a FHIR server answers',
      [401, { resourceType: 'OperationOutcome', issue: [{ code: 'login', diagnostics: 'Log in' }] }],
      { error: 'status 401' },
    ],
  ])('%s', async (_name, content, wanted) => {
    expect(await answered(content)).toMatchObject({ is: 'refused', code: '', ...wanted });
  });

  test('of a FHIR server are kept in the body', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ code: 'login', diagnostics: `No ${secret}` }] };
    const answer = await answered([400, outcome]);
    expect([answer.is, answer.error, answer.answer?.body]).toEqual([
      'failed',
      '',
      `{"resourceType":"OperationOutcome","issue":[{"code":"login","diagnostics":"No ${MASK}"}]}`,
    ]);
  });
});
