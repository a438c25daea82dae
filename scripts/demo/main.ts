/**
 * @file The main job on embedded defaults: a real Source Payer and a Smile CDR Admin API on loopback, a store and a
 * keyring of the demo's own. With a display it opens the wizard on them; without one the command line does the whole chain.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startDemoServers } from '../../test/servers/start.ts';
import { commandLine } from './command-line.ts';
import { runChain } from './chain.ts';
import { openWizard } from './wizard.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'demo-output');
const headless = process.argv.includes('--headless') || !hasDisplay();

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const servers = await startDemoServers();
try {
  const ca = path.join(folder, 'demo-ca.pem');
  writeFileSync(ca, servers.ca);
  const run = commandLine({ root, store: path.join(folder, 'store'), folder });
  if (headless) await runChain({ run, servers, folder, ca });
  else await openWizard({ run, servers, folder, ca, root });
} finally {
  await servers.stop();
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
