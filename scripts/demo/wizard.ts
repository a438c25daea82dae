/** @file The demo with a display: the wizard on the embedded servers, with the target ready and the address to type. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Scene } from './chain.ts';

export async function openWizard({ run, servers, folder, ca, root }: Scene & { root: string }): Promise<void> {
  const { smileCdr, sourcePayer } = servers;
  await run({
    says: 'The demo’s Smile CDR as a target; its password comes by standard input',
    args: [
      'target',
      'add',
      'cdr-test',
      '--url',
      smileCdr.baseUrl,
      '--user',
      smileCdr.username,
      '--ca',
      path.basename(ca),
      '--secret-file',
      '-',
    ],
    input: `${smileCdr.password}\n`,
  });
  await run({
    says: 'A payer, ready to be read',
    args: ['payer', 'new', 'northlake@test', '--name', 'Northlake Mutual'],
  });
  await run({
    says: 'It is on loopback, behind a throwaway CA',
    args: ['payer', 'trust', 'northlake@test', '--ca', path.basename(ca), '--allow-private'],
  });
  process.stdout.write(`
The wizard opens. In it:
  1. Open Northlake Mutual.
  2. In Discover, read ${sourcePayer.address}
  3. Write the registration in Keys, and hand it to the demo’s onboarding desk:
     curl --cacert ${ca} -H 'content-type: application/json' --data @registration.json ${sourcePayer.registrations}
     It answers with the client id.
The servers run until the window is closed.
`);
  const child = spawn(
    process.execPath,
    [path.join(root, 'scripts/start.mjs'), `--store=${path.join(folder, 'store')}`],
    {
      stdio: 'inherit',
      env: { ...process.env, PAYER_WIZARD_DEMO: JSON.stringify({ address: sourcePayer.address, target: 'cdr-test' }) },
    },
  );
  await new Promise((resolve) => child.once('close', resolve));
}
