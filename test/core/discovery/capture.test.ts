import { expect, test } from 'vitest';
import { curlRecipe, readCapture } from '#core/domain/discovery/capture.ts';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { recipeFor } from '#core/use-cases/recipe.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { issuer } from './cases/case.ts';

const at = `${issuer}/.well-known/openid-configuration`;
const document = JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, subject_types_supported: ['public'] });
const bytes = (text: string) => new TextEncoder().encode(text);
const head = (status: string, ...lines: string[]) => [`HTTP/2 ${status}`, ...lines, '', ''].join('\r\n');

async function read(content: Uint8Array, retrievedFrom = '') {
  const texts = [{ bytes: content, name: 'capture.txt', retrievedFrom }];
  const { discovery, bodies } = await discoverTexts(memoryPorts(), { texts });
  const told = discovery.findings.filter(({ code }) => code.startsWith('discovery/'));
  return { ...discovery, codes: told.map(({ code }) => code), bodies: [...bodies.values()] };
}

test('what curl wrote for several addresses is read as if it had been asked here', async () => {
  const text = [
    head('200', 'content-type: application/json', 'etag: "a1"'),
    document,
    `\n=== end of ${at}\n`,
    head('404', 'content-type: text/html'),
    '<html>',
    '\n=== end of https://auth.northlake.example/p2p/.well-known/udap\n',
    head('302', 'location: https://login.northlake.example/sign-in'),
    '\n=== end of https://auth.northlake.example/p2p/metadata\n',
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
  ['as PowerShell redirects it', utf16(`${head('200')}${document}\r\n=== end of ${at}\r\n`)],
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
  const text = `curl: (6) Could not resolve host\n\n=== end of ${at}\n`;
  expect(readCapture(bytes(text))).toMatchObject([{ address: at, status: null }]);
});

test('JSON is no capture', () => {
  expect(readCapture(bytes(document))).toBeNull();
});

test('the recipe names every place, and nothing in it is read by a shell', () => {
  const recipe = recipeFor(' auth.northlake.example/p2p ');
  expect(recipe).toContain(`"${at}"`);
  expect(recipe).toContain('"https://auth.northlake.example/.well-known/oauth-authorization-server/p2p"');
  const hostile = curlRecipe([{ kind: 'udap', address: 'https://a.example/"$(id)`id`\\!' }], 'x');
  expect(hostile).toContain('"https://a.example/%22%24(id)%60id%60%5C%21"');
});

test.each(['a payer', 'ftp://payer.example'])('%s gives no recipe, and says why', (address) => {
  expect(() => recipeFor(address)).toThrow(expect.objectContaining({ code: 'input/no-address' }));
});

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
}
