/** @file A vault is opened by what docs/formats.md tells, with Node’s own functions and none of the vault’s. */
import { createDecipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { openDeskVault } from '#node/vault/desk-vault.ts';
import { memoryKeychain } from './support/keychain.ts';
import { freshFolder } from './support/folders.ts';

interface Wrapped {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  readonly nonce: string;
  readonly sealed: string;
}

interface VaultFile {
  readonly vaultId: string;
  readonly check: string;
  readonly passphrase: Wrapped;
}

const passphrase = 'Grüße an alle hier';
const item = { owner: 'northlake@test', kind: 'client-secret', id: 'any' } as const;
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** RFC 8785, of flat objects with names in ASCII. */
function canonical(value: object): Buffer {
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))));
}

function open(key: Uint8Array, { nonce, sealed }: Pick<Wrapped, 'nonce' | 'sealed'>, authenticated: object): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
  decipher.setAAD(canonical(authenticated)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
}

function dataKeyIn({ salt, N, r, p, ...rest }: Wrapped, vaultId: string): Buffer {
  const octets = Buffer.from(passphrase.normalize('NFC'));
  const key = scryptSync(octets, Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 2 ** 28 });
  return open(key, rest, { format: 'payer-wizard/data-key', version: 1, vaultId });
}

test('vault.json, a sealed item and the recovery file are what the page of formats says', async () => {
  const folder = freshFolder();
  const vault = openDeskVault({ folder, keychain: memoryKeychain() });
  await vault.create(new Secret(passphrase.normalize('NFD')));
  await vault.keep(item, new Secret('of the vault'));
  const written: Buffer[] = [];
  await vault.recovery(new Secret(passphrase), async (bytes) => Promise.resolve(written.push(Buffer.from(bytes)) > 0));

  const file = read(path.join(folder, 'vault/vault.json')) as VaultFile;
  const recovery = JSON.parse(String(written[0])) as { wrapped: Wrapped };
  const dataKey = dataKeyIn(file.passphrase, file.vaultId);
  const keyFor = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', dataKey, file.vaultId, `payer-wizard/vault/1/${purpose}`, 32));
  const name = createHash('sha256')
    .update(JSON.stringify(Object.values(item)))
    .digest('hex')
    .slice(0, 32);
  const { nonce, sealed, ...header } = read(path.join(folder, `vault/${name}.sealed`)) as Wrapped;
  const content = open(keyFor('seal'), { nonce, sealed }, { format: 'payer-wizard/sealed', ...header });
  expect({
    members: Object.keys(file).sort(),
    check: createHmac('sha256', keyFor('check')).update(file.vaultId).digest('hex'),
    header,
    content: content.toString(),
    recovery: { ...recovery, wrapped: dataKeyIn(recovery.wrapped, file.vaultId).equals(dataKey) },
    files: readdirSync(path.join(folder, 'vault')).sort(),
  }).toEqual({
    members: [
      'check',
      'keychain',
      'keychainLeft',
      'lockAfterMinutes',
      'madeAt',
      'passphrase',
      'recoveryAt',
      'vaultId',
      'version',
    ],
    check: file.check,
    header: { version: 1, vaultId: file.vaultId, ...item, generation: 1 },
    content: 'of the vault',
    recovery: {
      format: 'payer-wizard/recovery',
      version: 1,
      vaultId: file.vaultId,
      check: file.check,
      wrapped: true,
    },
    files: [`${name}.sealed`, 'vault.json', 'vault.json.bak'],
  });
});
