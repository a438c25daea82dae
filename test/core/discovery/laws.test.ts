/** @file Laws of the importer: nothing that a stranger writes makes it throw, hang or change what is not its own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentKind } from '#core/domain/discovery/finding.ts';
import { documentKinds } from '#core/domain/discovery/finding.ts';
import { judge } from '#core/domain/discovery/judge.ts';
import { understand } from '#core/domain/discovery/understand.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import { readJson } from '#core/domain/json/read-json.ts';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { documentOf } from './cases/case.ts';

const runs = process.env['PAYER_WIZARD_PROOF'] === '1' ? 20_000 : 400;
const ports = memoryPorts();

async function codesOf(bytes: Uint8Array, retrievedFrom = ''): Promise<string[]> {
  const { discovery } = await discoverTexts(ports, { texts: [{ bytes, name: 'given', retrievedFrom }] });
  return discovery.findings.map(({ code }) => code);
}

const names = [
  ...new Set(documentKinds.flatMap((kind) => Object.keys(documentOf(kind).json))),
  'jwks',
  'mtls_endpoint_aliases',
  'x5c',
  'constructor',
  'toString',
];
const hostileText = fc.constantFrom(
  'https://[::1',
  'https://a.example/%7B%7B%7B',
  '{tenantid}',
  '\u0000',
  '\ud800',
  'https://a:b@c.example',
  'e30.e30.e30',
  'javascript:alert(1)',
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.webUrl(),
  hostileText,
  fc.array(fc.oneof(fc.webUrl(), hostileText, fc.jsonValue()), { maxLength: 4 }),
  fc.constant([{ security: { extension: [{ url: null, extension: [null] }], service: [{ coding: [1] }] } }]),
  fc.array(
    fc.record(
      {
        kty: fc.constantFrom('RSA', 'EC', 'OKP', 'oct', 1),
        n: fc.base64String(),
        e: fc.base64String(),
        kid: fc.jsonValue(),
        x5c: fc.jsonValue(),
        crv: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  ),
);
const json = fc.dictionary(fc.constantFrom(...names), value);
const address = fc.oneof(
  fc.webUrl(),
  fc.webUrl().map((url) => `${url}/.well-known/udap`),
  fc.string(),
  hostileText,
);

test('law: whatever JSON is imported, it ends in findings', async () => {
  await fc.assert(
    fc.asyncProperty(json, address, async (given, retrievedFrom) => {
      await codesOf(new TextEncoder().encode(JSON.stringify(given)), retrievedFrom);
    }),
    { numRuns: runs },
  );
});

test('law: whatever bytes are imported, they end in a finding', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 4096 }),
    fc.string({ unit: 'binary', maxLength: 2000 }).map((text) => new TextEncoder().encode(text)),
    fc.string().map((text) => new TextEncoder().encode(`HTTP/1.1 200 OK\r\n${text}\r\n\r\n{}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (given) => {
      expect((await codesOf(given)).length).toBeGreaterThan(0);
    }),
    { numRuns: runs },
  );
});

test('law: no rule throws, whatever kind a document is taken for', () => {
  const document = fc.record({
    kind: fc.constantFrom<DocumentKind>(...documentKinds),
    json,
    retrievedFrom: address,
    readAt: fc.constantFrom('2027-01-01T00:00:00.000Z', ''),
  });
  fc.assert(
    fc.property(fc.array(document, { maxLength: 3 }), (given) => {
      judge(given);
    }),
    { numRuns: runs },
  );
});

test('law: whatever a person pastes is understood or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), hostileText, fc.domain()), (given) => {
      const understood = understand(given, { allowPrivate: true });
      expect('code' in understood || understood.places.every((place) => URL.canParse(place.address))).toBe(true);
    }),
    { numRuns: runs },
  );
});

test('law: no prototype is changed', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const nested = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty');
  await fc.assert(
    fc.asyncProperty(nested, nested, fc.jsonValue(), async (outer, inner, polluted) => {
      await codesOf(
        new TextEncoder().encode(`{"${outer}":{"${inner}":${JSON.stringify(polluted)}},"keys":[{"${inner}":{}}]}`),
      );
    }),
    { numRuns: runs },
  );
  expect([Object.getOwnPropertyNames(Object.prototype), Object.keys({})]).toEqual([before, []]);
});

/** More than any document gives: what a person cannot read to its end hides what is in it. */
const MOST_FINDINGS = 60;
const LONGEST_SENTENCE = 3000;

test('law: however much a document holds, its findings are few and short', () => {
  const many = (value: unknown) =>
    Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`member${String(at)}`, value])) as JsonObject;
  const long = 'x'.repeat(100_000);
  const hostile: JsonObject[] = [
    many('https://a.example/{tenant}'),
    many(''),
    many(long.slice(0, 20)),
    Object.fromEntries(names.map((name) => [name, `https://a.example/{${long}}`])),
    Object.fromEntries(names.map((name) => [name, `http://a.example/${long}`])),
    Object.fromEntries(names.map((name) => [name, Array(2000).fill(`a b ${long.slice(0, 200)}`)])),
  ];
  for (const kind of documentKinds.filter((each) => each !== 'jwks'))
    for (const change of hostile) {
      const document = { ...documentOf(kind, change), retrievedFrom: `https://a.example/${long}/x` };
      const findings = judge([document, documentOf('openid-configuration')]);
      expect(findings.length, kind).toBeLessThan(MOST_FINDINGS);
      for (const { code, says, member } of findings)
        expect([says.length < LONGEST_SENTENCE, member.length <= 100], code).toEqual([true, true]);
    }
});

/** Texts of a mebibyte that a careless pattern takes a quadratic time for. */
const worst: Readonly<Record<string, string>> = {
  'open titles': '<title'.repeat(170_000),
  'open braces of templates': `{"token_endpoint":"https://a.example/${'%7B'.repeat(330_000)}"}`,
  'open braces': `{"x":"${'{'.repeat(1_000_000)}"}`,
  'open brackets': '['.repeat(1_000_000),
  spaces: `{"scopes_supported":["${'a '.repeat(500_000)}"]}`,
  'line ends': `{${'\r\n'.repeat(500_000)}`,
  'ends of captures': `HTTP/1.1 200 OK\r\n\r\n${'\n=== end of x'.repeat(80_000)}`,
  'heads of captures': 'HTTP/1.1 200 OK\r\na: b\r\n'.repeat(40_000),
  'many members': `{${Array.from({ length: 60_000 }, (_, at) => `"member_${String(at)}":1`).join(',')}}`,
  'many camels': `{${Array.from({ length: 40_000 }, (_, at) => `"memberNumber${String(at)}":1`).join(',')}}`,
  'many keys': `{"keys":[${Array.from({ length: 12_000 }, (_, at) => `{"kty":"EC","kid":"${String(at)}","crv":"P-256","x":"AA","y":"AA"}`).join(',')}]}`,
  'many issuers': `{"resource":"https://a.example","authorization_servers":[${Array.from({ length: 40_000 }, () => '"https://a.example"').join(',')}]}`,
  'a long kid': `{"keys":[{"kty":"RSA","kid":"${'k'.repeat(900_000)}"}]}`,
  'a long modulus': `{"keys":[{"kty":"RSA","e":"AQAB","n":"${'_'.repeat(1_000_000)}"}]}`,
  'a long address': `{"token_endpoint":"https://a.example/${'/..'.repeat(300_000)}"}`,
  'a long signature': `{"udap_versions_supported":["1"],"signed_metadata":"${'e30.'.repeat(250_000)}"}`,
};

// A quadratic one takes minutes; the limit is for machines that have much else to do.
test.each(Object.keys(worst))('law: a mebibyte of %s is judged in linear time', { timeout: 20_000 }, async (name) => {
  const bytes = new TextEncoder().encode(worst[name]);
  expect(bytes.byteLength).toBeLessThanOrEqual(1_048_576);
  expect(readJson(bytes)).toBeDefined();
  expect((await codesOf(bytes, 'https://a.example/.well-known/oauth-authorization-server')).length).toBeGreaterThan(0);
});
