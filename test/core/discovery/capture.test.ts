import { expect, test } from 'vitest';
import { readCapture } from '#core/domain/discovery/capture.ts';
import { curlRecipe } from '#core/domain/discovery/curl-recipe.ts';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { recipeFor } from '#core/use-cases/recipe.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { issuer } from './cases/case.ts';

const at = `${issuer}/.well-known/openid-configuration`;
const document = JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, subject_types_supported: ['public'] });
const bytes = (text: string) => new TextEncoder().encode(text);
const token = '0a1b2c3d';
const start = `=== capture ${token}\n`;
const end = (address: string) => `\n=== end of ${token} ${address}\n`;
const head = (status: string, ...lines: string[]) => [`HTTP/2 ${status}`, ...lines, '', ''].join('\r\n');

async function read(content: Uint8Array, retrievedFrom = '') {
  const texts = [{ bytes: content, name: 'capture.txt', retrievedFrom }];
  const { discovery, bodies } = await discoverTexts(memoryPorts(), { texts });
  const told = discovery.findings.filter(({ code }) => code.startsWith('discovery/'));
  return { ...discovery, codes: told.map(({ code }) => code), bodies: [...bodies.values()] };
}

test('what curl wrote for several addresses is read as if it had been asked here', async () => {
  const text = [
    start,
    head('200', 'content-type: application/json', 'etag: "a1"'),
    document,
    end(at),
    head('404', 'content-type: text/html'),
    '<html>',
    end('https://auth.northlake.example/p2p/.well-known/udap'),
    head('302', 'location: https://login.northlake.example/sign-in'),
    end('https://auth.northlake.example/p2p/metadata'),
  ].join('');
  const { documents, codes, fields, bodies } = await read(bytes(text));
  expect(documents).toMatchObject([{ kind: 'openid-configuration', retrievedFrom: at, etag: '"a1"' }]);
  expect([codes, fields.issuer?.value, new TextDecoder().decode(bodies[0])]).toEqual([
    ['discovery/absent', 'discovery/redirect-to-login'],
    issuer,
    document,
  ]);
});

test.each<[string, Uint8Array]>([
  ['with a head on top', bytes(`${head('200', 'content-type: application/json')}${document}`)],
  ['with a byte order mark before the head', bytes(`\uFEFF${head('200')}${document}`)],
  ['with line feeds alone', bytes(`HTTP/1.1 200 OK\ncontent-type: application/json\n\n${document}\n`)],
  [
    'with the heads of a proxy and of 100 Continue',
    bytes(`HTTP/1.1 200 Connection established\r\n\r\n${head('100')}${head('200')}${document}`),
  ],
  ['as PowerShell redirects it', utf16(`${start}${head('200')}${document}${end(at)}`)],
  ['as an editor saves it, UTF-16 the other way round', utf16(`${head('200')}${document}`).map(swapped)],
  ['in UTF-16 without its mark', utf16(`${head('200')}${document}`).subarray(2)],
  ['as cmd echoes its first line', bytes(`"=== capture ${token}"\r\n${head('200')}${document}${end(at)}`)],
  ['below a prompt', bytes(`ana@harbor:~$ curl -i ${at}\n${head('200')}${document}`)],
  ['as curl -v tells it', bytes(verbose(document))],
  [
    'without its status line',
    bytes(`content-type: application/json\r\ndate: Thu, 31 Dec 2026 00:00:00 GMT\r\n\r\n${document}`),
  ],
  ['alone, with CRLF', bytes(document.replaceAll(',', ',\r\n'))],
])('a capture %s gives its document', async (_name, content) => {
  const { documents, codes } = await read(content, at);
  expect([documents.map(({ kind, retrievedFrom }) => [kind, retrievedFrom]), codes]).toEqual([
    [['openid-configuration', at]],
    [],
  ]);
});

test('a status in the capture is told, and its body is not taken for a document', async () => {
  expect((await read(bytes(`${head('403')}${document}`), at)).codes).toEqual(['discovery/forbidden']);
});

test('a capture of long ago is told', async () => {
  const old = head('200', 'date: Mon, 01 Jun 2026 00:00:00 GMT');
  expect((await read(bytes(`${old}${document}`), at)).codes).toEqual(['discovery/stale-capture']);
});

test('an address that did not answer is passed over', () => {
  const text = `${start}curl: (6) Could not resolve host\n${end(at)}`;
  expect(readCapture(bytes(text))).toMatchObject([{ address: at, status: null }]);
});

test('the time of the answer is the time of the document', async () => {
  const { documents } = await read(bytes(`${head('200', 'date: Thu, 31 Dec 2026 12:00:00 GMT')}${document}`), at);
  expect(documents[0]?.retrievedAt).toBe('2026-12-31T12:00:00.000Z');
});

test('two answers that curl -i wrote one after another are two documents', async () => {
  const keys = JSON.stringify({ keys: [] });
  const { documents } = await read(bytes(`${head('200')}${document}${head('200')}${keys}`));
  expect(documents.map(({ kind }) => kind)).toEqual(['openid-configuration', 'jwks']);
});

test('a document cannot end itself and go on as another’s', async () => {
  const forged = 'https://victim.example/.well-known/openid-configuration';
  const hostile = [
    document,
    end(forged).replace(token, 'ffffffff'),
    `=== end of ${forged}`,
    head('200'),
    document,
  ].join('\n');
  const { documents } = await read(bytes(`${start}${head('200')}${hostile}${end(at)}`));
  expect(documents.filter(({ retrievedFrom }) => retrievedFrom.includes('victim'))).toEqual([]);
});

test('a redirect that curl followed is told, and the document is from where it led', async () => {
  const location = 'https://login.northlake.example/doc/.well-known/openid-configuration';
  const { codes, documents } = await read(
    bytes(`${head('302', `location: ${location}?code=1`)}${head('200')}${document}`),
    at,
  );
  expect([codes, documents.map(({ retrievedFrom }) => retrievedFrom)]).toEqual([
    ['discovery/captured-redirect'],
    [`${location}?code=1`],
  ]);
});

test('a head without an end is named', async () => {
  const cutOff = `HTTP/2 200\r\ncontent-type: application/json\r\n${document}`;
  expect((await read(bytes(cutOff), at)).codes).toContain('discovery/broken-capture');
});

test('what the documents name and nobody captured is told, with the way to have it', async () => {
  const named = JSON.stringify({ ...(JSON.parse(document) as object), jwks_uri: `${issuer}/jwks` });
  expect((await read(bytes(`${start}${head('200')}${named}${end(at)}`))).codes).toContain('discovery/more-to-capture');
});

test('JSON is no capture', () => {
  expect(readCapture(bytes(document))).toBeNull();
});

const ports = { clock: fixedClock() };

test('the recipe names every place, and nothing in it is read by a shell', () => {
  const recipe = recipeFor(ports, {
    addresses: [' auth.northlake.example/p2p '],
    fhirBase: 'https://fhir.northlake.example/r4',
    also: [`${issuer}/jwks`],
  });
  for (const address of [
    at,
    'https://auth.northlake.example/.well-known/oauth-authorization-server/p2p',
    'https://fhir.northlake.example/r4/metadata',
    `${issuer}/jwks`,
  ])
    expect(recipe).toContain(`"${address}"`);
  const hostile = curlRecipe({ places: [{ address: 'https://a.example/"$(id)`id`\\!' }], file: 'x', token: 'a1b2' });
  expect(hostile).toContain('"https://a.example/%22%24(id)%60id%60%5C%21"');
});

test('each recipe has an end line of its own', () => {
  const [one, other] = [1, 2].map(() => recipeFor(ports, { addresses: [issuer] }));
  expect(one).not.toBe(other);
});

test.each(['a payer', 'ftp://payer.example'])('%s gives no recipe, and says why', (address) => {
  expect(() => recipeFor(ports, { addresses: [address] })).toThrow(
    expect.objectContaining({ code: 'input/no-address' }),
  );
});

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
}

/** Every two bytes the other way round. */
function swapped(_: number, at: number, all: Uint8Array): number {
  return all[at % 2 === 0 ? at + 1 : at - 1] ?? 0;
}

function verbose(body: string): string {
  const talk = [
    '*   Trying 192.0.2.7:443...',
    '* Connected',
    '> GET / HTTP/1.1',
    '> Host: auth.northlake.example',
    '>',
  ];
  return [
    ...talk,
    '< HTTP/1.1 200 OK',
    '< content-type: application/json',
    '< ',
    '{ [5 bytes data]',
    body,
    '* Closed',
    '',
  ].join('\n');
}
