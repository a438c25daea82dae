/** @file The demo with a display: the wizard on the embedded servers, with the target ready and the address to type. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Scene } from './chain.ts';
import { bundle, ownKey, tellEnding } from './ending.ts';

const payer = 'northlake@test';
const target = 'cdr-test';

export async function openWizard({ run, servers, folder, ca, root }: Scene & { root: string }): Promise<void> {
  const { smileCdr, sourcePayer } = servers;
  await run({
    says: 'The demo’s Smile CDR as a target; its password comes by standard input',
    args: [
      'target',
      'add',
      target,
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
    args: ['payer', 'new', payer, '--name', 'Northlake Mutual'],
  });
  await run({
    says: 'It is on loopback, behind a throwaway CA',
    args: ['payer', 'trust', payer, '--ca', path.basename(ca), '--allow-private'],
  });
  await run({
    says: 'Its FHIR base, which no document of an issuer names, and where the definition belongs in Smile CDR',
    args: ['payer', 'set', payer, `fhirBaseUrl=${sourcePayer.fhirBase}`, 'nodeId=Master', 'moduleId=smart_inbound'],
  });
  process.stdout.write(`
The wizard opens. In it:
  1. Open Northlake Mutual. In Discover its address is filled in: read it.
  2. In Keys, generate a key and write the registration files into ${folder}.
  3. Hand registration.json to the demo’s onboarding desk; it answers with the client id, which goes into Client:
     curl --cacert ${ca} -H 'Content-Type: application/json' \\
          --data @${path.join(folder, 'registration.json')} ${sourcePayer.registrations}
  4. Run the live test.
  5. In Deliver, export the bundle as ${path.join(folder, bundle)}, and push to cdr-test.
The servers run until the window is closed.
`);
  await openApp(path.join(folder, 'store'), root, { address: sourcePayer.address, target });
  if (!existsSync(path.join(folder, bundle))) return;
  await run({
    says: 'The public key that reviewers get by another way',
    args: ['identity', 'export', '--out', ownKey],
  });
  tellEnding(folder);
}

async function openApp(store: string, root: string, demo: { address: string; target: string }): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), `--store=${store}`], {
    stdio: 'inherit',
    env: { ...process.env, PAYER_WIZARD_DEMO: JSON.stringify(demo) },
  });
  await new Promise((resolve) => child.once('close', resolve));
}
