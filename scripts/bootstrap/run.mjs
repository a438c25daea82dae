import { spawn } from 'node:child_process';
import { say } from './say.mjs';

/** How much of a failed command is shown: its end says why. */
const SHOWN = 4_000;

/**
 * Runs a command to its end and answers its status and output. `title` makes it a long step: it is announced, and its time
 * is told while it runs.
 */
export function run(command, args, { title, cwd, env, echo = false, minutes = 20 } = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  if (title) say(`… ${title}`);
  const beat = title ? setInterval(() => say(`  … ${title}: ${seconds()} s`), 15_000) : null;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: echo ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    const giveUp = setTimeout(() => child.kill('SIGTERM'), minutes * 60_000);
    let output = '';
    const take = (part) => (output = (output + part).slice(-SHOWN * 4));
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const end = (status, more = '') => {
      clearInterval(beat);
      clearTimeout(giveUp);
      if (title) say(`${status === 0 ? '✓' : '✗'} ${title} (${seconds()} s)`);
      resolve({ status, output: (output + more).slice(-SHOWN) });
    };
    child.once('error', (error) => end(127, error.message));
    child.once('close', (status) => end(status ?? 1));
  });
}
