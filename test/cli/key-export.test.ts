/** @file What leaves a store by `key export`, as openssl reads it. */
import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk } from './support/command-line.ts';
import { typed } from './support/terminal.ts';

const at = desk();
const [ref, harbor] = ['northlake@test', 'harbor@test'];
const inFolder = (name: string) => path.join(at.folder, name);
const passphrase = 'a passphrase of nothing';
const exportPassphrase = 'Straße nach Nirgendwo';
const clientSecret = 'canary-of-a-client-secret';
const vault = ['--passphrase-file', 'vault-passphrase'];

const run = (...args: string[]) => at.run(['key', 'export', ...args, ...vault]);
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: at.folder, stdio: ['ignore', 'pipe', 'ignore'] });
const sha256 = (name: string) =>
  createHash('sha256')
    .update(readFileSync(inFolder(name)))
    .digest('hex');

interface Departed {
  departures: { keys: string[]; clientSecret: boolean; way: { is: string }; fileName: string; sha256: string }[];
  keys: { kid: string; publicPem: string }[];
}

const payerOf = (of: string) =>
  JSON.parse(readFileSync(path.join(at.store, 'payers', `${of}.json`), 'utf8')) as Departed;

beforeAll(async () => {
  writeFileSync(inFolder('vault-passphrase'), `${passphrase}\n`, { mode: 0o600 });
  writeFileSync(inFolder('export-passphrase'), `${exportPassphrase}\n`, { mode: 0o600 });
  writeFileSync(inFolder('short'), 'short\n', { mode: 0o600 });
  writeFileSync(inFolder('client-secret'), `${clientSecret}\n`, { mode: 0o600 });
  const certificate = [
    '-out',
    'operator.pem',
    '-days',
    '30',
    '-subj',
    '/CN=Operator',
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  ];
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'operator.key', ...certificate);
  openssl('x509', '-in', 'operator.pem', '-outform', 'DER', '-out', 'operator.der');
  const steps = [
    ['vault', 'create', ...vault],
    ['payer', 'new', ref],
    ['payer', 'new', harbor],
    ['key', 'new', ref, '--kind', 'EC-P-384', ...vault],
    ['key', 'new', harbor, '--kind', 'EC-P-256', ...vault],
    ['key', 'certificate', ref, ...vault],
    ['payer', 'secret', ref, '--secret-file', 'client-secret', ...vault],
  ];
  for (const step of steps) {
    const { status, stderr } = await at.run(step);
    expect([step.join(' '), status, status === 0 ? '' : stderr]).toEqual([step.join(' '), 0, '']);
  }
});

afterAll(() => at.remove());

describe('public', () => {
  test('the JWKS is what comes without a form, with --json too', async () => {
    const [plain, json] = [await run(ref), await run(ref, '--json')];
    const { keys } = plain.json() as { keys: { kid: string; kty: string }[] };
    expect([plain.status, keys.map(({ kty }) => kty), json.json()]).toEqual([0, ['EC'], plain.json()]);
  });

  test.each([
    ['jwk', (text: string) => createPublicKey({ key: JSON.parse(text) as Record<string, string>, format: 'jwk' }).type],
    ['public-pem', (text: string) => createPublicKey(text).type],
  ] as const)('%s is the public key', async (form, typeOf) => {
    const { status, stdout } = await run(ref, '--form', form);
    expect([status, typeOf(stdout), /"d"|PRIVATE/.test(stdout)]).toEqual([0, 'public', false]);
  });

  test('certificate and chain are read by openssl, which tells the fingerprint that we tell', async () => {
    await run(ref, '--form', 'certificate', '--out', 'certificate.pem');
    await run(ref, '--form', 'chain', '--out', 'chain.pem');
    const told = (await run(ref, '--form', 'thumbprints', '--json')).json() as { certificate: Record<string, string> };
    const fingerprint = (digest: string, file: string) =>
      openssl('x509', '-in', file, '-noout', '-fingerprint', `-${digest}`).toString().trim().split('=')[1];
    expect(told.certificate).toEqual({
      sha1: fingerprint('sha1', 'certificate.pem'),
      sha256: fingerprint('sha256', 'chain.pem'),
      x5t: openssl('dgst', '-sha1', '-binary', der('certificate.pem')).toString('base64url'),
      x5tS256: openssl('dgst', '-sha256', '-binary', der('certificate.pem')).toString('base64url'),
    });
  });

  test('the calendar has the stated time', async () => {
    const { stdout } = await run(ref, '--form', 'calendar', '--time', '2027-01-01T00:00:00Z');
    expect(stdout.match(/DTSTAMP:\S+/g)).toEqual(['DTSTAMP:20270101T000000Z', 'DTSTAMP:20270101T000000Z']);
  });

  test('the end of a certificate is told by the stated time', async () => {
    const late = ['--time', '2127-01-01T00:00:00Z'];
    const listed = await at.run(['key', 'list', ref, ...late]);
    const left = await run(ref, '--form', 'certificate', ...late);
    expect([listed.status, left.status]).toEqual([2, 2]);
    expect((await at.run(['key', 'list', ref])).status).toBe(0);
  });

  test.each([
    [['--form', 'request'], 'key/no-request'],
    [['--key', 'another'], 'key/gone'],
  ])('%j: %s', async (args, code) => {
    const { status, stdout } = await run(ref, ...args, '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([1, { ok: false, fault: { code } }]);
  });
});

function der(pem: string): string {
  openssl('x509', '-in', pem, '-outform', 'DER', '-out', `${pem}.der`);
  return `${pem}.der`;
}

describe('private, under a passphrase', () => {
  test('openssl opens it, it is for its owner only, and it is recorded', async () => {
    const before = payerOf(ref).departures.length;
    const { status, json, stdout, stderr } = await run(
      ...[ref, '--private', '--out', 'key.pem', '--secret-file', 'export-passphrase', '--json'],
    );
    const [key] = payerOf(ref).keys;
    const opened = createPrivateKey(openssl('pkey', '-in', 'key.pem', '-passin', 'file:export-passphrase'));
    expect({
      status,
      result: json(),
      isTheKey: createPublicKey(opened).equals(createPublicKey(key?.publicPem ?? '')),
      mode: statSync(inFolder('key.pem')).mode & 0o777,
      departures: payerOf(ref).departures.slice(before),
      tells: [stdout, stderr].filter((text) => text.includes(exportPassphrase) || text.includes('PRIVATE KEY')),
    }).toMatchObject({
      status: 0,
      result: { ok: true, written: 'key.pem', sha256: sha256('key.pem'), kid: key?.kid },
      isTheKey: true,
      mode: 0o600,
      departures: [
        {
          keys: [key?.kid],
          clientSecret: false,
          way: { is: 'passphrase' },
          fileName: 'key.pem',
          sha256: sha256('key.pem'),
        },
      ],
      tells: [],
    });
  });

  test.each([
    ['a short passphrase', ['--secret-file', 'short', '--out', 'short.pem'], 'key/short-passphrase'],
    [
      'a folder that is not there',
      ['--secret-file', 'export-passphrase', '--out', 'none/key.pem'],
      'input/cannot-write',
    ],
  ])('%s writes and records nothing', async (_, args, code) => {
    const before = payerOf(ref);
    const { status, stdout } = await run(ref, '--private', ...args, '--json');
    expect([status, JSON.parse(stdout), payerOf(ref)]).toMatchObject([1, { fault: { code } }, before]);
  });

  test.each([
    ['the same', exportPassphrase, { status: 0, isThere: true }],
    ['another', `${exportPassphrase}!`, { status: 1, isThere: false }],
  ])('typed at a terminal it is asked for twice; %s the second time', async (name, second, ends) => {
    const file = `typed ${name}.pem`;
    const { status, shown } = await typed(at, {
      args: ['key', 'export', ref, '--private', '--out', file, ...vault],
      answers: [exportPassphrase, second],
    });
    expect({ status, isThere: existsSync(inFolder(file)), echoed: shown.includes(exportPassphrase) }).toEqual({
      ...ends,
      echoed: false,
    });
  });
});

describe('to a certificate', () => {
  interface HandOver {
    payers: { ref: string; clientSecret?: string; keys: { kid: string }[]; jwks: { keys: object[] } }[];
  }

  test.each([['operator.pem'], ['operator.der']])(
    'openssl opens what is for %s: both payers and the secret',
    async (to) => {
      const out = `${to}.cms`;
      const { status, json } = await run(ref, harbor, '--to', to, '--out', out, '--json');
      const text = openssl(
        'cms',
        '-decrypt',
        '-inform',
        'DER',
        '-in',
        out,
        '-inkey',
        'operator.key',
        '-recip',
        'operator.pem',
      );
      const { payers } = JSON.parse(text.toString()) as HandOver;
      expect({
        status,
        result: json(),
        opened: payers.map((payer) => [payer.ref, payer.keys.map(({ kid }) => kid), payer.clientSecret]),
        mode: statSync(inFolder(out)).mode & 0o777,
        recorded: [ref, harbor].map((each) => payerOf(each).departures.at(-1)),
      }).toMatchObject({
        status: 0,
        result: { ok: true, written: out, sha256: sha256(out), recipient: { subject: 'CN=Operator' } },
        opened: [
          [ref, payerOf(ref).keys.map(({ kid }) => kid), clientSecret],
          [harbor, payerOf(harbor).keys.map(({ kid }) => kid), undefined],
        ],
        mode: 0o600,
        recorded: [
          { clientSecret: true, way: { is: 'recipient', subject: 'CN=Operator' }, fileName: out, sha256: sha256(out) },
          { clientSecret: false, way: { is: 'recipient', subject: 'CN=Operator' }, fileName: out, sha256: sha256(out) },
        ],
      });
    },
  );

  test('a certificate that nothing can be encrypted to is refused before anything is written', async () => {
    await run(ref, '--form', 'certificate', '--out', 'own.pem');
    const { status, stdout } = await run(ref, '--to', 'own.pem', '--out', 'refused.cms', '--json');
    expect([status, JSON.parse(stdout), readdirSync(at.folder).includes('refused.cms')]).toMatchObject([
      1,
      { fault: { code: 'recipient/not-for-encryption' } },
      false,
    ]);
  });

  test('a file without a certificate is told, in words about certificates', async () => {
    await run(ref, '--form', 'public-pem', '--out', 'public.pem');
    for (const file of ['operator.key', 'public.pem']) {
      const { status, stdout } = await run(ref, '--to', file, '--out', 'refused.cms', '--json');
      expect([status, JSON.parse(stdout)]).toMatchObject([1, { fault: { code: 'recipient/unreadable' } }]);
    }
  });
});

test.each([
  [['--private']],
  [['--to', 'operator.pem']],
  [['--private', '--to', 'operator.pem', '--out', 'x']],
  [['--private', '--form', 'jwk', '--out', 'x']],
  [[harbor, '--private', '--out', 'x']],
  [['--form', 'pkcs12']],
])('wrong usage: %j', async (args) => {
  const { status } = await run(ref, ...args);
  expect([status, existsSync(inFolder('x'))]).toEqual([64, false]);
});

test('no secret was printed', () => {
  expect([exportPassphrase, clientSecret, 'PRIVATE KEY-'].filter((mark) => at.printed().includes(mark))).toEqual([]);
});
