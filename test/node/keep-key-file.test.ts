/** @file What is kept of a file, beside what a payer has: over real keys and certificates, as `key load` and the window keep it. */
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { KeyFile } from '#core/domain/keys/key-file.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { startingWish } from '#core/domain/keys/templates.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import type { Ports } from '#core/ports.ts';
import { makeCertificate, makeRequest } from '#core/use-cases/key-certificates.ts';
import { networkOf } from '#core/use-cases/network-of.ts';
import { keepKeyFile } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { certificateRequest } from '#node/keys/request.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { keys, pkcs8, requestPem } from '../keys/make.ts';
import { memoryPorts } from '../memory-ports.ts';
import { freshFolder } from './support/folders.ts';
import type { Authority } from './support/openssl-authority.ts';
import { opensslAuthority } from './support/openssl-authority.ts';

const ref = 'northlake@test';
const { days: _, ...asked } = startingWish('smart', newPayer({ ref, name: '', now: '2027-01-01T00:00:00.000Z' }));
const wish = { ...asked, days: 30 };
let root: Authority;
let issuing: Authority;
let leaf: string;

beforeAll(() => {
  const folder = freshFolder();
  root = opensslAuthority(path.join(folder, 'ca'), 'Root');
  issuing = root.below('Issuing');
  leaf = issuing.issue(requestPem(keys.p256()), { days: 20 });
});

const read = (text: string): Promise<KeyFile> => keyFiles.read({ bytes: Buffer.from(text), passphrase: null });

/** A payer that was given these files, one after the other, and a way to give it more. */
async function payerWith(...texts: readonly string[]) {
  const ports = memoryPorts();
  await createPayer(ports, { ref, name: 'Northlake' });
  const keep = async (text: string, replaces = false) =>
    keepKeyFile(ports, { ref, file: await read(text), fileName: '', sharing: null, replaces });
  for (const text of texts) await keep(text);
  return { ports, keep };
}

async function keyOf(ports: Ports): Promise<KeyRecord> {
  const [key] = (await ports.store.payer(ref)).keys;
  if (key === undefined) throw new Error('The payer has no key');
  return key;
}

const subjects = ({ certificate, chain }: KeyRecord) =>
  [certificate, ...chain].map((each) => (each?.selfSigned === true ? `${each.subject} itself` : each?.subject));
const whole = ['CN=Harbor Ridge P2P', 'CN=Issuing', 'CN=Root itself'];

test('a chain that comes as a file of its own goes above the certificate that is here', async () => {
  const { ports } = await payerWith(pkcs8(keys.p256()), leaf, issuing.pem + root.pem);
  expect(subjects(await keyOf(ports))).toEqual(whole);
});

test('the same leaf again, or its own self-signed one, changes nothing and drops no chain', async () => {
  const { ports, keep } = await payerWith(pkcs8(keys.p256()) + leaf + issuing.pem + root.pem, leaf);
  const { pem } = await selfSigned(keys.p256(), wish, { now: new Date() });
  await expect(keep(pem)).rejects.toMatchObject({ code: 'certificate/not-kept' });
  expect(subjects(await keyOf(ports))).toEqual(whole);
  await keep(pem, true);
  expect(subjects(await keyOf(ports))).not.toEqual(whole);
});

test('a file with a key that is here renews its certificate; with nothing new it is told that all is here', async () => {
  const { ports, keep } = await payerWith(pkcs8(keys.p256()) + leaf);
  const renewed = pkcs8(keys.p256()) + issuing.issue(requestPem(keys.p256()), { days: 40 }) + issuing.pem;
  const before = await keyOf(ports);
  await keep(renewed);
  const after = await keyOf(ports);
  expect([after.id, subjects(after)]).toEqual([before.id, whole.slice(0, 2)]);
  expect(Date.parse(after.certificate?.notAfter ?? '')).toBeGreaterThan(Date.parse(before.certificate?.notAfter ?? ''));
  for (const text of [renewed, pkcs8(keys.p256())])
    await expect(keep(text)).rejects.toMatchObject({ code: 'key/already-here' });
});

test('a request waits at its key, whether it comes with it or alone; that of another key is named', async () => {
  const together = await payerWith(pkcs8(keys.p256()) + requestPem(keys.p256()));
  const alone = await payerWith(pkcs8(keys.p256()), requestPem(keys.p256()));
  for (const { ports } of [together, alone])
    expect((await keyOf(ports)).request).toMatchObject({ subject: 'CN=Harbor Ridge P2P', madeAt: '' });
  await expect(alone.keep(requestPem(keys.p384()))).rejects.toMatchObject({ code: 'request/no-key-for-it' });
  const another = await certificateRequest(keys.p256(), asked, { now: new Date() });
  await expect(alone.keep(another.pem)).rejects.toMatchObject({ code: 'request/waits-already' });
});

test('a file with a list of authorities is refused before a signature is checked', async () => {
  const { keep } = await payerWith(pkcs8(keys.p256()));
  const file = await read(leaf);
  const certificates = Array.from({ length: 101 }, (_, at) => ({ ...file.certificates[0], sha256: String(at) }));
  const ports = memoryPorts();
  await createPayer(ports, { ref, name: 'Northlake' });
  const kept = keepKeyFile(ports, { ref, file: { ...file, certificates } as KeyFile, fileName: '', sharing: null });
  await expect(kept).rejects.toMatchObject({ code: 'key/too-many-certificates' });
  await expect(keep(leaf)).resolves.toBeDefined();
});

test('a self-signed one takes the place of a CA’s only where somebody says so', async () => {
  const { ports } = await payerWith(pkcs8(keys.p256()) + leaf + issuing.pem);
  const { id: keyId } = await keyOf(ports);
  await expect(makeCertificate(ports, { ref, keyId, wish, replaces: false })).rejects.toMatchObject({
    code: 'certificate/replaces-issued',
  });
  const { keys: after } = await makeCertificate(ports, { ref, keyId, wish, replaces: true });
  expect(after[0]).toMatchObject({ certificate: { selfSigned: true }, chain: [] });
  await expect(makeCertificate(ports, { ref, keyId, wish, replaces: false })).resolves.toBeDefined();
});

test('a request that waits gives way only where somebody says so; one that asks for the same is the same', async () => {
  const { ports } = await payerWith(pkcs8(keys.p256()));
  const { id: keyId } = await keyOf(ports);
  const ask = async (uris: string[], replaces = false) =>
    (await makeRequest(ports, { ref, keyId, wish: { ...asked, uris }, template: null, replaces })).keys[0]?.request;
  const first = await ask(['urn:a:b']);
  expect(await ask(['urn:a:b'])).toEqual(first);
  await expect(ask(['urn:a:c'])).rejects.toMatchObject({ code: 'request/waits-already' });
  expect(await ask(['urn:a:c'], true)).toMatchObject({ uris: ['urn:a:c'] });
});

test('a server is shown the certificate with what is above it, without the root', async () => {
  const { ports } = await payerWith(pkcs8(keys.p256()) + leaf + issuing.pem + root.pem);
  const payer = await ports.store.payer(ref);
  const network = { ...payer.network, clientKeyId: payer.keys[0]?.id ?? '' };
  const shown = networkOf({ ...payer, network }).clientCertificate?.pem ?? '';
  expect((await read(shown)).certificates.map(({ subject }) => subject)).toEqual(whole.slice(0, 2));
});
