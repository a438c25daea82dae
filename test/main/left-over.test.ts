/** @file A certificate of a file that belongs to no key is named to the window when the rest of the file was kept. */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { newPayer } from '#core/domain/payer/payer.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import type { Desk } from '../../electron/main/handlers/desk.ts';
import { keyFilesInHand } from '../../electron/main/handlers/key-files.ts';
import { keyHandlers } from '../../electron/main/handlers/keys.ts';
import { memoryPorts } from '../memory-ports.ts';
import { certify, pemOf } from '../pki.ts';

const ref = 'northlake@test';

test('what of a file was kept nowhere is told with the payer', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const stranger = pemOf(await certify(new Date('2027-01-01T00:00:00Z'), { name: 'Stranger' }));
  const bytes = Buffer.from(`${privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()}${stranger}`);
  const ports = memoryPorts({ keyFiles });
  await ports.store.savePayer(newPayer({ ref, name: '', now: '' }));
  const files = keyFilesInHand(ports);
  // Nothing else of the desk is asked for.
  const { keepKeyFile } = keyHandlers({ ports } as Desk, files);
  const { handle } = await files.open(ref, { bytes, fileName: 'both.pem' });
  const { payer, leftOver } = await keepKeyFile({ ref, handle, sharing: null });
  expect([payer.keys.length, leftOver]).toMatchObject([1, [{ code: 'certificate/left-over' }]]);
  expect(leftOver[0]?.says).toContain('CN=Stranger');
});
