import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeRegistration } from '#node/registration-folder.ts';
import { freshFolder } from './support/folders.ts';

const sheet = JSON.stringify({ version: 1, payer: 'northlake@test', clientName: 'Northlake', clientId: '' });
const file = (name: string, text = '') => ({ path: name, bytes: Buffer.from(text) });

test.each([
  ['a sheet of ours', sheet, ['notes.txt', 'registration.json']],
  ['a sheet of somebody', '{"version":1}', ['jwks.json', 'notes.txt', 'p2p-signing-cert.pem', 'registration.json']],
  ['no sheet', null, ['jwks.json', 'notes.txt', 'p2p-signing-cert.pem', 'registration.json']],
])('beside %s there lies afterwards what belongs to it', async (_, before, after) => {
  const folder = path.join(freshFolder(), 'sheet');
  mkdirSync(folder, { recursive: true });
  for (const name of ['jwks.json', 'notes.txt', 'p2p-signing-cert.pem']) writeFileSync(path.join(folder, name), '');
  if (before !== null) writeFileSync(path.join(folder, 'registration.json'), before);
  await writeRegistration(folder, [file('registration.json', sheet)]);
  expect(readdirSync(folder).sort()).toEqual(after);
});
