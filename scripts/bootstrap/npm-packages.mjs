/** @file The packages of the lock file, with keytar built for this system, installed once for each state of the lock file. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { run } from './run.mjs';
import { Stop } from './say.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const mark = path.join(root, 'node_modules/.payer-wizard-installed');
const keytar = path.join(root, 'node_modules/keytar/build/Release/keytar.node');

/** What an installation depends on: the lock file, and the system that keytar was built for. */
export function fingerprint(texts, { platform, arch } = process) {
  const hash = createHash('sha256');
  for (const text of [...texts, platform, arch]) hash.update(text).update('\0');
  return hash.digest('hex');
}

function current() {
  return fingerprint(['package-lock.json', '.npmrc'].map((name) => readFileSync(path.join(root, name), 'utf8')));
}

export function npmPackagesAreThere() {
  return existsSync(mark) && existsSync(keytar) && readFileSync(mark, 'utf8') === current();
}

export async function installNpmPackages() {
  if (npmPackagesAreThere()) return;
  await oneAtATime(root, install);
}

async function install() {
  // Another process may have done it while this one waited.
  if (npmPackagesAreThere()) return;
  rmSync(mark, { force: true });
  const home =
    process.env.HOME && existsSync(process.env.HOME) ? null : mkdtempSync(path.join(tmpdir(), 'payer-wizard-npm-'));
  const env = buildEnvironment(home === null ? process.env : { ...process.env, HOME: home });
  try {
    const installed = await run('npm', ['ci', '--no-audit', '--no-fund'], {
      title: 'installing npm packages',
      cwd: root,
      env,
    });
    if (installed.status !== 0)
      throw new Stop(
        `npm ci failed:\n${installed.output}`,
        'read what npm says above; most often the registry cannot be reached',
      );
    if (!existsSync(keytar)) await buildKeytar(env);
    writeFileSync(mark, current());
  } finally {
    if (home !== null) rmSync(home, { recursive: true, force: true });
  }
}

/** Newer versions of npm run no install script that nobody approved: then it is built here. */
async function buildKeytar(env) {
  const { status, output } = await run('npm', ['rebuild', 'keytar'], { title: 'building keytar', cwd: root, env });
  if (status === 0 && existsSync(keytar)) return;
  throw new Stop(
    `keytar was not built:\n${output}`,
    'it needs python3, make, g++, pkg-config and libsecret-1-dev; install them and try again',
  );
}

/**
 * keytar is always built here and never fetched as a binary: what runs beside secrets comes from the lock file. Node’s
 * headers lie in the package that brings Node, so that node-gyp asks no server for them.
 */
function buildEnvironment(env) {
  const headers = [
    path.join(root, 'node_modules', nodePackage()),
    '/usr',
    path.dirname(path.dirname(process.execPath)),
  ];
  // The first comes with this very installation: that it is not there yet says nothing.
  const nodedir =
    process.platform === 'linux'
      ? headers[0]
      : headers.find((folder) => existsSync(path.join(folder, 'include/node/node_api.h')));
  // Node-API 3, as keytar declares: the headers of a new Node would ask for more than an older Electron has, and it would crash.
  const CXXFLAGS = `${env.CXXFLAGS ?? ''} -UNAPI_VERSION -DNAPI_VERSION=3`.trim();
  return {
    ...env,
    CXXFLAGS,
    npm_config_build_from_source: 'keytar',
    ...(nodedir ? { npm_config_nodedir: nodedir } : {}),
  };
}

export function nodePackage({ platform, arch } = process) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}
