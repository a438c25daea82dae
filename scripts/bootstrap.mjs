/**
 * @file Sets up what npm's scripts need, on a machine that has Node 20 and npm and nothing else. Plain Node: it runs before
 * anything is installed. Quick when there is nothing to do.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installNpmPackages, npmPackagesAreThere, root } from './bootstrap/npm-packages.mjs';
import { say, Stop, story } from './bootstrap/say.mjs';
import { ensureSystemPackages } from './bootstrap/system-packages.mjs';

/** What each purpose needs of the system beside what builds keytar. */
const purposes = {
  tools: [],
  commandLine: ['keyring', 'demo'],
  window: ['window', 'keyring', 'demo'],
  tests: ['window', 'keyring', 'demo', 'tests'],
};

/** Throws `Stop`. `purpose` is one of the names above. */
export async function prepare(purpose = 'tools') {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Stop(`Node ${process.versions.node} is too old`, 'install Node 20 or newer');
  const build = npmPackagesAreThere() ? [] : ['build'];
  await ensureSystemPackages([...build, ...purposes[purpose]]);
  await installNpmPackages();
}

/** Node 24, from the lock file: what every script runs on, whatever the machine has. */
export function node24() {
  const own = path.join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Stop(
    'there is no Node 24 for this kind of machine among the npm packages',
    'install Node 24 and run the script with it',
  );
}

/** The environment in which `node` is that one. */
export function environment(more = {}) {
  const bin = path.join(root, 'node_modules/.bin');
  return { ...process.env, ...more, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
}

if (process.argv[1] === import.meta.filename) {
  await story(async () => {
    await prepare(process.argv[2] ?? 'tests');
    say('Everything is there.');
  });
}
