/** @file A hand-over is opened by its recipient, and by nobody else; whatever else a file is ends with a code of its own. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { writeHandOver } from '#node/hand-over/hand-over.ts';
import { readHandOver } from '#node/hand-over/read-hand-over.ts';
import { inHand } from '#node/keys/in-hand.ts';
import { freshFolder } from './support/folders.ts';
import { openssl } from './support/openssl.ts';

const folder = freshFolder();
mkdirSync(folder);
const at = (name: string) => path.join(folder, name);
// Within the days of the certificates, which begin in a moment.
const madeAt = new Date(Date.now() + 3_600_000);
const held = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;

interface Recipient {
  readonly pem: string;
  readonly file: string;
  readonly key: KeyObject;
}

function recipient(name: string, key: readonly string[]): Recipient {
  const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
  const wish = ['-subj', '/CN=Operator', '-days', '30', '-addext', 'basicConstraints=critical,CA:FALSE'];
  openssl(['req', '-x509', '-newkey', ...key, '-nodes', ...files, ...wish]);
  const pem = readFileSync(at(`${name}.pem`), 'utf8');
  return { pem, file: at(`${name}.pem`), key: createPrivateKey(readFileSync(at(`${name}.key`))) };
}

const write = async ({ pem }: Recipient) =>
  writeHandOver({
    recipientPem: pem,
    contents: [
      {
        owner: 'northlake@test',
        clientId: 'requesting-payer',
        keys: [{ id: 'first', kid: 'p2p-2027', algorithm: 'ES384' }],
        secret: { owner: 'northlake@test', kind: 'client-secret', id: 'client-secret' },
      },
    ],
    madeAt,
    keyOf: async () => Promise.resolve(held),
    secretOf: async () => Promise.resolve(new Secret('§ecret of Northlake')),
  });
const read = (bytes: Uint8Array, { key }: Recipient) => readHandOver({ bytes, key: inHand(key) });

/** The fault’s code; '' where it was read. Anything else that is thrown fails the test. */
function codeOf(bytes: Uint8Array, to: Recipient): string {
  try {
    read(bytes, to);
    return '';
  } catch (error) {
    if (error instanceof Fault) return (error as Fault).code;
    throw error;
  }
}

const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['RSA-2048', ['rsa:2048']],
  ['RSA-3072', ['rsa:3072']],
  ...['P-256', 'P-384', 'P-521'].map((curve) => [curve, ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]] as const),
];
const recipients = new Map<string, Recipient>();
const of = (name: string) => recipients.get(name) as Recipient;
beforeAll(() => {
  for (const [name, key] of kinds) recipients.set(name, recipient(name, key));
});

describe.each(kinds.map(([name]) => name))('%s', (name) => {
  test('opens what was made for it', async () => {
    const opened = read(await write(of(name)), of(name));
    const [payer] = opened.payers;
    expect([opened.madeAt, payer?.ref, payer?.clientId, payer?.clientSecret?.reveal()]).toEqual([
      madeAt.toISOString(),
      'northlake@test',
      'requesting-payer',
      '§ecret of Northlake',
    ]);
    expect(payer?.keys.map(({ kid, algorithm, kind, owner }) => [kid, algorithm, kind, owner])).toEqual([
      ['p2p-2027', 'ES384', 'EC P-384', 'northlake@test'],
    ]);
  });

  test('opens what openssl wrote for it', async () => {
    const to = of(name);
    // What it holds is taken out of one of ours: openssl knows no other way to write it.
    writeFileSync(at('ours.cms'), await write(to));
    const opening = ['-inkey', at(`${name}.key`), '-recip', to.file];
    const text = openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', at('ours.cms'), ...opening]);
    writeFileSync(at('content'), text);
    const wrapping = name.startsWith('RSA')
      ? ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']
      : ['-keyopt', 'ecdh_kdf_md:sha256'];
    const writing = ['-outform', 'DER', '-in', at('content'), '-out', at('theirs.cms'), '-recip', to.file, ...wrapping];
    openssl(['cms', '-encrypt', '-binary', '-aes256', ...writing]);
    expect(read(readFileSync(at('theirs.cms')), to).payers[0]?.ref).toBe('northlake@test');
  });

  test('opens nothing that was made for another', async () => {
    for (const [other, to] of recipients)
      if (other !== name) expect(codeOf(await write(to), of(name))).toBe('hand-over/other-recipient');
  });
});

describe('what is no hand-over', () => {
  const encrypted = (content: string) => {
    writeFileSync(at('any'), content);
    const writing = ['-outform', 'DER', '-in', at('any'), '-out', at('any.cms'), '-recip', of('P-256').file];
    openssl(['cms', '-encrypt', '-binary', '-aes256', ...writing, '-keyopt', 'ecdh_kdf_md:sha256']);
    return readFileSync(at('any.cms'));
  };
  const whole = { type: 'payer-wizard/hand-over', version: 1, madeAt: '', payers: [] };

  test.each([
    ['a text', () => Buffer.from('northlake'), 'hand-over/not-one'],
    ['nothing', () => Buffer.alloc(0), 'hand-over/not-one'],
    [
      'a certificate',
      () => Buffer.from(of('P-256').pem.replaceAll(/-----.*-----|\n/g, ''), 'base64'),
      'hand-over/not-one',
    ],
    ['5 MiB', () => Buffer.alloc(5 * 1024 * 1024), 'hand-over/too-large'],
    ['another text inside', () => encrypted('a letter'), 'hand-over/altered'],
    ['another form inside', () => encrypted(JSON.stringify({ ...whole, extra: true })), 'hand-over/altered'],
    ['a newer version inside', () => encrypted(JSON.stringify({ ...whole, version: 2 })), 'hand-over/newer'],
  ])('%s', (_name, make, code) => {
    expect(codeOf(make(), of('P-256'))).toBe(code);
  });

  test('PKCS#1 v1.5, whose errors would tell of the content', () => {
    writeFileSync(at('v15'), JSON.stringify(whole));
    const writing = ['-outform', 'DER', '-in', at('v15'), '-out', at('v15.cms'), '-recip', of('RSA-2048').file];
    openssl(['cms', '-encrypt', '-binary', '-aes256', ...writing]);
    expect(codeOf(readFileSync(at('v15.cms')), of('RSA-2048'))).toBe('hand-over/other-recipient');
  });

  test('one that is cut at any byte, or has any byte changed, ends with a code', async () => {
    const bytes = Buffer.from(await write(of('P-256')));
    const cut = new Set<string>();
    for (let length = 0; length < bytes.length; length += 1) cut.add(codeOf(bytes.subarray(0, length), of('P-256')));
    expect([...cut].filter((code) => !code.startsWith('hand-over/'))).toEqual([]);
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 0x41;
      // One or the other byte may be of no weight: the name of the recipient, which is not looked at.
      expect(codeOf(changed, of('P-256'))).toMatch(/^(hand-over\/|key\/|$)/);
    }
  });
});
