/** @file Keys and signatures in every other form than the one that is written: what openssl takes, and what we do not. */
import { createHash, createPublicKey, ECDH, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { writePem } from '#core/domain/keys/pem.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { openssl, opensslStatus } from '../../node/support/openssl.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { Signer } from '../support/signers.ts';
import { mirrored, readSignature, signedBy, signer } from '../support/signers.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

let unsigned: BundleFile[];
let sha256sums: string;
const rob = signer();
const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-forms-'));

beforeAll(async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  const wish = { refs: [ref], statedTime: '2027-01-01T12:00:00.000Z', signer: 'ana', comment: '' };
  const bundle = await exportedWhole(ports, wish);
  unsigned = bundle.files.filter(({ path: at }) => !at.startsWith('signatures/'));
  sha256sums = bundle.sha256sums;
});

/** The verdict of a reader who knows the key. */
function verdictOn(files: readonly BundleFile[], { keyId }: { keyId: string } = rob) {
  const trust = [{ keyId, name: 'Rob', roles: ['reviewer' as const], revokedAt: null }];
  const source = { is: 'folder', files: [...unsigned, ...files] } as const;
  return verifyBundle({ digests }, { source, trust, require: ['reviewer'] }).verdict;
}

function opensslTakes(files: readonly BundleFile[], keyPem: string): boolean {
  const write = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  };
  const bytesOf = (end: string) => files.find(({ path: at }) => at.endsWith(end))?.bytes ?? new Uint8Array();
  const given = {
    key: write('own.pem', keyPem),
    sig: write('sig', bytesOf('.sig')),
    json: write('json', bytesOf('.json')),
  };
  return opensslStatus(['dgst', '-sha256', '-verify', given.key, '-signature', given.sig, given.json]) === 0;
}

/** A signature whose r and s have 33 bytes each, so that every form of a length is another one. */
function signedLong(change: (der: Buffer) => Uint8Array): BundleFile[] {
  const lengths: number[] = [];
  const signature = (der: Buffer) => {
    lengths.push(der.length);
    return change(der);
  };
  for (;;) {
    const files = signedBy(rob, { sha256sums, role: 'reviewer', signature });
    if (lengths.at(-1) === 72) return files;
  }
}

describe('a signature', () => {
  test('as openssl makes it is taken', () => {
    const files = signedBy(rob, { sha256sums, role: 'reviewer' });
    expect([verdictOn(files), opensslTakes(files, rob.pem)]).toEqual(['valid', true]);
  });

  test.each<[string, (der: Buffer) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    [
      'r‖s (IEEE P1363, as JOSE and WebCrypto have it)',
      (der) => Buffer.concat([der.subarray(5, 37), der.subarray(40)]),
    ],
    ['a byte behind', (der) => Buffer.concat([der, Buffer.of(0)])],
    ['a length in two bytes', (der) => Buffer.concat([Buffer.of(0x30, 0x81, der.length - 2), der.subarray(2)])],
    ['no definite length', (der) => Buffer.concat([Buffer.of(0x30, 0x80), der.subarray(2), Buffer.of(0, 0)])],
    ['a zero more before r', (der) => Buffer.concat([Buffer.of(0x30, der.length - 1, 2, 34, 0), der.subarray(4)])],
    ['a negative r', (der) => Buffer.concat([Buffer.of(0x30, der.length - 3, 2, 32), der.subarray(5)])],
    ['another kind of sequence', (der) => Buffer.concat([Buffer.of(0x31), der.subarray(1)])],
    ['in Base64', (der) => Buffer.from(der.toString('base64'))],
    ['r and s of zero', () => Buffer.of(0x30, 6, 2, 1, 0, 2, 1, 0)],
  ])('with %s is altered', (name, change) => {
    const files = signedLong(change);
    expect(verdictOn(files)).toBe('altered');
    // openssl dgst reads no more of a signature than the 72 bytes that the longest one has.
    expect(opensslTakes(files, rob.pem)).toBe(name === 'a byte behind');
  });

  // Nobody needs a key for it; what was signed, by whom, and as what, stays the same.
  test('that is mirrored (r, n − s) is another text of the same, and taken, as by openssl', () => {
    let before = new Uint8Array();
    const files = signedLong((der) => mirrored((before = Uint8Array.from(der))));
    const sig = files.find(({ path: at }) => at.endsWith('.sig'))?.bytes ?? before;
    expect([verdictOn(files), opensslTakes(files, rob.pem)]).toEqual(['valid', true]);
    expect([readSignature(sig).r === readSignature(before).r, Buffer.from(sig).equals(before)]).toEqual([true, false]);
  });
});

describe('the public key beside it', () => {
  const point = () => createPublicKey(rob.pem).export({ type: 'spki', format: 'der' }).subarray(26);
  const converted = (form: 'compressed' | 'hybrid') =>
    ECDH.convertKey(point(), 'prime256v1', undefined, undefined, form) as unknown as Buffer;
  const spki = (key: Buffer) =>
    Buffer.concat([
      Buffer.of(0x30, 0x13 + 2 + key.length + 3),
      Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex'),
      Buffer.of(3, key.length + 1, 0),
      key,
    ]);
  const explicit = () => {
    const file = path.join(folder, 'rob.pem');
    writeFileSync(file, rob.pem);
    return openssl(['ec', '-pubin', '-in', file, '-param_enc', 'explicit', '-pubout', '-outform', 'DER']);
  };

  /** Named and signed by what its own bytes say, as its holder would who wants a second key id. */
  function asAnotherKey(der: Buffer): { files: BundleFile[]; as: Signer } {
    const as = {
      privateKey: rob.privateKey,
      keyId: createHash('sha256').update(der).digest('hex'),
      pem: writePem('PUBLIC KEY', der),
    };
    return { files: signedBy(as, { sha256sums, role: 'reviewer' }), as };
  }

  test('in the one form is taken', () => {
    const { files, as } = asAnotherKey(spki(point()));
    expect([as.keyId, verdictOn(files, as)]).toEqual([rob.keyId, 'valid']);
  });

  test.each([
    ['with a compressed point', () => spki(converted('compressed'))],
    ['with a hybrid point', () => spki(converted('hybrid'))],
    ['with the numbers of the curve', explicit],
    ['with a byte behind it', () => Buffer.concat([spki(point()), Buffer.of(0)])],
  ])('%s would give the key a second key id: altered, and no key for a list', (_, derOf) => {
    const { files, as } = asAnotherKey(derOf());
    expect([as.keyId === rob.keyId, opensslTakes(files, as.pem)]).toEqual([false, true]);
    expect([verdictOn(files, as), digests.readP256(as.pem)]).toEqual(['altered', null]);
  });

  test.each<[string, (pem: string) => string]>([
    ['a blank line behind', (pem) => `${pem}\n`],
    ['no line end at its end', (pem) => pem.trimEnd()],
    ['carriage returns', (pem) => pem.replaceAll('\n', '\r\n')],
    [
      'lines of 76 signs',
      (pem) =>
        writePem('PUBLIC KEY', createPublicKey(pem).export({ type: 'spki', format: 'der' })).replaceAll(
          /\n(?=[^-].*\n-)/g,
          '',
        ),
    ],
    ['words before it', (pem) => `Rob’s key\n${pem}`],
    ['a second key behind it', (pem) => pem + signer().pem],
  ])('with %s is not its own re-encoding: altered', (_, change) => {
    const files = signedBy(rob, { sha256sums, role: 'reviewer' }).map((file) =>
      file.path.endsWith('.pem') ? { ...file, bytes: textBytes(change(rob.pem)) } : file,
    );
    expect(verdictOn(files)).toBe('altered');
  });

  test.each([
    ['another person’s', () => signer().pem],
    [
      'of P-384',
      () =>
        generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    ['the private one', () => rob.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('that is %s: altered', (_, pem) => {
    const files = signedBy(rob, { sha256sums, role: 'reviewer' }).map((file) =>
      file.path.endsWith('.pem') ? { ...file, bytes: textBytes(pem()) } : file,
    );
    expect(verdictOn(files)).toBe('altered');
  });
});

describe('a statement', () => {
  test.each([
    ['half of a pair of characters', String.raw`"comment":"\ud800"`],
    ['a comment that is no text', '"comment":1'],
    ['a member twice', '"comment":"","comment":""'],
    ['a member more', '"comment":"","approved":true'],
    ['text beside RFC 8785', '"comment": ""'],
    ['an escape that need not be', String.raw`"comment":"\u0041"`],
  ])('with %s is altered, whoever signed it', (_, comment) => {
    const [json] = signedBy(rob, { sha256sums, role: 'reviewer' });
    const bytes = textBytes(new TextDecoder().decode(json?.bytes).replace('"comment":""', comment));
    const files = signedBy(rob, { sha256sums, role: 'reviewer' }).map((file) =>
      file.path.endsWith('.json') ? { ...file, bytes } : file,
    );
    expect(verdictOn(files)).toBe('altered');
  });
});
