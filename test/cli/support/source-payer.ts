/** @file A payer of the command line at an embedded Source Payer: read, given a key or a secret, and registered there. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { ProfileName } from '../../servers/source-payer/profile.ts';
import type { DemoServers } from '../../servers/start.ts';
import { startDemoServers } from '../../servers/start.ts';
import type { Desk, Ended } from './command-line.ts';
import { desk } from './command-line.ts';

export const ref = 'northlake@test';
export type Mode = 'CLIENT_SECRET_BASIC' | 'PRIVATE_KEY_JWT';

export interface Scene extends Desk {
  readonly servers: DemoServers;
  /** Runs a command that has to end well. */
  well(args: readonly string[], more?: { input?: string }): Promise<Ended>;
  end(): Promise<void>;
}

export async function sceneAt(profile: ProfileName, payer = ref): Promise<Scene> {
  const servers = await startDemoServers({ profile });
  const at = desk();
  const made: Scene = {
    ...at,
    servers,
    async well(args, more) {
      const ended = await at.run(args, more);
      expect(ended.status, `${args.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0);
      return ended;
    },
    async end() {
      at.remove();
      await servers.stop();
    },
  };
  writeFileSync(path.join(at.folder, 'ca.pem'), servers.ca);
  await made.well(['payer', 'new', payer]);
  const { address, fhirBase } = servers.sourcePayer;
  await made.well([
    ...['discover', address, '--fhir-base', fhirBase, '--payer', payer],
    ...['--ca', 'ca.pem', '--allow-private'],
  ]);
  return made;
}

/**
 * As the two sides do it: the sheet goes over, the id comes back, and with it the secret where there is one, which is answered.
 * `key`: how the payer comes to its key.
 */
export async function register(
  { well, folder, servers }: Scene,
  mode: Mode,
  { payer = ref, key = ['new', payer, '--kind', 'EC-P-384'] }: { payer?: string; key?: readonly string[] } = {},
): Promise<string> {
  await well(['payer', 'set', payer, `clientAuthenticationMode=${mode}`]);
  if (mode === 'PRIVATE_KEY_JWT') await well(['key', ...key]);
  await well(['registration', payer, '--out', 'registration']);
  const sheet = readFileSync(path.join(folder, 'registration/registration.json'), 'utf8');
  const { clientId, clientSecret = '' } = await servers.sendRegistration(sheet);
  await well(['payer', 'set', payer, `clientId=${clientId}`]);
  if (clientSecret !== '') await well(['payer', 'secret', payer, '--secret-file', '-'], { input: `${clientSecret}\n` });
  return clientSecret;
}
