import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '#core/domain/fault.ts';
import type { CertificateRecord } from '#core/domain/keys/key-record.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import type { Writing } from '#core/use-cases/key-departures.ts';
import { exportKey, handOver } from '#core/use-cases/key-departures.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { digests } from '#node/digests.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';

const passphrase = new Secret('correct horse battery');
const ref = 'northlake@test';
const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-departures-'));
let recipient: CertificateRecord;

beforeAll(() => {
  const [key, file] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
  const ends = ['-days', '3000', '-addext', 'basicConstraints=critical,CA:FALSE', '-subj', '/CN=Operator'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  execFileSync('openssl', [...made, '-out', file, ...ends], { stdio: 'ignore' });
  recipient = readCertificate(readFileSync(file, 'utf8'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Ports with payers that have a key each; the first has a client secret too. */
async function desk(refs: readonly string[] = [ref]): Promise<Ports> {
  const ports = memoryPorts({ clock: fixedClock('2028-01-01T00:00:00.000Z') });
  for (const each of refs) {
    await createPayer(ports, { ref: each, name: each });
    await generateKey(ports, { ref: each, kind: 'EC-P-256' });
  }
  await keepSecret(ports, refs[0] ?? '', new Secret('the client secret'));
  return ports;
}

/** A place to write to, and what came there. */
function place(name: string | null = 'key.pem') {
  const written: { bytes: Uint8Array; suggestedName: string }[] = [];
  const write: Writing = async (bytes, suggestedName) => {
    if (name !== null) written.push({ bytes: Uint8Array.from(bytes), suggestedName });
    return Promise.resolve(name);
  };
  return { written, write };
}

async function keyIdOf({ store }: Ports, of = ref): Promise<string> {
  return (await store.payer(of)).keys[0]?.id ?? '';
}

describe('one key under a passphrase', () => {
  test('is recorded once it is written: who, what, how, and which bytes', async () => {
    const ports = await desk();
    const { written, write } = place();
    const payer = await exportKey(ports, { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write });
    const stored = await ports.store.payer(ref);
    expect([payer?.departures, stored.departures, written.map(({ suggestedName }) => suggestedName)]).toEqual([
      [
        {
          at: '2028-01-01T00:00:00.000Z',
          by: 'ana',
          keys: [stored.keys[0]?.kid],
          clientSecret: false,
          way: { is: 'passphrase' },
          fileName: 'key.pem',
          sha256: digests.sha256(written[0]?.bytes ?? new Uint8Array()),
        },
      ],
      payer?.departures,
      ['northlake_test-key-encrypted.pem'],
    ]);
  });

  test('nothing is recorded where the person thought better of it', async () => {
    const ports = await desk();
    const { write } = place(null);
    const payer = await exportKey(ports, { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write });
    expect([payer, (await ports.store.payer(ref)).departures]).toEqual([null, []]);
  });

  test.each([
    ['the disk is full', 'input/cannot-write', {}],
    ['the passphrase is short', 'key/short-passphrase', { passphrase: new Secret('short') }],
    ['the key is gone', 'key/gone', { keyId: 'another' }],
  ])('nothing is recorded where %s', async (_, code, given) => {
    const ports = await desk();
    const write: Writing = async () => Promise.reject(new Fault('input/cannot-write', { file: 'key.pem' }));
    const wish = { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write, ...given };
    await expect(exportKey(ports, wish)).rejects.toMatchObject({ code });
    expect((await ports.store.payer(ref)).departures).toEqual([]);
  });

  test('a key whose certificate carries another one does not leave', async () => {
    const ports = await desk();
    const payer = await ports.store.payer(ref);
    await ports.store.savePayer({ ...payer, keys: payer.keys.map((key) => ({ ...key, certificate: recipient })) });
    const { written, write } = place();
    const wish = { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write };
    await expect(exportKey(ports, wish)).rejects.toMatchObject({ code: 'certificate/other-key' });
    expect(written).toEqual([]);
  });
});

describe('somebody else saves in that moment', () => {
  /** Another process that saves the payer just before we do, so many times. */
  function disturbed(ports: Ports, times: number): Ports {
    let left = times;
    const { store } = ports;
    const savePayer: Ports['store']['savePayer'] = async (given) => {
      if (left > 0) {
        left -= 1;
        const present = await store.payer(given.ref);
        await store.savePayer({ ...present, name: `${present.name}, changed` });
      }
      return store.savePayer(given);
    };
    return { ...ports, store: { ...store, savePayer } };
  }

  test('both changes stay', async () => {
    const ports = await desk();
    const { write } = place();
    const wish = { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write };
    await exportKey(disturbed(ports, 2), wish);
    const { name, departures } = await ports.store.payer(ref);
    expect([name, departures.length]).toEqual(['northlake@test, changed, changed', 1]);
  });

  test('after three times it is told that the file is there and not recorded', async () => {
    const ports = await desk();
    const { written, write } = place();
    const wish = { ref, keyId: await keyIdOf(ports), passphrase, by: 'ana', write };
    await expect(exportKey(disturbed(ports, 3), wish)).rejects.toMatchObject({
      code: 'departure/not-recorded',
      details: { fileName: 'key.pem', payers: ref },
    });
    expect([written.length, (await ports.store.payer(ref)).departures]).toEqual([1, []]);
  });
});

describe('a hand-over', () => {
  const harbor = 'harbor@test';

  test('of several payers is one file, recorded at each with what left of it', async () => {
    const ports = await desk([ref, harbor]);
    const { written, write } = place('both.cms');
    const payers = await handOver(ports, { refs: [ref, harbor, ref], recipient, by: 'ana', write });
    const way = { is: 'recipient', subject: 'CN=Operator', sha256: recipient.sha256 };
    expect([
      written.map(({ suggestedName }) => suggestedName),
      payers?.map(({ departures }) => departures),
    ]).toMatchObject([
      ['payers-hand-over.cms'],
      [
        [{ keys: [expect.any(String)], clientSecret: true, way, fileName: 'both.cms' }],
        [{ keys: [expect.any(String)], clientSecret: false, way, fileName: 'both.cms' }],
      ],
    ]);
  });

  test('is named by the payer where there is one', async () => {
    const ports = await desk();
    const { written, write } = place();
    await handOver(ports, { refs: [ref], recipient, by: 'ana', write });
    expect(written.map(({ suggestedName }) => suggestedName)).toEqual(['northlake_test-hand-over.cms']);
  });

  test('where one payer is gone by then, the others are recorded, and it is told', async () => {
    const ports = await desk([ref, harbor]);
    const { write } = place('both.cms');
    const removing: Writing = async (bytes, suggestedName) => {
      await ports.store.removePayer(ref);
      return write(bytes, suggestedName);
    };
    await expect(handOver(ports, { refs: [ref, harbor], recipient, by: 'ana', write: removing })).rejects.toMatchObject(
      {
        code: 'departure/not-recorded',
        details: { fileName: 'both.cms', payers: ref },
      },
    );
    expect((await ports.store.payer(harbor)).departures.length).toBe(1);
  });

  test('of nothing is refused', async () => {
    const ports = memoryPorts();
    await createPayer(ports, { ref, name: '' });
    const { write } = place();
    await expect(handOver(ports, { refs: [ref], recipient, by: 'ana', write })).rejects.toMatchObject({
      code: 'hand-over/nothing',
    });
  });

  test('nothing is recorded where it was not written', async () => {
    const ports = await desk([ref, harbor]);
    const { write } = place(null);
    const payers = await handOver(ports, { refs: [ref, harbor], recipient, by: 'ana', write });
    expect([payers, (await ports.store.payer(ref)).departures]).toEqual([null, []]);
  });
});
