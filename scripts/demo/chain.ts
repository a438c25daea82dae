/** @file The whole chain by the command line, each step printed as a person would type it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoServers } from '../../test/servers/start.ts';
import type { Run } from './command-line.ts';
import { bundle, ownKey, tellEnding } from './ending.ts';

export interface Scene {
  readonly run: Run;
  readonly servers: DemoServers;
  readonly folder: string;
  /** PEM file of the throwaway CA that signs both servers. */
  readonly ca: string;
}

const payer = 'northlake@test';

export async function runChain(scene: Scene): Promise<void> {
  const { run, servers } = scene;
  await run({
    says: 'A payer, before anything is known of it',
    args: ['payer', 'new', payer, '--name', 'Northlake Mutual'],
  });
  await run({
    says: 'Read what the Source Payer publishes',
    args: [
      'discover',
      servers.sourcePayer.address,
      '--fhir-base',
      servers.sourcePayer.fhirBase,
      '--payer',
      payer,
      '--ca',
      path.basename(scene.ca),
      '--allow-private',
    ],
  });
  await run({
    says: 'A key: it is made in the vault and stays there',
    args: ['key', 'new', payer, '--kind', 'RSA-3072'],
  });
  await run({ says: 'A certificate, for portals that want one', args: ['key', 'certificate', payer, '--days', '730'] });
  await register(scene);
  await run({ says: 'A token that really comes', args: ['test', payer] });
  await run({
    says: 'Where the definition belongs in Smile CDR',
    args: ['payer', 'set', payer, 'nodeId=Master', 'moduleId=smart_inbound'],
  });
  await run({
    says: 'The definition as the Admin API takes it',
    args: ['definition', payer, '--dialect', 'admin-api'],
  });
  await deliver(scene);
  await pushAndUndo(scene);
  tellEnding(scene.folder);
}

/** The wizard writes the registration; the payer's onboarding desk answers it with a client id. */
async function register({ run, servers, folder, ca }: Scene): Promise<void> {
  await run({
    says: 'What the Source Payer needs before it can give a client id',
    args: ['registration', payer, '--out', 'registration'],
  });
  const sheet = readFileSync(path.join(folder, 'registration/registration.json'), 'utf8');
  const { clientId } = await servers.sendRegistration(sheet, readFileSync(ca, 'utf8'));
  process.stdout.write(
    `\n# The payer’s onboarding desk took registration.json and answered with the client id ${clientId}\n`,
  );
  await run({ says: 'Its answer goes into the payer', args: ['payer', 'set', payer, `clientId=${clientId}`] });
}

async function deliver({ run }: Scene): Promise<void> {
  await run({
    says: 'A signed bundle for change control',
    args: ['export', payer, '--out', bundle, '--comment', 'Demo: first definition of Northlake Mutual'],
  });
  await run({
    says: 'The public key that reviewers get by another way',
    args: ['identity', 'export', '--out', ownKey],
  });
  await run({ says: 'A reviewer verifies with the own copy of the key', args: ['verify', bundle, '--trust', ownKey] });
}

async function pushAndUndo({ run, servers, ca }: Scene): Promise<void> {
  const { smileCdr } = servers;
  await run({
    says: 'A Smile CDR to push to; its password comes by standard input',
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
  await run({ says: 'Does it answer, and take these credentials?', args: ['target', 'test', 'cdr-test'] });
  await run({ says: 'What a push would do', args: ['plan', payer, '--target', 'cdr-test'], statuses: [2] });
  const pushed = await run({
    says: 'Push it, and read it back',
    args: ['push', payer, '--target', 'cdr-test', '--yes'],
  });
  await run({ says: 'A second push does nothing', args: ['push', payer, '--target', 'cdr-test', '--yes'] });
  const id = /^push (\S+) to /m.exec(pushed)?.[1] ?? '';
  await run({ says: 'Roll the push back', args: ['rollback', id, '--target', 'cdr-test', '--yes'] });
}
