/** @file The life of a payer's keys on the command line: made, loaded from what people have, named, switched, retired. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorityPem, certificatePem, encrypted, keys, passphrase, pkcs12, pkcs8, privateJwk } from '../keys/make.ts';
import type { Desk } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

interface Listed {
  readonly kid: string;
  readonly kind: string;
  readonly standing: string;
  readonly loadedFrom: string;
  readonly certificate: { readonly subject: string } | null;
  readonly chain: readonly unknown[];
  readonly shared: { readonly reason: string } | null;
}

let at: Desk;
let payers = 0;
beforeAll(() => {
  at = desk();
  writeFileSync(path.join(at.folder, 'secret'), `${passphrase}\n`);
});
afterAll(() => at.remove());

async function newPayer(): Promise<string> {
  const ref = `northlake-${(payers += 1)}@test`;
  await at.run(['payer', 'new', ref]);
  return ref;
}

function fileNamed(name: string, content: string | Uint8Array): string {
  writeFileSync(path.join(at.folder, name), content);
  return name;
}

const keysIn = ({ json }: { json: () => Record<string, unknown> }) => json()['keys'] as Listed[];

describe('a new key', () => {
  test.each([
    [[], 'RSA 3072'],
    [['--kind', 'EC-P-521'], 'EC P-521'],
    [['--kind', 'Ed25519'], 'Ed25519'],
  ])('%j is %s, and words for people go to standard error', async (options, kind) => {
    const made = await at.run(['key', 'new', await newPayer(), ...options, '--json']);
    expect([made.status, keysIn(made)]).toMatchObject([0, [{ kind, standing: 'current' }]]);
    expect(made.stderr).toContain('making ');
  });

  test('of a kind that is none is wrong usage', async () => {
    expect(await at.run(['key', 'new', await newPayer(), '--kind', 'DSA'])).toMatchObject({ status: 64 });
  });

  test('that is cancelled by Ctrl+C ends the program at once, and leaves nothing', async () => {
    const ref = await newPayer();
    const program = path.resolve(import.meta.dirname, '../../dist/cli/payer-wizard.mjs');
    const child = spawn(process.execPath, [program, 'key', 'new', ref, '--kind', 'RSA-4096', '--json'], {
      env: { ...process.env, PAYER_WIZARD_STORE: at.store },
    });
    let told = '';
    child.stdout.on('data', (part: Buffer) => (told += part.toString()));
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([signal, JSON.parse(told)]).toMatchObject(['SIGINT', { ok: false, fault: { code: 'key/cancelled' } }]);
    expect(keysIn(await at.run(['key', 'list', ref, '--json']))).toEqual([]);
  });
});

describe('loading', () => {
  test('key, certificate and chain from one PKCS#12 file; its parts are told, and it is named in the record', async () => {
    const file = fileNamed('p2p.p12', pkcs12(keys.p384()));
    const loaded = await at.run(['key', 'load', await newPayer(), file, '--secret-file', 'secret', '--json']);
    expect([loaded.status, keysIn(loaded)]).toMatchObject([
      0,
      [{ kind: 'EC P-384', loadedFrom: 'p2p.p12', certificate: { subject: 'CN=Harbor Ridge P2P' }, chain: [{}] }],
    ]);
    expect(loaded.stderr).toContain('Private key, EC P-384');
    expect(loaded.stderr).toContain('Certificate, CN=Harbor Ridge P2P');
  });

  test('a JWK from standard input keeps its kid', async () => {
    const input = JSON.stringify(privateJwk(keys.ed25519(), { kid: 'as-registered' }));
    const loaded = await at.run(['key', 'load', await newPayer(), '-', '--json'], { input });
    expect(keysIn(loaded)).toMatchObject([{ kind: 'Ed25519', kid: 'as-registered', loadedFrom: '' }]);
  });

  test('of a set with several the one that --key names; without it each is named', async () => {
    const set = { keys: [privateJwk(keys.p256(), { kid: 'old' }), privateJwk(keys.ed25519(), { kid: '-new' })] };
    const [ref, file] = [await newPayer(), fileNamed('set.json', JSON.stringify(set))];
    const refused = await at.run(['key', 'load', ref, file, '--json']);
    const { fault } = refused.json() as { fault: { code: string; says: string } };
    expect([fault.code, fault.says]).toEqual(['key/several', expect.stringMatching(/old.*-new/)]);
    const loaded = await at.run(['key', 'load', ref, file, '--key', '-new', '--share', 'a test', '--json']);
    expect(keysIn(loaded)).toMatchObject([{ kind: 'Ed25519', kid: '-new' }]);
  });

  test('what a JWK says and cannot be kept is told', async () => {
    const jwk = privateJwk(keys.p384(), { kid: 'with blanks', alg: 'ES256K' });
    const loaded = await at.run(['key', 'load', await newPayer(), '-', '--share', 'a test'], {
      input: JSON.stringify(jwk),
    });
    expect([loaded.status, loaded.stderr.match(/key\/\w+-not-kept/g)]).toEqual([
      0,
      ['key/kid-not-kept', 'key/algorithm-not-kept'],
    ]);
  });

  test('the passphrase may come from standard input, the key from a file; not both from there', async () => {
    const file = fileNamed('sealed.pem', encrypted(keys.p256(), []));
    const loaded = await at.run(['key', 'load', await newPayer(), file, '--json'], { input: `${passphrase}\n` });
    expect(keysIn(loaded)).toMatchObject([{ kind: 'EC P-256' }]);
    const ref = await newPayer();
    expect(await at.run(['key', 'load', ref, '-', '--secret-file', '-'], { input: 'x' })).toMatchObject({ status: 64 });
    const refused = await at.run(['key', 'load', ref, '-', '--json'], { input: encrypted(keys.p256(), []).toString() });
    expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'key/encrypted' } }]);
  });

  test('a wrong passphrase is named, and nothing is kept', async () => {
    const ref = await newPayer();
    const file = fileNamed('sealed-again.pem', encrypted(keys.p256(), []));
    const refused = await at.run(['key', 'load', ref, file, '--json'], { input: 'another\n' });
    expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'key/wrong-passphrase' } }]);
    expect(keysIn(await at.run(['key', 'list', ref, '--json']))).toEqual([]);
  });

  test('certificates join a key that is here already', async () => {
    const ref = await newPayer();
    await at.run(['key', 'load', ref, fileNamed('bare.pem', pkcs8(keys.p521()))]);
    const issued = fileNamed('issued.pem', authorityPem() + certificatePem(keys.p521()));
    const joined = await at.run(['key', 'load', ref, issued, '--json']);
    expect(keysIn(joined)).toMatchObject([{ certificate: { subject: 'CN=Harbor Ridge P2P' }, chain: [{}] }]);
    const others = fileNamed('others.pem', certificatePem(keys.otherRsa()));
    const refused = await at.run(['key', 'load', ref, others, '--json']);
    expect(refused.json()).toMatchObject({ fault: { code: 'certificate/no-key-for-it' } });
  });

  test('a key that is here already is passed over, and what comes with it joins', async () => {
    const ref = await newPayer();
    await at.run(['key', 'load', ref, fileNamed('bare-384.pem', pkcs8(keys.p384())), '--share', 'a test']);
    const renewed = fileNamed('renewed.pem', pkcs8(keys.p384()) + certificatePem(keys.p384()));
    const joined = await at.run(['key', 'load', ref, renewed, '--json']);
    expect([joined.status, keysIn(joined)]).toMatchObject([0, [{ certificate: { subject: 'CN=Harbor Ridge P2P' } }]]);
    expect(joined.stderr).toContain('[key/already-here]');
  });

  test('a key that serves another payer is refused, and shared only with a reason', async () => {
    const file = fileNamed('shared.pem', pkcs8(keys.rsa()));
    await at.run(['key', 'load', await newPayer(), file]);
    const second = await newPayer();
    const refused = await at.run(['key', 'load', second, file, '--json']);
    expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'key/used-elsewhere' } }]);
    expect(await at.run(['key', 'load', second, file, '--share', ' '])).toMatchObject({ status: 64 });
    const shared = await at.run(['key', 'load', second, file, '--share', 'one company', '--json']);
    expect(keysIn(shared)).toMatchObject([{ shared: { reason: 'one company' } }]);
  });

  test('what is no key is named, and no line of it is told', async () => {
    const broken = pkcs8(keys.otherRsa()).split('\n').toSpliced(3, 1);
    const refused = await at.run(['key', 'load', await newPayer(), fileNamed('broken.pem', broken.join('\n'))]);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(broken.slice(1, -2).filter((line) => refused.stderr.includes(line.slice(0, 16)))).toEqual([]);
  });
});

test('rotation: next, switched, back, switched, retired; the one that signs is not retired by mistake', async () => {
  const ref = await newPayer();
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  const [first, second] = keysIn(await at.run(['key', 'new', ref, '--kind', 'EC-P-256', '--json']));
  const standings = async (args: readonly string[]) =>
    keysIn(await at.run(['key', ...args, '--json'])).map(({ kid, standing }) => [kid, standing]);
  const [one, two] = [first?.kid ?? '', second?.kid ?? ''];
  expect([first?.standing, second?.standing]).toEqual(['current', 'next']);
  const switched = [
    [two, 'current'],
    [one, 'previous'],
  ];
  expect(await standings(['switch', ref, two])).toEqual(switched);
  expect(await standings(['switch', ref, one])).toEqual([
    [one, 'current'],
    [two, 'next'],
  ]);
  expect(await standings(['switch', ref, two])).toEqual(switched);
  expect(await at.run(['key', 'retire', ref, two])).toMatchObject({ status: 64 });
  expect(await standings(['retire', ref, one])).toEqual([[two, 'current']]);
  const refused = await at.run(['key', 'remove', ref, two, '--json']);
  expect([refused.status, refused.json()]).toMatchObject([1, { fault: { code: 'key/signs-now' } }]);
  expect(await standings(['remove', ref, two, '--yes'])).toEqual([]);
});

test('what is another after a removal is told: the key that signs, and the TLS client without a certificate', async () => {
  const ref = await newPayer();
  for (const kind of ['EC-P-384', 'EC-P-256']) await at.run(['key', 'new', ref, '--kind', kind]);
  await at.run(['key', 'certificate', ref]);
  const [first, second] = (await at.run(['key', 'list', ref, '--json'])).json()['keys'] as {
    id: string;
    kid: string;
  }[];
  await at.run(['payer', 'trust', ref, '--client-key', first?.id ?? '']);
  const removed = await at.run(['key', 'remove', ref, first?.kid ?? '', '--yes']);
  expect(removed.status).toBe(0);
  for (const words of [second?.kid ?? 'none', '[key/signs-instead]', '[key/client-certificate-gone]'])
    expect(removed.stderr).toContain(words);
});

test('a kid is chosen, is one of its own, and is the thumbprint again when emptied', async () => {
  const ref = await newPayer();
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  const [first, second] = keysIn(await at.run(['key', 'new', ref, '--kind', 'EC-P-384', '--json']));
  const named = await at.run(['key', 'kid', ref, first?.kid ?? '', 'p2p-2027', '--json']);
  expect(keysIn(named).map(({ kid }) => kid)).toEqual(['p2p-2027', second?.kid]);
  const taken = await at.run(['key', 'kid', ref, second?.kid ?? '', 'p2p-2027', '--json']);
  expect(taken.json()).toMatchObject({ fault: { code: 'key/kid-taken' } });
  const bad = await at.run(['key', 'kid', ref, 'p2p-2027', 'with blanks', '--json']);
  expect(bad.json()).toMatchObject({ fault: { code: 'key/bad-kid' } });
  const again = await at.run(['key', 'kid', ref, 'p2p-2027', '', '--json']);
  expect(keysIn(again)[0]?.kid).toBe(first?.kid);
});

test('a kid that begins with “-” is taken everywhere', async () => {
  const ref = await newPayer();
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  const [first, second] = keysIn(await at.run(['key', 'new', ref, '--kind', 'EC-P-256', '--json'])).map(
    ({ kid }) => kid,
  );
  await at.run(['key', 'kid', ref, first ?? '', '-first']);
  const kids = async (...args: string[]) => keysIn(await at.run(['key', ...args, '--json'])).map(({ kid }) => kid);
  expect(await kids('kid', ref, second ?? '', '-second')).toEqual(['-first', '-second']);
  expect(await kids('switch', ref, '-second')).toEqual(['-second', '-first']);
  for (const named of [['--key', '-first'], ['--key=-first']]) {
    const jwk = await at.run(['key', 'export', ref, ...named, '--form', 'jwk']);
    expect([jwk.status, jwk.json()]).toMatchObject([0, { kid: '-first' }]);
  }
  expect(await kids('retire', ref, '-first')).toEqual(['-second']);
});

test('nothing that was printed holds a private number', () => {
  const printed = at.printed();
  const found = [keys.p384(), keys.p256(), keys.rsa(), keys.p521(), keys.ed25519()].flatMap((key) => {
    const secret = Buffer.from(String(privateJwk(key)['d']), 'base64url');
    // In Base64 three bytes are four characters: where the number begins decides what it looks like.
    const looks = [0, 1, 2].map((from) => secret.subarray(from, from + 24).toString('base64'));
    return [...looks, ...looks.map((look) => look.replaceAll('+', '-').replaceAll('/', '_')), secret.toString('hex')];
  });
  expect(printed.length).toBeGreaterThan(1000);
  expect(found.filter((look) => printed.includes(look))).toEqual([]);
});
