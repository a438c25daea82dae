/** @file Runs the built `payer-wizard` as a person would, on a store of the test's own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export const program = path.resolve(import.meta.dirname, '../../../dist/cli/payer-wizard.mjs');

export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'payer-wizard-cli-'));
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. */
  json(): Record<string, unknown>;
}

interface More {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C, once this has come. */
  readonly interruptAfter?: Promise<unknown>;
}

export interface Desk {
  readonly folder: string;
  readonly store: string;
  /** Runs one command in the folder, on the store. */
  run(args: readonly string[], more?: More): Promise<Ended>;
  /** All that the commands printed so far. */
  printed(): string;
  remove(): void;
}

interface Wish {
  /** A program that runs each command, with its own arguments: `['unshare', '-rn']`. */
  readonly before?: readonly string[];
  readonly folder?: string;
}

export function desk({ before = [], folder = emptyFolder() }: Wish = {}): Desk {
  const store = path.join(folder, 'store');
  let all = '';
  return {
    folder,
    store,
    printed: () => all,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
    async run(args, { input = '', env = {}, interruptAfter } = {}) {
      const [file = '', ...rest] = [...before, process.execPath, program, ...args];
      const child = spawn(file, rest, { cwd: folder, env: { ...process.env, PAYER_WIZARD_STORE: store, ...env } });
      child.stdin.on('error', () => undefined).end(input);
      void interruptAfter?.then(() => child.kill('SIGINT'));
      const [stdout, stderr, status] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
      ]);
      all += stdout + stderr;
      return { status, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> };
    },
  };
}
