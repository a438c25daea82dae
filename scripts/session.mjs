/** @file A display and a keyring for one command: its own, thrown away after it. Only processes that were started here are ended here. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs a command with an own session bus and an unlocked Secret Service, and answers its status. */
export async function withKeyring(command, args, { env = process.env, cwd } = {}) {
  const home = mkdtempSync(path.join(tmpdir(), 'payer-wizard-session-'));
  const runtime = path.join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  const own = {
    ...env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
  };
  // The password of a keyring that lives as long as this command.
  const unlocked = 'printf throwaway | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"';
  try {
    return await ended(
      spawn('dbus-run-session', ['--', 'bash', '-c', unlocked, 'bash', command, ...args], {
        stdio: 'inherit',
        env: own,
        cwd,
      }),
    );
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Gives a display’s environment to the work: the present one, or that of an X server of its own. */
export async function withDisplay(work, env = process.env, { own = false } = {}) {
  if (process.platform !== 'linux' || (!own && env.DISPLAY)) return work(env);
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  try {
    const display = await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('exit', () => reject(new Error('Xvfb ended before it had a display')));
      server.stdio[3].once('data', (number) => resolve(`:${String(number).trim()}`));
    });
    const { WAYLAND_DISPLAY: _none, ...rest } = env;
    return await work({ ...rest, DISPLAY: display });
  } finally {
    server.kill('SIGTERM');
  }
}

export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  });
}
