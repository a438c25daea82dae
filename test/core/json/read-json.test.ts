import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '#core/domain/json/read-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('law: what JSON.parse reads, it reads alike', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'small', noUnicodeString: false }), (text) => {
      // fast-check writes `__proto__` as a member too; this reader refuses it.
      fc.pre(!text.includes('__proto__'));
      const read = readJson(bytes(text));
      expect(read.is === 'read' && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: 500 },
  );
});

test('law: what it reads, JSON.parse reads', () => {
  const almost = fc.string({ unit: fc.constantFrom(...'{}[]":,0-1.eE+tfn\\u " a\u0001'.split('')), maxLength: 12 });
  fc.assert(
    fc.property(almost, (text) => {
      const read = readJson(bytes(text));
      if (read.is === 'read') expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
      else
        expect(() => {
          refuse(text, read.code);
        }).toThrow();
    }),
    { numRuns: 3000 },
  );
});

/** Only what JSON.parse takes and we do not may stay: a member twice, too deep. */
function refuse(text: string, code: string): void {
  if (code === 'discovery/duplicate-member') throw new Error('as it should be');
  JSON.parse(text);
}

test('law: no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (given) => void readJson(given)),
    { numRuns: 2000 },
  );
});

test.each([
  ['', 'discovery/empty', {}],
  [' \n', 'discovery/empty', {}],
  ['<!DOCTYPE html><title>Sign in</title>', 'discovery/html', { title: ': “Sign in”' }],
  ['{"a":1,}', 'discovery/not-json', { line: '1', column: '8' }],
  ['{"a":1\n "b":2}', 'discovery/not-json', { line: '2', column: '2' }],
  ['{"a":1', 'discovery/not-json', { line: '1', column: '7' }],
  ['{"a":"b', 'discovery/not-json', { line: '1', column: '6' }],
  ['{"a":"b\n"}', 'discovery/not-json', { line: '1', column: '8' }],
  ['{"a":01}', 'discovery/not-json', { line: '1', column: '7' }],
  ['{"a":1e999}', 'discovery/not-json', { line: '1', column: '6' }],
  ['[1] []', 'discovery/not-json', { line: '1', column: '5' }],
  ['HTTP/1.1 200 OK', 'discovery/not-json', { line: '1', column: '1' }],
  ['{"a":1,"b":{"c":1,"c":2}}', 'discovery/duplicate-member', { member: 'c', line: '1', column: '19' }],
  ['{"\\u0061":1,"a":2}', 'discovery/duplicate-member', { member: 'a' }],
  [`${'['.repeat(65)}${']'.repeat(65)}`, 'discovery/too-deep', {}],
])('%j: %s', (text, code, details) => {
  expect(readJson(bytes(text))).toMatchObject({ is: 'refused', code, details });
});

test('bytes that are not UTF-8 are refused', () => {
  expect(readJson(Uint8Array.of(0x7b, 0xe9, 0x7d))).toMatchObject({ code: 'discovery/not-utf8' });
});

test('more than a mebibyte is refused unread', () => {
  expect(readJson(new Uint8Array(1_048_577))).toMatchObject({ code: 'discovery/too-large' });
});

test('a byte order mark is passed over and told', () => {
  expect(readJson(bytes('\uFEFF{}'))).toMatchObject({ is: 'read', hadByteOrderMark: true });
});

test.each(['{"__proto__":{"polluted":true}}', '{\n "a":[{"\\u005f_proto__":1}]}'])('%s is refused by name', (text) => {
  expect(readJson(bytes(text))).toMatchObject({ code: 'discovery/prototype-member', details: { member: '__proto__' } });
});

test('constructor and prototype are members like any other', () => {
  const read = readJson(bytes('{"constructor":{"prototype":{"polluted":true}}}'));
  const polluted = ({} as { polluted?: boolean }).polluted;
  expect([read.is === 'read' && Object.keys(read.value as object), polluted]).toEqual([['constructor'], undefined]);
});

test.each([
  ['<!-- a note --><html><title>Sign in</title>', 'discovery/html'],
  ['<script>', 'discovery/html'],
  ['<?xml version="1.0"?><!DOCTYPE html><html>', 'discovery/html'],
  ['<?xml version="1.0"?><a/>', 'discovery/xml'],
  ['<CapabilityStatement xmlns="http://hl7.org/fhir"/>', 'discovery/xml'],
])('%s is markup', (text, code) => {
  expect(readJson(bytes(text))).toMatchObject({ is: 'refused', code });
});

test('64 levels are read', () => {
  expect(readJson(bytes(`${'['.repeat(64)}${']'.repeat(64)}`)).is).toBe('read');
});
