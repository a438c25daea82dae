/**
 * @file `--self-test`: the packaged app proves on this very machine what docs/security.md promises of it, prints one JSON
 * line, and leaves nothing behind. Status 0: everything holds.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import type { BrowserWindow } from 'electron/main';
import { app } from 'electron/main';
import { keychainFault } from './keychain-proof.ts';
import { pageFaults, provePage } from './page-proof.ts';
import { sandboxFault } from './sandbox.ts';

const patienceMilliseconds = 60_000;

/** Never throws. Answers the exit status. */
export async function selfTest(window: BrowserWindow): Promise<number> {
  const late = new Promise<Record<string, string>>((resolve) => {
    setTimeout(() => resolve({ selfTest: 'it took longer than a minute' }), patienceMilliseconds).unref();
  });
  const faults = await Promise.race([prove(window).catch((error: unknown) => ({ selfTest: nameOf(error) })), late]);
  const failed = Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== ''));
  const ok = Object.keys(failed).length === 0;
  const proven = Object.keys(faults).filter((name) => !(name in failed));
  // Written at once: the process ends right after.
  writeSync(process.stdout.fd, `${JSON.stringify({ ok, proven, failed, runtime: runtime() })}\n`);
  return ok ? 0 : 1;
}

async function prove(window: BrowserWindow): Promise<Record<string, string>> {
  const { webContents } = window;
  if (webContents.isLoading()) await once(webContents, 'did-finish-load');
  const page = pageFaults(await provePage(webContents));
  return {
    ...page,
    sandbox: await sandboxFault(webContents.getOSProcessId()),
    keychain: await keychainFault(`self-test-${randomUUID()}`),
  };
}

/** What a log may know of an error: its kind. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function runtime() {
  const { electron, chrome, node } = process.versions;
  const { platform, arch } = process;
  return { app: app.getVersion(), electron, chrome, node, platform, arch, packaged: app.isPackaged };
}
