/** @file What has to come from the system: named as Debian names it, found by what it gives. */
import { existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { run } from './run.mjs';
import { say, Stop } from './say.mjs';

const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
const binaries = (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/sbin', '/bin');

const binary = (name) => () => binaries.some((folder) => existsSync(`${folder}/${name}`));
const library = (start) => () =>
  libraries.some((folder) => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(start)));
const file = (path) => () => existsSync(path);

/** `for`: keytar’s build, the window, the keyring, unpacking and verifying, or the tests. */
const packages = [
  { name: 'python3', for: 'build', isThere: binary('python3') },
  { name: 'make', for: 'build', isThere: binary('make') },
  { name: 'g++', for: 'build', isThere: binary('g++') },
  { name: 'pkg-config', for: 'build', isThere: binary('pkg-config') },
  { name: 'libsecret-1-dev', for: 'build', isThere: file('/usr/include/libsecret-1/libsecret/secret.h') },
  { name: 'libsecret-1-0', for: 'keyring', isThere: library('libsecret-1.so.0') },
  { name: 'libnss3', for: 'window', isThere: library('libnss3.so') },
  { name: 'libgtk-3-0', for: 'window', isThere: library('libgtk-3.so.0') },
  { name: 'libgbm1', for: 'window', isThere: library('libgbm.so.1') },
  { name: 'libasound2', for: 'window', isThere: library('libasound.so.2') },
  { name: 'unzip', for: 'demo', isThere: binary('unzip') },
  { name: 'dbus', for: 'keyring', isThere: binary('dbus-run-session') },
  { name: 'gnome-keyring', for: 'keyring', isThere: binary('gnome-keyring-daemon') },
  { name: 'xvfb', for: 'tests', isThere: binary('Xvfb') },
  { name: 'chromium', for: 'tests', isThere: binary('chromium') },
  { name: 'openssl', for: 'demo', isThere: binary('openssl') },
  { name: 'iproute2', for: 'tests', isThere: binary('ip') },
  { name: 'tcpdump', for: 'tests', isThere: binary('tcpdump') },
  { name: 'procps', for: 'tests', isThere: binary('ps') },
  { name: 'curl', for: 'tests', isThere: binary('curl') },
  { name: 'strace', for: 'tests', isThere: binary('strace') },
  // An OAuth server that has nothing to do with ours: the live test has to work with it as well.
  { name: 'glewlwyd', for: 'tests', isThere: binary('glewlwyd') },
];

/** The packages that are missing for these purposes. */
export function missingFor(purposes, known = packages) {
  return known.filter((each) => purposes.includes(each.for) && !each.isThere()).map(({ name }) => name);
}

/** Installs what is missing where it may: as root, or after a yes on a terminal. Elsewhere it says what to do. */
export async function ensureSystemPackages(purposes) {
  if (process.platform !== 'linux') return;
  const missing = missingFor(purposes);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  say(`Missing from the system: ${missing.join(', ')}`);
  if (!existsSync('/usr/bin/apt-get'))
    throw new Stop(
      'these packages are missing, under their Debian names',
      `install what gives the same: ${missing.join(', ')}`,
    );

  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !(await mayAsk(`Install them now with sudo ${command}? [y/N] `)))
    throw new Stop('system packages are missing', `sudo ${command}`);
  const prefix = isRoot ? [] : ['sudo'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await apt([...prefix, 'apt-get', 'update'], 'reading the package lists', { env, command });
  await apt([...prefix, ...command.split(' ')], `installing ${missing.length} system packages`, { env, command });
}

async function mayAsk(question) {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(question)).trim());
  } finally {
    asking.close();
  }
}

async function apt([program, ...args], title, { env, command }) {
  const { status, output } = await run(program, args, { title, env });
  if (status !== 0) throw new Stop(`${title} failed:\n${output}`, `run it by hand and read what it says: ${command}`);
}
