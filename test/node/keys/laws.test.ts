/** @file Laws of reading: whatever stands in a file, it ends in a key file or a fault, and soon; and what mail programs and editors do to a key does not change it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePem, writePem } from '#core/domain/keys/pem.ts';
import { Secret } from '#core/domain/secret.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { decryptRc2 } from '#node/keys/reading/rc2.ts';
import { withScratch } from '#node/keys/reading/scratch.ts';
import {
  certificatePem,
  encrypted,
  keys,
  openssl,
  passphrase,
  pem,
  pkcs12,
  pkcs8,
  pkcs8Der,
  privateJwk,
  traditional,
} from '../../keys/make.ts';
import { toBer } from '../../keys/ber.ts';
import { certify } from '../../pki.ts';
import { outcomeOf } from '../../keys/outcome.ts';

const bytesOf = (made: string | Uint8Array) => Buffer.from(made as Uint8Array);
const inputOf = (bytes: Uint8Array, given: string | null = passphrase) => ({
  name: '',
  base64: Buffer.from(bytes).toString('base64'),
  passphrase: given,
});

/** Throws what is no fault: a bug. */
async function ends(bytes: Uint8Array): Promise<void> {
  const from = performance.now();
  await outcomeOf(inputOf(bytes));
  expect(performance.now() - from).toBeLessThan(5000);
}

test('random bytes end', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), ends), { numRuns: 500 });
});

const derLike = fc.letrec<{ element: Uint8Array }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x31, 0xa0, 0xa1, 0x80, 0x24),
      fc.oneof(
        { depthSize: 'small' },
        fc.uint8Array({ maxLength: 12 }),
        fc.array(tie('element'), { maxLength: 4 }).map((parts) => Buffer.concat(parts)),
      ),
    )
    .map(([tag, content]) =>
      content.length < 128
        ? Buffer.concat([Buffer.of(tag, content.length), content])
        : Buffer.concat([Buffer.of(tag, 0x82, content.length >> 8, content.length & 0xff), content]),
    ),
})).element;

test('what looks like ASN.1 ends', async () => {
  await fc.assert(fc.asyncProperty(derLike, ends), { numRuns: 500 });
});

const originals = [
  ['PKCS#8', () => pkcs8(keys.p384())],
  ['PKCS#8 in DER', () => pkcs8Der(keys.rsa())],
  ['encrypted', () => encrypted(keys.p256(), [])],
  ['encrypted PKCS#1', () => traditional(keys.rsa(), 'aes256')],
  ['PKCS#12', () => pkcs12(keys.p256())],
  ['PKCS#12 in BER', () => toBer(pkcs12(keys.p256()))],
  ['key and certificate', () => pkcs8(keys.p256()) + certificatePem(keys.p256())],
  ['JWK', () => JSON.stringify(privateJwk(keys.p521()))],
] as const;

test.each(originals)('a file with some bytes changed, cut out or put in ends: %s', async (_, make) => {
  const original = bytesOf(make());
  const change = fc.record({
    at: fc.nat(original.length - 1),
    remove: fc.nat(4),
    put: fc.uint8Array({ maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const changed = changes.reduce(
        (bytes, { at, remove, put }) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + remove)]),
        original,
      );
      await ends(changed);
    }),
    { numRuns: 60 },
  );
});

test.each(originals)('a file that breaks off anywhere ends: %s', async (_, make) => {
  const original = bytesOf(make());
  await fc.assert(
    fc.asyncProperty(fc.nat(original.length), async (length) => ends(original.subarray(0, length))),
    { numRuns: 40 },
  );
});

test('a certificate whose time is no time is not readable', async () => {
  const { certificate } = await certify(new Date(), { name: 'no time' });
  const der = Buffer.from(certificate.rawData);
  // UTCTime, 13 characters: the first one behind the validity’s own head.
  der[der.indexOf(Buffer.of(0x17, 0x0d)) + 4] = 0x41;
  expect(() => readCertificate(writePem('CERTIFICATE', der))).toThrow(
    expect.objectContaining({ code: 'certificate/unreadable' }),
  );
});

const mebibyte = 1_048_576;
const hostile: readonly (readonly [string, () => Uint8Array])[] = [
  ['SEQUENCEs of indefinite length, one in another', () => Buffer.alloc(mebibyte, Buffer.of(0x30, 0x80))],
  ['empty SEQUENCEs, one behind another', () => Buffer.alloc(mebibyte, Buffer.of(0x30, 0x00))],
  [
    'a SEQUENCE of half a million elements',
    () => Buffer.concat([Buffer.of(0x30, 0x83, 0x0f, 0xff, 0x00), Buffer.alloc(0x0fff00, Buffer.of(0x05, 0x00))]),
  ],
  ['a modulus of eight million bits', () => rsaOfHugeNumbers()],
  ['dashes', () => Buffer.alloc(mebibyte, '-')],
  ['backslashes', () => Buffer.alloc(mebibyte, '\\')],
  ['line ends', () => Buffer.alloc(mebibyte, '\r\n')],
  ['marks of quoting', () => Buffer.alloc(mebibyte, '> ')],
  ['beginnings of PEM', () => Buffer.alloc(mebibyte, '-----BEGIN PRIVATE KEY-----\n')],
  ['empty blocks of PEM', () => Buffer.alloc(mebibyte, '-----BEGIN EC PARAMETERS-----\n-----END EC PARAMETERS-----\n')],
  ['braces', () => Buffer.alloc(mebibyte, '{"a":')],
  ['brackets', () => Buffer.concat([Buffer.alloc(mebibyte / 2, '['), Buffer.alloc(mebibyte / 2, ']')])],
  ['Base64', () => Buffer.alloc(mebibyte, 'MIIE')],
  ['quotes', () => Buffer.alloc(mebibyte, '" ')],
  [
    'a header that does not end',
    () =>
      bytesOf(
        `-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: ${'A'.repeat(mebibyte - 200)}\n-----END PRIVATE KEY-----`,
      ),
  ],
];

function rsaOfHugeNumbers(): Uint8Array {
  const length = Math.floor((mebibyte - 100) / 2);
  const number = Buffer.concat([
    Buffer.of(0x02, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff),
    Buffer.alloc(length, 0x7f),
  ]);
  const content = Buffer.concat([
    Buffer.of(0x02, 0x01, 0x00),
    number,
    number,
    ...Array.from({ length: 6 }, () => Buffer.of(0x02, 0x01, 0x03)),
  ]);
  return Buffer.concat([
    Buffer.of(0x30, 0x83, content.length >> 16, (content.length >> 8) & 0xff, content.length & 0xff),
    content,
  ]);
}

test.each(hostile)('a mebibyte of %s ends soon', async (_, make) => {
  await ends(make());
});

const wear = fc.constantFrom<(text: string) => string>(
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\\n'),
  (text) => text.replaceAll('\n', ' '),
  (text) => text.replaceAll(/^/gm, '   '),
  (text) => text.replaceAll(/^/gm, '> '),
  (text) => `Hello,\n\n${text}\nAna`,
  (text) => text.replaceAll('\n', '\n\n'),
  (text) => `"${text}",`,
);
const packed = fc.constantFrom<(text: string) => Uint8Array>(
  (text) => Buffer.from(text),
  (text) => Buffer.from(JSON.stringify({ outer: [{ key: text }] })),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(Buffer.from(text).toString('base64')),
);

test('wear upon wear, the key stays the same', async () => {
  const expected = await outcomeOf(inputOf(bytesOf(pkcs8(keys.rsa()))));
  await fc.assert(
    fc.asyncProperty(fc.array(wear, { maxLength: 4 }), packed, async (worn, pack) => {
      const text = worn.reduce((so, wearing) => wearing(so), pkcs8(keys.rsa()));
      expect(await outcomeOf(inputOf(pack(text)))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('what was put in order stays as it is', () => {
  fc.assert(
    fc.property(fc.array(wear, { maxLength: 4 }), (worn) => {
      const once = normalisePem(worn.reduce((text, wearing) => wearing(text), pkcs8(keys.p256())));
      expect(normalisePem(once).replaceAll(/\n+/g, '\n')).toBe(once.replaceAll(/\n+/g, '\n'));
    }),
  );
});

test.each([
  ['rc2-cbc', 128, 16],
  ['rc2-64-cbc', 64, 8],
  ['rc2-40-cbc', 40, 5],
])('our RC2 opens what openssl closes: %s', (cipher, effectiveBits, keyLength) => {
  const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  fc.assert(
    fc.property(octets(keyLength), octets(8), octets(64), (key, iv, bytes) => {
      const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');
      const sealed = openssl(
        ['enc', `-${cipher}`, '-nopad', '-provider', 'legacy', '-provider', 'default', '-K', hex(key), '-iv', hex(iv)],
        bytes,
      );
      expect(hex(decryptRc2({ key, effectiveBits, iv, bytes: sealed }))).toBe(hex(bytes));
    }),
    { numRuns: 15 },
  );
});

test('many derivations, each within its limit, come to an end too; and what was in hand is overwritten', async () => {
  const bytes = Buffer.from('key material');
  const reading = withScratch(async ({ keep, spend }) => {
    keep(bytes);
    for (;;) spend(3_000_000);
  });
  await expect(reading).rejects.toMatchObject({ code: 'key/too-costly' });
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('no refusal holds a part of the key, and none has a cause', async () => {
  const lines = pkcs8(keys.rsa()).split('\n');
  const files = [
    lines.toSpliced(4, 1).join('\n'),
    lines.slice(0, 9).join('\n'),
    lines.slice(1, 9).join('\n'),
    JSON.stringify(privateJwk(keys.rsa(), { e: 'x+' })),
    pem('RSA PRIVATE KEY', pkcs8Der(keys.rsa()).subarray(0, 300)),
  ];
  const secrets = [...lines.slice(1, -2), ...Object.values(keys.rsa().export({ format: 'jwk' })).map(String)].filter(
    (each) => each.length > 20,
  );
  for (const file of files) {
    const error: unknown = await keyFiles.read({ bytes: Buffer.from(file), passphrase: new Secret('p') }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    const { message, stack, cause, ...members } = error as Error;
    const told = JSON.stringify([message, stack, members]);
    expect(cause).toBeUndefined();
    expect(secrets.filter((secret) => told.includes(secret.slice(0, 20)))).toEqual([]);
  }
});
