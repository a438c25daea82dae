import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AuthenticationMode } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { exportPayers } from '#core/use-cases/export-payers.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { canary, samplePayer } from '../support/sample-payer.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-bundle-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const wish = { statedTime: '2027-01-01T12:00:00.000Z', signer: 'ana', comment: 'CHG-1042' };

async function exported(mode: AuthenticationMode = 'PRIVATE_KEY_JWT') {
  const ports = memoryPorts();
  const payer = await samplePayer(ports, { mode });
  return { ports, payer, bundle: await exportedWhole(ports, { ...wish, refs: [payer.ref] }) };
}

test('holds what the format says', async () => {
  const { bundle } = await exported();
  const payer = 'payers/northlake@test';
  expect(
    bundle.files.map(({ path: name }) => name.replace(/[0-9a-f]{64}/, 'KEYID').replace(/-[0-9a-f]{8}\.json/, '.json')),
  ).toEqual([
    'README.md',
    'SHA256SUMS',
    'manifest.json',
    `${payer}/definition/admin-api.json`,
    `${payer}/definition/definition.json`,
    `${payer}/definition/seed-servers.json`,
    `${payer}/definition/tutorial.json`,
    `${payer}/evidence/answers.json`,
    `${payer}/evidence/discovery/openid-configuration.json`,
    `${payer}/evidence/findings.json`,
    `${payer}/evidence/token-test.json`,
    `${payer}/keys/jwks.json`,
    `${payer}/keys/keystore.json`,
    `${payer}/registration/README.md`,
    `${payer}/registration/jwks.json`,
    `${payer}/registration/registration.json`,
    `${payer}/scripts/p2p-server-auth.js`,
    `${payer}/scripts/user-mapping.js`,
    'signatures/KEYID.json',
    'signatures/KEYID.pem',
    'signatures/KEYID.sig',
  ]);
});

test('the same payers and stated time give the same bytes, but for the signature', async () => {
  const { ports, payer, bundle } = await exported();
  const again = await exportedWhole(ports, { ...wish, refs: [payer.ref] });
  const signed = ({ files }: typeof bundle) => files.filter(({ path: name }) => !name.endsWith('.sig'));
  expect(signed(again)).toEqual(signed(bundle));
});

test.each<AuthenticationMode>(['PRIVATE_KEY_JWT', 'CLIENT_SECRET_BASIC'])(
  'with %s no secret and no private key is in it',
  async (mode) => {
    const { bundle } = await exported(mode);
    const text = Buffer.from(bundle.bytes).toString('latin1');
    expect([
      text.includes(canary),
      text.includes(Buffer.from(canary).toString('base64')),
      /PRIVATE KEY-----|"d":/.test(text),
    ]).toEqual([false, false, false]);
  },
);

test('a discovery document that shows a private key is not bundled', async () => {
  const { ports, payer } = await exported();
  const sha256 = await ports.store.keepEvidence(new TextEncoder().encode('{"keys":[{"kty":"RSA","d":"AQAB"}]}'));
  const leaking: Payer = {
    ...payer,
    documents: [{ kind: 'jwks', retrievedFrom: '', sha256, bytes: 1, retrievedAt: wish.statedTime, etag: '' }],
  };
  await ports.store.savePayer(leaking);
  await expect(exportPayers(ports, { ...wish, refs: [payer.ref] })).rejects.toMatchObject({
    code: 'bundle/holds-secret',
  });
});

test.each([
  ['no payer', [], wish.statedTime, 'bundle/no-payer'],
  ['a time before zip files', 1, '1979-12-31T23:59:59Z', 'bundle/wrong-time'],
  ['no time', 1, 'tomorrow', 'bundle/wrong-time'],
])('%s is refused', async (_name, payers, statedTime, code) => {
  const { ports, payer } = await exported();
  const made = exportPayers(ports, { ...wish, refs: payers === 1 ? [payer.ref] : [], statedTime });
  await expect(made).rejects.toMatchObject({ code });
});

test('unzip, openssl and sha256sum accept it by the printed steps, with the reviewer’s own copy of the key', async () => {
  const { ports, bundle } = await exported();
  const at = path.join(folder, 'unpacked');
  mkdirSync(at);
  writeFileSync(path.join(folder, 'bundle.zip'), bundle.bytes);
  writeFileSync(path.join(folder, 'OWN.pem'), (await ports.store.identity())?.key.publicPem ?? '');
  const run = (script: string) =>
    execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: at, encoding: 'utf8' });
  run('unzip -q ../bundle.zip');
  const printed = run(`
    openssl pkey -pubin -in ../OWN.pem -outform DER | sha256sum
    openssl dgst -sha256 -verify ../OWN.pem -signature signatures/${bundle.keyId}.sig signatures/${bundle.keyId}.json
    sha256sum SHA256SUMS
    sha256sum --strict --quiet -c SHA256SUMS
    grep -o '"sha256sums":"[0-9a-f]*"' signatures/${bundle.keyId}.json
    find . -type f | grep -v ./signatures/ | wc -l
    wc -l < SHA256SUMS`);
  const files = bundle.files.length - 3;
  expect(printed.split('\n')).toEqual([
    `${bundle.keyId}  -`,
    'Verified OK',
    `${bundle.sha256sums}  SHA256SUMS`,
    `"sha256sums":"${bundle.sha256sums}"`,
    String(files),
    String(files - 1),
    '',
  ]);
});
